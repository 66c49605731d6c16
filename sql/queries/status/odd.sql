-- Rejections of a file from which nothing follows, by kind: "unknown", no
-- payment of ours; "booked", a statement shows it.  The first of each, and how
-- many.
-- params: file_id int4
-- columns: kind text, line int8, id text, count int8
with rejected as (
	select s.row_no, s.line, s.end_to_end_id, s.message_id,
		v.verification_id
	from payment_status s
	left join verification v on v.end_to_end_id = s.end_to_end_id
		and s.end_to_end_id <> ''
	where s.file_id = $1 and s.status = 'RJCT'
), odd as (
	select r.row_no, r.line,
		coalesce(nullif(r.end_to_end_id, ''), r.message_id) as id,
		case
		when r.end_to_end_id = '' then case when exists (
			select from delivery d
			where d.folder = 'micro-deposit'
				and r.message_id = 'YF'
				|| to_char(d.day, 'YYYYMMDD') || '-'
				|| lpad(d.batch_no::text, 6, '0'))
			then '' else 'unknown' end
		when r.verification_id is not null then case when (
			select e.state from verification_event e
			where e.verification_id = r.verification_id
			order by e.seq desc limit 1) in ('booked', 'verified')
			then 'booked' else '' end
		when exists (select from outbox x
			join delivery_item i using (item_id)
			where x.order_id = case
				when r.end_to_end_id ~ '^YF[0-9]{1,18}T[0-9]+$'
				then substring(r.end_to_end_id
					from '[0-9]+')::int8 end
				and x.folder = 'micro-deposit'
				and 'YF' || x.order_id || 'T' || x.turn
					= r.end_to_end_id) then ''
		else 'unknown' end as kind
	from rejected r
)
select distinct on (kind collate "C") kind, line, id,
	count(*) over (partition by kind) as count
from odd
where kind <> ''
order by kind collate "C", row_no
