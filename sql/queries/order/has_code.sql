-- How many codes there are with that digest of an account (its keyed digest;
-- null: none) or of an order: a new one must be another.
-- params: account_digest bytea, order_id int8, digest bytea
-- columns: count int8
select count(*) as count from code
where digest = $3 and (account_digest = $1 or order_id = $2)
