-- Whether that was stated already.
-- params: source text, account text, day date
-- columns: known bool
select exists (select from no_bill n join account a using (account_id)
	where a.source = $1 and a.account = $2 and n.day = $3) as known
