-- What a channel's document says in all.  Two documents of one account and
-- period tell of the same money: a nightly compares the newest of each
-- (lib/core/control.c).  A ledger or summary has no other row than these and
-- that of its file: it is no statement, and covers no day.
create table bill_total (
	file_id int4 references file,
	no int4,	-- of the total in its file, from 1
	family text collate "C" not null check (family in
		('alipay-trade', 'alipay-account', 'wechat-fund')),
	document text collate "C" not null check (document in
		('detail', 'summary')),
	account_id int4 not null references account,
	from_day date not null,
	to_day date not null,
	in_count int8 check (in_count >= 0),	-- null: it does not say
	in_fen int8,
	out_count int8 check (out_count >= 0),
	out_fen int8,
	ordered_fen int8,
	received_fen int8,
	fee_fen int8,
	net_fen int8,
	run_id int4 not null references run,
	primary key (file_id, no),
	constraint bill_total_period check (to_day >= from_day)
);

do $$ begin perform guard_runs(); end $$;
