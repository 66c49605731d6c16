-- The imported file of the same content, account and day, and whether one of
-- this name stands in the list already.
-- params: content bytea, account_id int4, day date, name text
-- columns: file_id int4, same_name bool
select min(file_id) filter (where state = 'imported') as file_id,
	coalesce(bool_or(name = $4), false) as same_name
from file
where content = $1 and account_id is not distinct from $2
	and day is not distinct from $3
	and state in ('imported', 'duplicate')
