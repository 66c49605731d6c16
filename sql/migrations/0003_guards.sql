-- What must not be possible, whoever writes: beside the keys and checks of
-- 0001, the sums.  Each looks once at all rows of a statement (a COPY is one).

create function match_takes_whole_entry() returns trigger
	language plpgsql set search_path from current as $$
begin
	if exists (select from added m join entry e using (entry_id)
		where m.amount_fen <> e.amount_fen)
	then
		raise exception 'a match must take the whole amount of its entry'
			using errcode = 'check_violation',
			constraint = 'match_takes_whole_entry';
	end if;
	return null;
end $$;

create trigger match_takes_whole_entry after insert on match
	referencing new table as added
	for each statement execute function match_takes_whole_entry();

-- All allocations of an entry come in one statement and add up to it.
create function allocations_balance() returns trigger
	language plpgsql set search_path from current as $$
begin
	if exists (
		select from match m
		join (select a.entry_id, sum(a.amount_fen) as total
			from allocation a
			where a.entry_id in (select entry_id from added)
			group by a.entry_id) s using (entry_id)
		where m.use <> 'orders' or m.amount_fen <> s.total)
	then
		raise exception 'the allocations of an entry must add up to it'
			using errcode = 'check_violation',
			constraint = 'allocations_balance';
	end if;
	return null;
end $$;

create trigger allocations_balance after insert on allocation
	referencing new table as added
	for each statement execute function allocations_balance();
