-- Pins the session to a book: names without a schema mean the book's, and
-- nothing of the server's or the role's own settings shines through.
-- params: book text, application text
-- columns: search_path text
select set_config('search_path', quote_ident($1) || ', pg_temp', false)
from (select
	set_config('yifen.book', $1, false),
	set_config('application_name', $2, false),
	set_config('timezone', 'Asia/Shanghai', false),
	set_config('datestyle', 'ISO, YMD', false),
	set_config('intervalstyle', 'postgres', false),
	set_config('bytea_output', 'hex', false),
	set_config('standard_conforming_strings', 'on', false),
	set_config('row_security', 'on', false),
	set_config('synchronous_commit', 'on', false),
	set_config('default_transaction_isolation', 'read committed', false),
	set_config('default_transaction_read_only', 'off', false),
	set_config('client_min_messages', 'warning', false),
	set_config('statement_timeout', '30min', false),
	set_config('lock_timeout', '10s', false),
	set_config('idle_in_transaction_session_timeout', '30min', false)
	offset 0) as pinned
