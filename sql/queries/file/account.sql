-- The number of an account, given if it has none yet.
-- params: source text, account text, run_id int4
-- columns: account_id int4
with made as (
	insert into account (account_id, source, account, run_id)
	select coalesce((select max(account_id) from account), 0) + 1, $1, $2,
		$3
	where not exists (select from account
		where source = $1 and account = $2)
	returning account_id
)
select account_id from made
union all
select account_id from account where source = $1 and account = $2
