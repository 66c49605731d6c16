-- Whether this content was refused before under this name.
-- params: content bytea, name text
-- columns: known bool
select exists (select from file where content = $1 and name = $2
	and state = 'quarantined') as known
