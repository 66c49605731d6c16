-- What the book knows of these bytes, and of them under this name.
-- params: sha256 bytea, name text
-- columns: imported bool, same_name bool, refused bool
select coalesce(bool_or(state = 'imported' and row_count > 0), false)
		as imported,
	coalesce(bool_or(name = $2
		or left(name, length($2) + 1) = $2 || '/'), false)
		as same_name,
	coalesce(bool_or(state = 'quarantined'), false) as refused
from file where sha256 = $1
