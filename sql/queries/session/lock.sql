-- Takes the writers' lock of a book, until it is given back or the session ends;
-- answers at once whether it did.  The key is the hash of the book's name (lib/db/db.c).
-- params: key int8
-- columns: taken bool
select pg_try_advisory_lock($1)
