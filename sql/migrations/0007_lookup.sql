-- What "explain" looks for among a million orders: the few that one entry can
-- touch.  An index here may find too many, never too few: the core compares
-- exactly (lib/core), these only bring it what there is to compare.

-- A name without everything but ideographs and digits: two names that are the
-- same after lib/model/fold.c have the same key, and the key of a name that
-- was cut is the beginning of the whole one's.
create function name_key(name text) returns text language sql immutable
	return left(regexp_replace(normalize(name, NFKC), '[^0-9一-鿿]+', '',
		'g'), 24);

-- An account number without what lib/model/fold.c drops, and more.
create function account_key(account text) returns text language sql immutable
	return upper(regexp_replace(normalize(account, NFKC),
		'[^0-9A-Za-z]+', '', 'g') collate "C");

create index order_version_by_name
	on order_version (name_key(applicant_name) collate "C");
create index order_version_by_account
	on order_version (translate(account_no, ' -', ''))
	where account_no <> '';
create index order_version_by_uscc on order_version (uscc);
create index order_version_by_pay_refs on order_version (pay_refs)
	where pay_refs <> '';
create index order_version_by_pay_ref
	on order_version using gin (string_to_array(pay_refs, ';'))
	where pay_refs like '%;%';
create index order_version_by_trade_no on order_version (claimed_trade_no)
	where claimed_trade_no <> '';
create index order_version_by_voucher on order_version (voucher_ref)
	where voucher_ref <> '';
-- Numbers that are not written as they are compared.
create index orders_by_folded_no
	on orders (upper(translate(order_no, '-_', '')))
	where order_no ~ '[-_a-z]';

create index entry_fen_by_account on entry (account_key(counter_account))
	where amount_fen in (1, -1);
create index verification_by_id on verification (end_to_end_id)
	where end_to_end_id <> '';
create index match_to_payment on match (run_id) where use = 'payment';
create index breaks_by_order on breaks (order_id) where order_id is not null;
create index breaks_by_entry on breaks (entry_id) where entry_id is not null;
create index break_event_by_order on break_event (order_id)
	where order_id is not null;
create index break_candidate_by_order on break_candidate (order_id);

-- The matches that stood just before a run.
create function match_before(run int4) returns setof match
	language sql stable begin atomic
	select m.* from match m
	where m.run_id < run and not exists (select from match_undone u
		where u.entry_id = m.entry_id and u.turn = m.turn
			and u.run_id < run);
end;
