-- The last day that was closed; null before the first.
-- columns: day date
select max(day) from closing
