-- What does not agree.  Its age is in working days; each day that occurs is
-- asked for once.  Of what is open only that is read.
-- params: ca text, order_no text, kind text, state text
-- columns: break_id text, kind text, order_no text, entry_id text,
--	external_id text, amount_fen int8, since date, age_days int4,
--	state text, note text, ca text
with wanted as materialized (
	select b.*, o.order_no, o.ca, e.external_id
	from (select unnest(open_breaks(null)) as break_id
		where $4::text in ('open', 'proposed')
		union all
		select break_id from breaks
		where $4::text in ('resolved', 'all')) n
	join break_now b using (break_id)
	left join orders o using (order_id)
	left join entry e on e.entry_id = b.entry_id
	where ($1::text is null or o.ca = $1)
		and ($2::text is null or o.order_no = $2)
		and ($3::text is null or b.kind = $3)
		and ($4::text = 'all' or b.state = $4)
), ages as materialized (
	select s.since, working_days_between(s.since, d.day) as days
	from (select distinct since from wanted) s
	cross join book_day d
)
select break_label(w.break_id), w.kind, coalesce(w.order_no, ''),
	coalesce(entry_label(w.entry_id), ''), coalesce(w.external_id, ''),
	w.amount_fen, w.since, a.days, w.state, w.note, coalesce(w.ca, '')
from wanted w
join ages a using (since)
order by w.break_id
