-- The settings by which a commit could be lost when the machine fails.
-- columns: name text, setting text
select w.name, coalesce(current_setting(w.name, true), '')
from (values
	('fsync', 'on'),
	('full_page_writes', 'on'),
	('synchronous_commit', 'on')) as w (name, value)
where current_setting(w.name, true) is distinct from w.value
order by w.name
