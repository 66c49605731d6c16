-- Today's state, from the facts.

-- --- how things are called ---------------------------------------------------

create function entry_label(id int8) returns text language sql immutable
	return 'E' || (id >> 32) || '.' || (id & 4294967295);

create function verification_label(id int8) returns text language sql immutable
	return 'V' || (id >> 8) || '.' || (id & 255);

create function break_label(id int4) returns text language sql immutable
	return 'B.' || id;

-- ISO 8601 in Asia/Shanghai, or the day alone where no time is known.
create function moment_label(day date, second int4) returns text
	language sql immutable
	return to_char(day, 'YYYY-MM-DD') || case when second is null then ''
		else to_char(make_interval(secs => second),
			'"T"HH24:MI:SS"+08:00"') end;

-- --- which day it is ---------------------------------------------------------

-- The books stand at the day of the last nightly, whatever the clock says.
create view book_day as
select max(business_day) as day from run where command = 'nightly';

-- --- reference data in force -------------------------------------------------

create view load_now as
select kind, max(load_id) as load_id from reference_load
where kind in ('fees', 'policies', 'channels') group by kind;

create view calendar_now as
select distinct on (day) day, kind from calendar_day
order by day, load_id desc;

-- Working days after a day up to and including another.  A year without rows
-- is an error, not a guess.
create function working_days_between(from_day date, to_day date) returns int4
	language plpgsql stable set search_path from current as $$
begin
	if to_day <= from_day then
		return 0;
	end if;
	if exists (
		select from generate_series(extract(year from from_day + 1)::int,
			extract(year from to_day)::int) y
		where not exists (select from calendar_day c
			where c.day between make_date(y, 1, 1)
				and make_date(y, 12, 31)))
	then
		raise exception 'the calendar lacks a year between % and %',
			from_day, to_day using errcode = 'data_exception';
	end if;
	return (select count(*) from generate_series(from_day + 1, to_day,
			interval '1 day') g
		left join calendar_now c on c.day = g::date
		where coalesce(c.kind = 'workday',
			extract(isodow from g) < 6));
end $$;

-- --- states ------------------------------------------------------------------

create view order_now as
select distinct on (v.order_id) v.*, o.ca, o.order_no
from order_version v join orders o using (order_id)
order by v.order_id, v.version desc;

create view order_state_now as
select distinct on (order_id) * from order_state
order by order_id, run_id desc;

create view entry_kind_now as
select distinct on (entry_id) entry_id, kind from entry_kind
order by entry_id, run_id desc;

create view entry_now as
select e.entry_id, e.statement_id, e.account_id, a.source, a.account,
	coalesce(k.kind, e.kind) as kind, e.marks, e.booked_day,
	e.booked_second, e.amount_fen, e.fee_fen, e.key, e.occurrence,
	e.external_id, e.txn, e.ref, e.original, e.name, e.counter_account,
	e.remark, e.codes, e.run_id,
	case when m.use = 'bill-days' then 'settled'
		when m.entry_id is not null then 'matched'
		when coalesce(k.kind, e.kind) = 'fee' then 'ignored'
		else 'suspense' end as state,
	coalesce(m.rule, '') as rule, m.use, m.undoes, m.note
from entry e
join account a using (account_id)
left join entry_kind_now k using (entry_id)
left join match m using (entry_id);

create view verification_now as
select v.*, e.seq, e.state, e.reason, e.account_no, e.code_id, e.entry_id,
	e.day as since
from verification v
join (select distinct on (verification_id) * from verification_event
	order by verification_id, seq desc) e using (verification_id);

create view release_now as
select distinct on (order_id) * from release_event
order by order_id, seq desc;

create view break_now as
select b.break_id, b.kind, b.entry_id, b.account_id, b.day as bill_day,
	coalesce(b.order_id, e.order_id) as order_id, e.seq, e.state, e.amount_fen,
	e.note, f.day as since, e.day as last_day
from breaks b
join (select distinct on (break_id) * from break_event
	order by break_id, seq desc) e using (break_id)
join lateral (
	-- Since it was opened for the last time.
	select day from break_event o
	where o.break_id = b.break_id and o.seq > coalesce((
		select max(r.seq) from break_event r
		where r.break_id = b.break_id and r.state = 'resolved'
			and r.seq < e.seq), 0)
	order by o.seq limit 1) f on true;
