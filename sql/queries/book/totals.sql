-- What the channels' documents say in all: of each account, period, family and
-- document the newest; as of a run, null: now.
-- params: until_run int4
-- columns: account_id int4, account text, family text, document text, from_day date, to_day date, in_count int8, in_fen int8, out_count int8, out_fen int8, ordered_fen int8, received_fen int8, fee_fen int8, net_fen int8
select distinct on (t.account_id, t.to_day, t.family, t.from_day, t.document)
	t.account_id, a.account, t.family, t.document, t.from_day, t.to_day,
	t.in_count, t.in_fen, t.out_count, t.out_fen, t.ordered_fen,
	t.received_fen, t.fee_fen, t.net_fen
from bill_total t join account a using (account_id)
where $1 is null or t.run_id <= $1
order by t.account_id, t.to_day, t.family, t.from_day, t.document,
	t.file_id desc, t.no desc
