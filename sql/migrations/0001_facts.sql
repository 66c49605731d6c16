-- The facts of one book.  Everything is appended: no row is ever updated or
-- deleted, today's state is a view over the facts (0002_views.sql).
--
-- Money is bigint fen.  Every row carries the run that wrote it.  Numbers are
-- given by the program, not by sequences, so that a run that was killed and
-- run again gives the same ones.  A file's rows have the numbers
-- file_id * 2^32 + row: no two files can give the same.

-- --- runs --------------------------------------------------------------------

create table run (
	run_id int4 primary key,
	command text not null,
	business_day date,
	started_at timestamptz not null,
	actor text not null default session_user
);

create table run_end (
	run_id int4 primary key references run,
	ended_at timestamptz not null,
	status text not null check (status in ('done', 'refused', 'incomplete')),
	residual_fen int8 not null default 0
);

-- --- reference data ----------------------------------------------------------

-- One load of one reference file.  Fees, policies and channels are replaced
-- whole by the next load of their kind; calendar and taxes are added to.
create table reference_load (
	load_id int4 primary key,
	run_id int4 not null references run,
	kind text not null check (kind in
		('orders', 'fees', 'policies', 'channels', 'calendar', 'taxes')),
	name text not null,
	sha256 bytea not null check (length(sha256) = 32),
	row_count int4 not null
);

create table fee (
	load_id int4 references reference_load,
	line int4,
	ca text not null,
	business text not null,
	cert_kind text not null,
	key_kind text not null check (key_kind in ('main', 'sub', 'any')),
	project text not null,
	years int4 not null check (years >= 0),	-- 0: any
	basis text not null check (basis in ('term', 'per_year', 'per_order')),
	amount_fen int8 not null check (amount_fen >= 0),
	next_year_fen int8 check (next_year_fen >= 0),
	valid_from date not null,
	valid_to date,
	source text not null,
	run_id int4 not null references run,
	primary key (load_id, line),
	check (basis <> 'term' or years > 0),
	check (valid_to >= valid_from)
);

create table policy (
	load_id int4 references reference_load,
	line int4,
	ca text not null,
	pay_method text not null,
	cert_kind text not null,
	business text not null,
	verify_mode text not null check (verify_mode in
		('none', 'outbound', 'inbound', 'transfer')),
	pin_channel text not null check (pin_channel in
		('none', 'bank-remark', 'sms-handler', 'sms-holder', 'with-key')),
	own_account_required bool not null,
	review_before_payment bool not null,
	one_payment_only bool not null,
	review_days int4 not null,
	return_days int4 not null,
	buffer_days int4 not null,
	max_attempts int4 not null,
	expire_days int4 not null,
	receiving_account text not null,
	code_length int4 not null check (code_length between 4 and 12),
	code_alphabet text not null check (code_alphabet in ('digits', 'upper')),
	run_id int4 not null references run,
	primary key (load_id, line)
);

create table channel (
	load_id int4 references reference_load,
	line int4,
	channel text not null check (channel in ('wechat', 'alipay')),
	merchant_no text not null,
	settlement_payer text not null,
	settlement_remark text not null,
	run_id int4 not null references run,
	primary key (load_id, line)
);

create table calendar_day (
	load_id int4 references reference_load,
	day date,
	kind text not null check (kind in ('workday', 'holiday')),
	run_id int4 not null references run,
	primary key (day, load_id)
);

create table tax (
	load_id int4 references reference_load,
	line int4,
	ca text not null,
	business text not null,
	tax_code text not null,
	tax_name text not null,
	rate_basis_points int4 not null check (rate_basis_points >= 0),
	valid_from date not null,
	valid_to date,
	run_id int4 not null references run,
	primary key (load_id, line)
);

-- --- orders ------------------------------------------------------------------

create table orders (
	order_id int8 primary key,
	ca text collate "C" not null,
	order_no text collate "C" not null,
	run_id int4 not null references run,
	constraint order_no_once_per_ca unique (order_no, ca)
);

