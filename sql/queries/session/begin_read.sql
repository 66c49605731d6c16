-- Begins a transaction that reads the book as it is now, and can't write.
begin isolation level repeatable read, read only
