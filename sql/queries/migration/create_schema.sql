-- Makes the schema of the book, whose name session/pin keeps.
do $$
begin
	if not exists (select from pg_namespace
		where nspname = current_setting('yifen.book'))
	then
		execute format('create schema %I',
			current_setting('yifen.book'));
	end if;
end $$
