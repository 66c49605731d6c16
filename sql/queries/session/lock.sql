-- Takes the writers' lock of a book, until the session ends.  The key is the
-- hash of the book's name (lib/db/db.c).
-- params: key int8
-- columns: taken bool
select pg_try_advisory_lock($1)
