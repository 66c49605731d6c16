-- Exceptions to Monday to Friday.
-- columns: day date, kind text
select day, kind from calendar_now order by day
