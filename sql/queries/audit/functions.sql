-- The functions of the book, as they are.
-- columns: name text, body text
select p.proname::text, p.prosrc from pg_proc p
where p.pronamespace = current_schema()::regnamespace and p.prosrc <> ''
order by 1
