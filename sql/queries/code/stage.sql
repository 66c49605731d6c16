-- Codes that were drawn, until it is known which of them are free.
create temporary table if not exists drawn_code (
	round int4 not null,
	n int4 not null,
	order_id int8 not null,
	account_digest bytea,
	digest bytea not null
) on commit drop
