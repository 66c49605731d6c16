-- What may say of an entry which orders it is about.
-- params: entry_id int8
-- columns: source text, ref text, txn text, external_id text, original text,
--	name text, counter_account text, remark text, codes bytea
select a.source, e.ref, e.txn, e.external_id, e.original, e.name,
	e.counter_account, e.remark, e.codes
from entry e join account a using (account_id)
where e.entry_id = $1
