-- Whether the private cluster has its database.
-- columns: found bool
select exists (select from pg_database where datname = 'yifen')
