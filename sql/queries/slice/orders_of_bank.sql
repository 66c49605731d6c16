-- The orders that a bank's line can touch, in any version: by voucher, by the
-- numbers that its texts may hold (folded, ',' between), by the payer's account
-- (folded) and name, and those of the same organisations; by the attempt to
-- verify that a 0.01 may be about.
-- params: numbers text, serial text, account text, name text, ref text, original text, codes bytea
-- columns: order_id int8
with payers as (
	select order_id, uscc from order_version
	where $3 <> '' and translate(account_no, ' -', '') = $3
		and account_no <> ''
	union
	select order_id, uscc from order_version
	where $4 <> '' and name_key(applicant_name) collate "C" >= name_key($4)
		and name_key(applicant_name) collate "C"
			< name_key($4) || chr(1114111)
		-- A short name is a whole one: no bank cuts so early.
		and (name_key(applicant_name) = name_key($4)
			or octet_length($4) >= 29 and length(name_key($4)) >= 4)
), numbers as (
	select unnest(string_to_array($1, ',')) as number
), ids as (
	select unnest(array[$2, $5, $6]) as id
), serials as (
	select e.entry_id
	from account a
	join ids i on i.id <> ''
	join entry e on e.account_id = a.account_id and e.key = i.id
	where a.source = 'bank'
)
select order_id from payers
union
select v.order_id from payers p join order_version v using (uscc)
where p.uscc <> ''
union
select order_id from order_version
where $2 <> '' and voucher_ref = $2 and voucher_ref <> ''
union
select o.order_id from numbers n join orders o on o.order_no = n.number
union
select o.order_id from numbers n
join orders o on upper(translate(o.order_no, '-_', '')) = n.number
	and o.order_no ~ '[-_a-z]'
union
select v.order_id from ids i
join verification v on v.end_to_end_id = i.id and v.end_to_end_id <> ''
union
select v.order_id from serials s
join verification_event e on e.entry_id = s.entry_id
join verification v using (verification_id)
union
select c.order_id
from generate_series(0, length($7) / 16 - 1) g
join code c on c.digest = substring($7 from g * 16 + 1 for 16)
