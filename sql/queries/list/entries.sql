-- What bills and statements said, and what became of it.
-- params: source text, account text, kind text, state text, rule text,
--	day date
-- columns: entry_id text, source text, account text, booked_at text,
--	amount_fen int8, kind text, external_id text, state text, rule text
select entry_label(entry_id), source, account,
	moment_label(booked_day, booked_second), amount_fen, kind,
	external_id, state, rule
from entry_now
where ($1::text is null or source = $1)
	and ($2::text is null or account = $2)
	and ($3::text is null or kind = $3)
	and ($4::text is null or state = $4)
	and ($5::text is null or rule = $5)
	and ($6::date is null or booked_day = $6)
order by booked_day, booked_second nulls first, source collate "C", account,
	external_id, entry_now.entry_id
