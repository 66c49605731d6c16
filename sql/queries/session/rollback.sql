-- Gives the transaction up.
rollback
