-- The day of the book's first nightly; null before it.
-- columns: day date
select min(business_day) as day from run where command = 'nightly'
