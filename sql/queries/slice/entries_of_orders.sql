-- Other money that touched these orders (',' between) in a run: what it put on
-- them, what their attempts were told by, and what it left in suspense with
-- them as candidates.
-- params: order_ids text, run_id int4
-- columns: entry_id int8
with o as (
	select unnest(string_to_array($1, ',')::int8[]) as order_id
)
select l.entry_id from o join allocation l using (order_id)
where l.run_id = $2
union
select e.entry_id from o
join verification v using (order_id)
join verification_event e using (verification_id)
where e.run_id = $2 and e.entry_id is not null
union
select l.entry_id from o join allocation l using (order_id)
join match_undone u on u.entry_id = l.entry_id and u.turn = l.turn
where u.run_id = $2
union
select b.entry_id from o
join break_candidate c using (order_id)
join breaks b using (break_id)
where b.entry_id is not null and b.run_id <= $2
	and not exists (select from match_before($2) m
		where m.entry_id = b.entry_id)