-- A code or PIN, sealed from birth.  digest is keyed: it finds a code in a
-- remark without knowing it.
create table code (
	code_id int8 primary key,
	order_id int8 not null references orders,
	origin text not null check (origin in ('hall', 'yifen')),
	digest bytea not null check (length(digest) = 16),
	sealed bytea not null,
	run_id int4 not null references run,
	constraint code_once_per_order unique (order_id, digest)
);
create index code_by_digest on code (digest);

create table order_version (
	order_id int8 references orders,
	version int4,
	load_id int4 not null references reference_load,
	line int4 not null,
	created_day date not null,
	created_second int4,
	business text not null,
	cert_kind text not null,
	years int4 not null,
	main_keys int4 not null,
	sub_keys int4 not null,
	project text not null,
	applicant_name text not null,
	uscc text not null,
	account_no text not null,
	bank_name text not null,
	bank_code text not null,
	handler_name text not null,
	handler_mobile text not null,
	holder_name text not null,
	holder_mobile text not null,
	pay_method text not null,
	pay_refs text not null,
	claimed_fen int8 check (claimed_fen >= 0),
	claimed_day date,
	claimed_second int4,
	claimed_trade_no text not null,
	voucher_ref text not null,
	review text not null check (review in
		('pending', 'approved', 'rejected')),
	reviewed_day date,
	reviewed_second int4,
	verify_mode text not null check (verify_mode in
		('', 'none', 'outbound', 'inbound', 'transfer')),
	code_id int8 references code,
	invoice_kind text not null,
	invoice_title text not null,
	invoice_tax_no text not null,
	invoice_address text not null,
	invoice_phone text not null,
	invoice_bank text not null,
	invoice_account text not null,
	invoice_email text not null,
	prior_cert_end date,
	digest bytea not null,	-- of all columns above, to see a change
	run_id int4 not null references run,
	primary key (order_id, version),
	constraint claim_is_whole
		check ((claimed_fen is null) = (claimed_day is null))
);

-- --- bills and statements ----------------------------------------------------

create table account (
	account_id int4 primary key,
	source text not null check (source in ('wechat', 'alipay', 'bank')),
	account text collate "C" not null,
	run_id int4 not null references run,
	constraint account_once unique (source, account)
);

-- One file of content (an entry of a zip is one).  content is the digest of
-- what is inside, sha256 that of the file as it lay in the inbox.
create table file (
	file_id int4 primary key,
	run_id int4 not null references run,
	name text not null,
	sha256 bytea not null check (length(sha256) = 32),
	content bytea not null check (length(content) = 32),
	format text not null,
	source text not null,
	account_id int4 references account,	-- null: unknown, or several
	day date,	-- of a bill without rows: the day it is for
	row_count int4 not null,
	credit_fen int8 not null,
	debit_fen int8 not null,
	state text not null check (state in
		('imported', 'duplicate', 'quarantined')),
	message text not null
);
create unique index file_imported_once on file
	(content, account_id, day) nulls not distinct
	where state = 'imported';

create table statement (
	statement_id int8 primary key,
	file_id int4 not null references file,
	account_id int4 not null references account,
	reference text not null,
	currency text not null,
	from_day date,
	to_day date,
	opening_fen int8,
	closing_fen int8,
	entry_count int4 not null,
	credit_fen int8 not null check (credit_fen >= 0),
	debit_fen int8 not null check (debit_fen >= 0),
	run_id int4 not null references run,
	constraint statement_balances check
		(opening_fen + credit_fen - debit_fen = closing_fen)
);
create index statement_by_account on statement (account_id, from_day);

-- What a file brought for a day of an account: rows that were new, their
-- sums, and what the channel kept of them.
create table file_day (
	file_id int4 references file,
	account_id int4 references account,
	day date,
	entry_count int4 not null,
	credit_fen int8 not null,
	debit_fen int8 not null,
	fee_fen int8 not null,
	run_id int4 not null references run,
	primary key (file_id, account_id, day)
);

