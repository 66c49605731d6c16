-- What an event says of a run's rows in a table, and what they are now.
-- params: seq int8
-- columns: same bool, row_count int8, rows_now int8, piece int4, first_key text, last_key text
select c.digest_now = e.digest and c.rows_now = e.row_count, e.row_count,
	c.rows_now, c.piece, c.first_key, c.last_key
from audit_event e cross join lateral audit_check(e.seq) c
where e.seq = $1
