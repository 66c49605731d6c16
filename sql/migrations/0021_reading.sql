-- What a night reads: not every order that ever was, but those that it could
-- decide something about (lib/store/store_night.h).

-- What a night read, so that the next one knows what it may leave out.
create table reading (
	run_id int4 primary key references closing,
	program text not null,	-- its version: another one may decide otherwise
	whole bool not null,	-- every order, not only those in reach
	order_count int4 not null,
	entry_count int4 not null,
	-- Bit n - 1: some order number has n letters (lib/core/remark.h).
	number_lengths int8 not null
);

-- Orders that the night after this run looks at although nothing comes for
-- them: time alone may change them (lib/core/rest.h).
create table watched (
	run_id int4,
	order_id int8,
	primary key (run_id, order_id)
);
create trigger watched_order_is_there after insert on watched
	referencing new table as added for each statement
	execute function refers('order_id', 'orders', 'order_id');

-- What came after a day, among rows that come in the order of their days.
create index order_version_by_created_day on order_version
	using brin (created_day);
create index breaks_by_account on breaks (account_id)
	where account_id is not null;
create index breaks_of_suspense on breaks (entry_id)
	where kind in ('suspense', 'payer-mismatch', 'ambiguous',
		'refund-unmatched');

-- Those of several references, which a night takes apart.
create index order_version_of_many_refs on order_version (order_id)
	where pay_refs like '%;%';

-- Rejections of transfers that carried a PIN and verified nothing.
create view carrier_rejection as
select s.file_id, s.row_no, s.run_id, s.status, s.reason, s.text, x.item_id,
	x.order_id, x.turn
from payment_status s
join outbox x on x.folder = 'micro-deposit'
	and x.verification_id is null and x.order_id = case
		when s.end_to_end_id ~ '^YF[0-9]{1,18}T[0-9]+$'
		then substring(s.end_to_end_id from '[0-9]+')::int8 end
	and s.end_to_end_id = 'YF' || x.order_id || 'T' || x.turn
where s.status = 'RJCT'
union all
select s.file_id, s.row_no, s.run_id, s.status, s.reason, s.text, x.item_id,
	x.order_id, x.turn
from payment_status s
join delivery d on d.folder = 'micro-deposit'
	and s.message_id = 'YF' || to_char(d.day, 'YYYYMMDD') || '-'
		|| lpad(d.batch_no::text, 6, '0')
join delivery_item i on i.folder = d.folder and i.batch_no = d.batch_no
join outbox x on x.item_id = i.item_id and x.verification_id is null
where s.status = 'RJCT' and s.end_to_end_id = ''
	and s.payment_id in ('', s.message_id);

do $$ begin perform guard_runs(); end $$;
