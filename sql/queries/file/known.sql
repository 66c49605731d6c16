-- Whether these bytes are in the book under this name, taken as they are.  Not
-- of an archive: it may have been taken in part only, and is walked again.
-- params: sha256 bytea, name text
-- columns: known bool
select coalesce(bool_or(state = 'imported' and row_count > 0)
	and bool_or(name = $2) and not bool_or(state = 'quarantined'), false)
	as known
from file where sha256 = $1
