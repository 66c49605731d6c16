-- The events after one, each with whether its hash is that of what it says.
-- Computed here and by nothing that the book holds: who can rewrite the book
-- can rewrite its functions.
-- params: after_seq int8
-- columns: seq int8, prev text, hash text, is_whole bool, has_rows bool, run_id int4, about_table text
select e.seq, encode(e.prev, 'hex'), encode(e.hash, 'hex'),
	e.hash = sha256(e.prev || record_send(row(e.seq, e.at, e.actor,
		e.about_run, e.act, e.about_table, e.columns, e.subject,
		e.why, e.row_count, e.digest)))
		and (e.act <> 'rows' or e.digest = sha256(e.leaves)),
	e.act = 'rows', e.about_run, e.about_table
from audit_event e where e.seq > $1
order by e.seq