-- A person's statement that a source made no bill for that day.
create table no_bill (
	account_id int4 references account,
	day date,
	actor text not null default session_user,
	run_id int4 not null references run,
	primary key (account_id, day)
);

create table entry (
	entry_id int8 primary key,
	statement_id int8 not null references statement,
	account_id int4 not null references account,
	kind text not null,	-- as the file alone tells
	marks int4 not null,
	booked_day date not null,
	booked_second int4,
	amount_fen int8 not null,
	fee_fen int8 not null,
	key text collate "C" not null,	-- identity within the account
	occurrence int4 not null,	-- 2: the bank really booked it twice
	external_id text collate "C" not null,
	txn text collate "C" not null,
	ref text collate "C" not null,
	original text not null,
	name text not null,
	counter_account text not null,
	remark text not null,	-- codes cut out
	codes bytea not null,	-- keyed digests of what was cut, 16 bytes each
	digest bytea not null,	-- of the content, to see a contradiction
	run_id int4 not null references run,
	constraint entry_once unique (account_id, key, occurrence)
);
create index entry_by_txn on entry (txn, account_id);

-- What an entry turned out to be, once orders and channels were known.
create table entry_kind (
	entry_id int8 references entry,
	run_id int4 references run,
	kind text not null check (kind in ('payment', 'refund', 'fee',
		'settlement', 'micro-deposit', 'return', 'other')),
	primary key (entry_id, run_id)
);

-- --- matching ----------------------------------------------------------------

-- The whole amount of an entry, used once (the primary key), by a rule.
-- use: orders (allocations say which), payment (a refund of money that was in
-- suspense, or that money itself once all of it went back: undoes says which),
-- verification, bill-days.
create table match (
	entry_id int8 primary key references entry,
	rule text not null,
	use text not null check (use in
		('orders', 'payment', 'verification', 'bill-days')),
	amount_fen int8 not null,
	undoes int8 references entry,
	note text not null,
	run_id int4 not null references run
);
create index match_by_undone on match (undoes) where undoes is not null;

-- To which orders it went.  Balanced against match by a trigger (0003).
create table allocation (
	entry_id int8 references match,
	order_id int8 references orders,
	amount_fen int8 not null,
	own_account bool not null,	-- from the registered account and name
	run_id int4 not null references run,
	primary key (order_id, entry_id)
);
create index allocation_by_entry on allocation (entry_id);

-- Which bill days a settlement paid.  A day is settled once.
create table settled_day (
	account_id int4 references account,
	day date,
	entry_id int8 not null references match,
	net_fen int8 not null,
	run_id int4 not null references run,
	primary key (account_id, day)
);
create index settled_day_by_entry on settled_day (entry_id);

-- --- verdicts ----------------------------------------------------------------

create table order_state (
	order_id int8 references orders,
	run_id int4 references run,
	version int4 not null,
	due_fen int8 check (due_fen >= 0),
	fee_load_id int4,	-- the row by which it was priced
	fee_line int4,
	fee_note text not null,	-- how the price was computed, or what is near
	paid_fen int8 not null,
	refunded_fen int8 not null,
	verdict text not null check (verdict in ('unpaid', 'awaiting', 'paid',
		'short', 'over', 'duplicate', 'missing', 'refunded',
		'part-refunded', 'waived', 'unpriced')),
	primary key (order_id, run_id),
	constraint priced_or_unpriced
		check ((due_fen is null) = (verdict = 'unpriced'))
);

-- --- verifications -----------------------------------------------------------

-- One attempt to verify a corporate account.
create table verification (
	verification_id int8 primary key,	-- order_id * 256 + attempt
	order_id int8 not null references orders,
	attempt int4 not null check (attempt between 1 and 255),
	mode text not null check (mode in ('outbound', 'inbound', 'transfer')),
	end_to_end_id text not null,
	run_id int4 not null references run,
	constraint attempt_once unique (order_id, attempt),
	check (verification_id = order_id * 256 + attempt)
);

