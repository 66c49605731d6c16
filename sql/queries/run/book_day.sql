-- The day at which the books stand; null before the first nightly.
-- columns: day date
select day from book_day
