-- The settings that are not what session/pin made them: none, or the server
-- is not one to trust with a book.
-- columns: name text, setting text
select w.name, coalesce(current_setting(w.name, true), '')
from (values
	('client_encoding', 'UTF8'),
	('server_encoding', 'UTF8'),
	('TimeZone', 'Asia/Shanghai'),
	('DateStyle', 'ISO, YMD'),
	('standard_conforming_strings', 'on'),
	('row_security', 'on'),
	('synchronous_commit', 'on'),
	('integer_datetimes', 'on'),
	('statement_timeout', '30min'),
	('lock_timeout', '10s'),
	('idle_in_transaction_session_timeout', '30min')) as w (name, value)
where current_setting(w.name, true) is distinct from w.value
order by w.name
