-- The day at which the books stand, as far as reviewers may know; null while
-- nothing is pending.
-- columns: day date
select max(since + age_days) from pending_view
