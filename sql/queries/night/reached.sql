-- The orders that the money of a night can touch, in any version, beside those
-- that it reads anyway.  A bank's line: by voucher, by the numbers in its
-- texts, by the payer's account and name, and those of the same organisations;
-- by the attempt that a 0.01 may be about.  A channel's: by its references; a
-- refund by its payment.  slice/orders_of_bank.sql and orders_of_channel.sql
-- ask the same for one entry.
-- needs: night/stage, sought/stage
insert into tonight (order_id)
with payer as (
	select v.order_id, v.uscc
	from (select distinct account from sought where account <> '') s
	join order_version v on translate(v.account_no, ' -', '') = s.account
		and v.account_no <> ''
	union
	select v.order_id, v.uscc
	from (select distinct key, key || case
			when is_long and length(key) >= 4 then chr(1114111)
			else '' end as last
		-- A short name is a whole one: no bank cuts so early.
		from (select name_key(name) collate "C" as key,
				octet_length(name) >= 29 as is_long
			from sought where is_bank and name <> '') n) n
	cross join lateral (select * from order_version v
		where name_key(v.applicant_name) collate "C"
			between n.key and n.last offset 0) v
), number as (
	select distinct unnest(string_to_array(numbers, ',')) collate "C"
		as number
	from sought where numbers <> ''
), id as (
	select distinct unnest(array[serial, ref, original]) as id
	from sought where is_bank
)
select order_id from (
	select order_id from payer
	union
	select v.order_id
	from (select distinct uscc from payer where uscc <> '') p
	join order_version v using (uscc)
	union
	select v.order_id from sought s
	join order_version v on v.voucher_ref = s.serial and v.voucher_ref <> ''
	where s.is_bank
	union
	select o.order_id from number n join orders o on o.order_no = n.number
	union
	select o.order_id from number n
	join orders o on upper(translate(o.order_no, '-_', '')) = n.number
		and o.order_no ~ '[-_a-z]'
	union
	select v.order_id from id i
	join verification v on v.end_to_end_id = i.id and v.end_to_end_id <> ''
	union
	select v.order_id from id i
	cross join (select account_id from account where source = 'bank') a
	join entry e on e.account_id = a.account_id and e.key = i.id
	join verification_event x on x.entry_id = e.entry_id
	join verification v using (verification_id)
	where i.id <> ''
	union
	select c.order_id from sought s
	cross join lateral generate_series(0, length(s.codes) / 16 - 1) g
	join code c on c.digest = substring(s.codes from g * 16 + 1 for 16)
	where s.codes <> ''
	union
	select v.order_id from sought s
	join order_version v on v.pay_refs = s.ref and v.pay_refs <> ''
	where not s.is_bank
	union
	-- Few orders have more than one reference.
	select v.order_id
	from (select order_id, unnest(string_to_array(pay_refs, ';'))
			collate "C" as ref
		from order_version where pay_refs like '%;%') v
	join sought s using (ref)
	where not s.is_bank and v.ref <> ''
	union
	select v.order_id from sought s
	join order_version v on v.claimed_trade_no = s.txn
		and v.claimed_trade_no <> ''
	where not s.is_bank
	union
	select l.order_id from sought s
	join entry e using (entry_id)
	join entry t on t.txn = e.txn and t.account_id = e.account_id
	join allocation l on l.entry_id = t.entry_id
	where not s.is_bank and s.is_refund and s.txn <> ''
) found
where not exists (select from tonight t where t.order_id = found.order_id)
