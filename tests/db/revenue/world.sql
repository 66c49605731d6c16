-- Random orders of 100 months, and what a night learns of them: a payment, an
-- approval, a refund, each at the first night that is not before it.  A night
-- is every tenth day from the first on.
create temp table truth as
with r as (
	select n as id, (array['aa', 'bb', 'cc'])[1 + n % 3] as ca,
		(array['new', 'renew', 'renew', 'reissue', 'change'])
			[1 + floor(random() * 5)::int] as business,
		1 + floor(random() * 5)::int as years,
		1 + floor(random() * 200000)::int8 as due,
		1 + floor(random() * 3)::int as account_id,
		date '2026-01-03' + floor(random() * 3000)::int as paid,
		floor(random() * 120)::int - 40 as wait,
		floor(random() * 400)::int - 100 as prior,
		floor(random() * 900)::int as refund_after,
		random() as share, random() as how
	from generate_series(1, 400) n
)
select id, ca, business, years, due, account_id, paid, paid + wait as approved,
	paid + prior as prior_end,
	case when how < 0.4 then paid + refund_after end as refund1,
	case when how < 0.1 then due when how < 0.4
		then 1 + floor(due * share * 0.6)::int8 end as fen1,
	case when how between 0.3 and 0.4 then paid + refund_after + 40 end
		as refund2,
	case when how between 0.3 and 0.4
		then due - 1 - floor(due * share * 0.6)::int8 end as fen2
from r;
update truth set refund2 = null, fen2 = null where fen2 <= 0;

create function pg_temp.night_of(day date) returns date language sql as $$
	select date '2026-01-01' + ((day - date '2026-01-01' + 9) / 10) * 10 $$;

-- What happened to an order, by the night that learns of it.
create temp table happened as
select id, 'paid' as what, 1 as no, paid as day, due as fen from truth
union all
select id, 'approved', 2, approved, 0 from truth
union all
select id, 'refund', 3, refund1, -fen1 from truth where refund1 is not null
union all
select id, 'refund', 4, refund2, -fen2 from truth where refund2 is not null;
alter table happened add column night date;
update happened set night = pg_temp.night_of(day);
create index on happened (night);

insert into run values (1, 'load', null, now());
insert into reference_load values (1, 1, 'orders', 'o', sha256('1'), 400),
	(2, 1, 'taxes', 't', sha256('2'), 4);
insert into tax (load_id, line, ca, business, tax_code, tax_name,
	rate_basis_points, valid_from, valid_to, run_id, recognition)
values (2, 2, 'aa', 'any', '3040203000000000000', 'x', 600, '2020-01-01',
		null, 1, 'ratable_day'),
	(2, 3, 'bb', 'any', '3040203000000000000', 'x', 600, '2020-01-01',
		'2029-12-31', 1, 'ratable_day'),
	(2, 4, 'bb', 'any', '3040203000000000000', 'x', 1300, '2030-01-01',
		null, 1, 'ratable_day'),
	(2, 5, 'cc', 'any', '3040203000000000000', 'x', 100, '2020-01-01',
		null, 1, 'ratable_day'),
	(2, 6, 'cc', 'new', '3040203000000000000', 'x', 300, '2020-01-01',
		null, 1, 'at_delivery');
insert into account values (1, 'bank', '6222', 1), (2, 'wechat', 'm1', 1),
	(3, 'alipay', 'm2', 1);
insert into file select n, 1, n || '.csv', sha256(n::text::bytea),
	sha256(n::text::bytea), 'f', 'bank', n, null, 6, 0, 0, 'imported', ''
from generate_series(1, 3) n;
insert into statement select n::int8 << 32, n, n, '', 'CNY', '2026-01-01',
	'2026-01-01', null, null, 6, 0, 0, 1, 0
from generate_series(1, 3) n;
insert into orders select id, ca, 'N' || id, 1 from truth;
create function pg_temp.version(number int, review text, reviewed date, run int,
	t truth) returns void language sql as $$
	insert into order_version select t.id, number, 1, 1, t.paid, null,
		t.business, 'org', t.years, 1, 0, '', 'n', 'USCC', '62001', '',
		'', '', '', '', '', 'none', 'P', null, null, null, '', '',
		review, reviewed, null, '', null, 'none', '', '', '', '', '',
		'', '', t.prior_end, '', run $$;
select pg_temp.version(1, 'pending', null, 1, t) from truth t;

-- The facts of a night.
create function pg_temp.night(on_day date, r int) returns void
	language plpgsql as $$
begin
	insert into run values (r, 'nightly', on_day, now());
	perform pg_temp.version(2, 'approved', h.day, r, t)
	from happened h join truth t using (id)
	where h.night = on_day and h.what = 'approved';
	insert into entry (entry_id, statement_id, account_id, kind, marks,
		booked_day, amount_fen, fee_fen, key, occurrence, external_id,
		txn, ref, original, name, counter_account, remark, codes,
		digest, run_id)
	select (t.account_id::int8 << 32) + h.id * 8 + h.no,
		t.account_id::int8 << 32, t.account_id, 'payment', 0, h.day,
		h.fen, 0, h.id || '.' || h.no, 1, h.id || '.' || h.no, '', '',
		'', '', '', '', '', '', r
	from happened h join truth t using (id)
	where h.night = on_day and h.fen <> 0;
	insert into match (entry_id, rule, use, amount_fen, undoes, note,
		run_id)
	select (t.account_id::int8 << 32) + h.id * 8 + h.no, 'r', 'orders',
		h.fen, null, '', r
	from happened h join truth t using (id)
	where h.night = on_day and h.fen <> 0;
	insert into allocation (entry_id, order_id, amount_fen, own_account,
		run_id)
	select (t.account_id::int8 << 32) + h.id * 8 + h.no, h.id, h.fen, false,
		r
	from happened h join truth t using (id)
	where h.night = on_day and h.fen <> 0;
	insert into order_state
	select t.id, r, 1, t.due, null, null, '', t.due,
		-coalesce(sum(h.fen) filter (where h.fen < 0), 0), 'paid'
	from happened h join truth t using (id)
	where h.night <= on_day and t.id in (select n.id from happened n
		where n.night = on_day and n.fen <> 0)
	group by t.id, t.due;
	-- As a night does it: closed before revenue is told.
	insert into closing values (r, on_day, r);
end $$;
analyze truth, happened, orders, order_version;
