-- Gives the writers' lock of a book back.  The key as in session/lock.sql.
-- params: key int8
-- columns: given_back bool
select pg_advisory_unlock($1)
