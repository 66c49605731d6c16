-- Whether there is such an entry, verification or break: 1 or 0.
-- params: entry_id int8, verification_id int8, break_id int8
-- columns: known int8
select (select count(*) from entry where entry_id = $1)
	+ (select count(*) from verification where verification_id = $2)
	+ (select count(*) from breaks where break_id = $3)