create table verification_event (
	verification_id int8 references verification,
	seq int4,
	day date not null,	-- of the nightly
	state text not null check (state in ('pending', 'sent', 'booked',
		'verified', 'returned', 'mismatch', 'wrong-code', 'expired',
		'locked')),
	reason text not null,
	account_no text not null,	-- that is being verified, folded
	code_id int8 references code,
	entry_id int8 references match,
	run_id int4 not null references run,
	primary key (verification_id, seq)
);
create index verification_event_by_entry on verification_event (entry_id)
	where entry_id is not null;

-- --- releases ----------------------------------------------------------------

-- turn 1 is the first delivery of a PIN; a further turn is possible only after
-- the one before was stopped.  Handed over once in each turn, queued once.
create table release_event (
	order_id int8 references orders,
	seq int4,
	turn int4 not null check (turn >= 1),
	day date not null,
	channel text not null,
	state text not null check (state in
		('held', 'queued', 'handed-over', 'stopped')),
	reason text not null,
	code_id int8 references code,
	run_id int4 not null references run,
	stopped_turn int4 generated always as
		(case when state = 'stopped' then turn end) stored,
	after_turn int4 generated always as
		(case when state = 'queued' and turn > 1 then turn - 1 end)
		stored,
	primary key (order_id, seq),
	constraint release_stopped_once unique (order_id, stopped_turn),
	constraint release_again_only_after_stop foreign key
		(order_id, after_turn)
		references release_event (order_id, stopped_turn)
);
create unique index release_queued_once on release_event (order_id, turn)
	where state = 'queued';
create unique index release_handed_over_once on release_event (order_id, turn)
	where state = 'handed-over';

-- What waits to be handed over; written in the transaction that decides it.
create table outbox (
	item_id int8 primary key,
	folder text not null check (folder in
		('micro-deposit', 'sms', 'counter')),
	order_id int8 not null references orders,
	turn int4 not null,	-- of the release; 0: a code that releases nothing
	paying_account text not null,	-- ours, for a micro-deposit
	verification_id int8 references verification,
	code_id int8 references code,
	run_id int4 not null references run,
	constraint outbox_once unique nulls not distinct
		(order_id, folder, turn, verification_id)
);

create table delivery (
	folder text,
	batch_no int4,
	day date not null,
	name text not null,	-- of its file in the folder
	-- Keyed, of the file's content: a PIN can't be guessed from it.
	digest bytea not null check (length(digest) = 16),
	item_count int4 not null,
	amount_fen int8 not null,
	run_id int4 not null references run,
	primary key (folder, batch_no)
);

-- Its file lies whole in the outbox.
create table delivery_written (
	folder text,
	batch_no int4,
	run_id int4 not null references run,
	primary key (folder, batch_no),
	foreign key (folder, batch_no) references delivery
);

create table delivery_item (
	item_id int8 primary key references outbox,
	folder text not null,
	batch_no int4 not null,
	run_id int4 not null references run,
	foreign key (folder, batch_no) references delivery
);
create index delivery_item_by_batch on delivery_item (folder, batch_no);

-- --- breaks ------------------------------------------------------------------

-- A break keeps its number for ever: the same kind of the same thing.
create table breaks (
	break_id int4 primary key,
	kind text not null,
	order_id int8 references orders,
	entry_id int8 references entry,
	account_id int4 references account,
	day date,
	run_id int4 not null references run,
	constraint break_once unique nulls not distinct
		(kind, order_id, entry_id, account_id, day)
);

create table break_event (
	break_id int4 references breaks,
	seq int4,
	day date not null,
	state text not null check (state in ('open', 'proposed', 'resolved')),
	order_id int8 references orders,	-- known besides the thing itself
	amount_fen int8 not null,
	note text not null,
	run_id int4 not null references run,
	primary key (break_id, seq)
);

create table break_candidate (
	break_id int4,
	seq int4,
	order_id int8 references orders,
	run_id int4 not null references run,
	primary key (break_id, seq, order_id),
	foreign key (break_id, seq) references break_event
);
