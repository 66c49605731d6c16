-- Every file that was imported, known already under another name, or refused.
-- params: source text, account text, state text, run int8
-- columns: file_id int4, name text, sha256 text, format text, account text,
--	row_count int4, credit_fen int8, debit_fen int8, state text,
--	message text
select f.file_id, f.name, encode(f.sha256, 'hex'), f.format,
	coalesce(a.account, ''), f.row_count, f.credit_fen, f.debit_fen,
	f.state, f.message
from file f
left join account a using (account_id)
where ($1::text is null or f.source = $1)
	and ($2::text is null or a.account = $2)
	and ($3::text is null or f.state = $3)
	and ($4::int8 is null or f.run_id = $4)
order by f.file_id
