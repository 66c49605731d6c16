-- Revenue: what is earned of each order, day by day over its certificate's
-- term (docs/revenue.md; lib/core/revenue.h).
--
-- A contract changes by steps, each of the day of a nightly, which never goes
-- back.  So what was earned up to a past day is a function of facts that no
-- later night adds to; a month that is over is stored all the same.

alter table tax add column recognition text not null default 'ratable_day'
	check (recognition in ('ratable_day', 'at_delivery'));

-- An order that was paid in full once, and the group that it is counted in.
create table contract (
	order_id int8 primary key references orders,
	business text collate "C" not null,
	years int4 not null,
	channel text collate "C" not null
		check (channel in ('wechat', 'alipay', 'bank')),
	paid_day date not null,
	run_id int4 not null references run
);

-- The contract as it is from the end of day on.
create table contract_step (
	order_id int8 references contract,
	seq int4 check (seq > 0),
	day date not null,	-- of the nightly
	cause text not null check (cause in
		('paid', 'tax', 'refund', 'correction', 'term')),
	gross_fen int8 not null check (gross_fen >= 0),
	tax_fen int8 not null check (tax_fen >= 0),
	net_fen int8 not null,	-- 0 while the rate is not known
	rate_basis_points int4,	-- null: no row of that day
	tax_load_id int4,
	tax_line int4,
	recognition text not null
		check (recognition in ('ratable_day', 'at_delivery')),
	first_day date,
	last_day date,
	earnable_fen int8 not null,
	base_fen int8 not null check (base_fen >= 0),
	base_day date,
	run_id int4 not null references run,
	primary key (order_id, seq),
	foreign key (tax_load_id, tax_line) references tax,
	constraint contract_step_taxed check (case
		when rate_basis_points is null
			then tax_fen = 0 and net_fen = 0
		else net_fen = gross_fen - tax_fen end),
	constraint contract_step_rated check (
		(rate_basis_points is null) = (tax_load_id is null)),
	constraint contract_step_term check (last_day >= first_day
		and (first_day is null) = (last_day is null)
		and (first_day is null) = (base_day is null)),
	constraint contract_step_earnable check (
		earnable_fen = greatest(net_fen, base_fen))
);
create index contract_step_without_rate on contract_step (order_id)
	where rate_basis_points is null;

-- base + round_half_up((earnable - base) x elapsed / total), as
-- revenue_earned() of lib/core/revenue.c.  Up to 10^13 fen 64 bits suffice.
create function earned_fen(earnable int8, base int8, base_day date,
	last_day date, on_day date) returns int8 language sql immutable
	return case when last_day is null then base
		when on_day >= last_day then earnable
		when on_day <= base_day then base
		when earnable < 10000000000000 then base
			+ ((earnable - base) * (on_day - base_day) * 2
				+ (last_day - base_day))
			/ ((last_day - base_day) * 2)
		else base + div((earnable - base)::numeric
				* (on_day - base_day) * 2
				+ (last_day - base_day),
			((last_day - base_day) * 2)::numeric)::int8 end;

-- Each step with what it is until, and what was there before it.  What has no
-- tax rate yet counts as nothing, but in unrated_fen.
create view contract_life as
select c.order_id, c.business, c.years, c.channel, c.paid_day, s.seq, s.day,
	s.cause, s.first_day, s.last_day, s.base_fen, s.base_day,
	s.earnable_fen, s.net_fen, s.tax_fen, s.tax_load_id, s.tax_line,
	case when s.rate_basis_points is null then 0 else s.gross_fen end
		as gross_fen,
	case when s.rate_basis_points is null then s.gross_fen else 0 end
		as unrated_fen,
	coalesce(lead(s.day) over w, 'infinity') as until_day,
	coalesce(lag(s.earnable_fen) over w, 0) as was_earnable_fen,
	coalesce(lag(s.net_fen) over w, 0) as was_net_fen,
	coalesce(lag(s.tax_fen) over w, 0) as was_tax_fen,
	coalesce(lag(case when s.rate_basis_points is null then 0
		else s.gross_fen end) over w, 0) as was_gross_fen
from contract_step s join contract c using (order_id)
window w as (partition by s.order_id order by s.seq);

-- Days, both included, a line a group, where anything is not 0:
-- opening + new - recognised - refunded = closing, net of tax.
create function revenue_lines(from_day date, to_day date)
	returns table (ca text, business text, years int4, channel text,
		gross_fen int8, refunds_fen int8, tax_fen int8,
		opening_fen int8, new_fen int8, recognised_fen int8,
		refunded_fen int8, earned_refunded_fen int8, closing_fen int8,
		unrated_fen int8)
	language sql stable begin atomic
	with life as (
		select o.ca, l.*,
			l.day < from_day and l.until_day >= from_day as opens,
			l.day <= to_day and l.until_day > to_day as closes,
			l.day between from_day and to_day as steps,
			l.cause = 'refund' as refunds,
			earned_fen(l.earnable_fen, l.base_fen, l.base_day,
				l.last_day, from_day - 1) as earned_before,
			earned_fen(l.earnable_fen, l.base_fen, l.base_day,
				l.last_day, to_day) as earned
		from contract_life l join orders o using (order_id)
		where l.day <= to_day and l.until_day >= from_day
			-- Earned long ago, and nothing came since.
			and not (l.day < from_day and l.until_day > to_day
				and coalesce(l.last_day < from_day, false)
				and l.unrated_fen = 0)
	), line as (
		select ca, business, years, channel,
			sum(gross_fen - was_gross_fen)
				filter (where steps and not refunds) as gross,
			sum(was_gross_fen - gross_fen)
				filter (where steps and refunds) as refunds,
			sum(tax_fen - was_tax_fen) filter (where steps) as tax,
			sum(earnable_fen - earned_before) filter (where opens)
				as opening,
			sum(earnable_fen - was_earnable_fen)
				filter (where steps and not refunds) as new,
			sum(earned) filter (where closes) as earned,
			sum(earned_before) filter (where opens)
				as earned_before,
			sum(was_earnable_fen - earnable_fen)
				filter (where steps and refunds) as refunded,
			sum(earnable_fen - net_fen - was_earnable_fen
				+ was_net_fen) filter (where steps)
				as earned_refunded,
			sum(earnable_fen - earned) filter (where closes)
				as closing,
			sum(unrated_fen) filter (where closes) as unrated
		from life group by ca, business, years, channel
	)
	select ca, business, years, channel, coalesce(gross, 0)::int8,
		coalesce(refunds, 0)::int8, coalesce(tax, 0)::int8,
		coalesce(opening, 0)::int8, coalesce(new, 0)::int8,
		(coalesce(earned, 0) - coalesce(earned_before, 0))::int8,
		coalesce(refunded, 0)::int8, coalesce(earned_refunded, 0)::int8,
		coalesce(closing, 0)::int8, coalesce(unrated, 0)::int8
	from line
	where num_nonnulls(nullif(gross, 0), nullif(refunds, 0),
		nullif(opening, 0), nullif(coalesce(earned, 0),
			coalesce(earned_before, 0)),
		nullif(closing, 0), nullif(unrated, 0)) > 0;
end;

-- A month that is over, stored by the first nightly after it.
create table revenue_month (
	month date primary key check (extract(day from month) = 1),
	run_id int4 not null references run
);

create table revenue_month_line (
	month date references revenue_month,
	ca text collate "C",
	business text collate "C",
	years int4,
	channel text collate "C",
	gross_fen int8 not null,
	refunds_fen int8 not null,
	tax_fen int8 not null,
	opening_fen int8 not null,
	new_fen int8 not null,
	recognised_fen int8 not null,
	refunded_fen int8 not null,
	earned_refunded_fen int8 not null,
	closing_fen int8 not null,
	unrated_fen int8 not null,
	run_id int4 not null references run,
	primary key (month, ca, business, years, channel),
	constraint revenue_month_closes check (opening_fen + new_fen
		- recognised_fen - refunded_fen = closing_fen)
);

-- The months that days touch, up to the day at which the books stand, each
-- cut to these days; whether it is stored whole.
create function revenue_months(since date, up_to date)
	returns table (month date, from_day date, to_day date, stored bool)
	language sql stable begin atomic
	select m.month, greatest(m.month, $1), least(m.last, $2),
		s.month is not null and $1 <= m.month and $2 >= m.last
	from (select g::date as month,
			(g + interval '1 month')::date - 1 as last
		from generate_series(date_trunc('month', $1::timestamp),
			least($2, (select day from book_day))::timestamp,
			interval '1 month') g) m
	left join revenue_month s using (month)
	where greatest(m.month, $1) <= least(m.last, $2);
end;

-- The lines of such days: what is stored, and what is computed.
create function revenue_between(since date, up_to date)
	returns table (month date, from_day date, to_day date, ca text,
		business text, years int4, channel text, gross_fen int8,
		refunds_fen int8, tax_fen int8, opening_fen int8, new_fen int8,
		recognised_fen int8, refunded_fen int8,
		earned_refunded_fen int8, closing_fen int8, unrated_fen int8)
	language sql stable begin atomic
	select m.month, m.from_day, m.to_day, l.ca, l.business, l.years,
		l.channel, l.gross_fen, l.refunds_fen, l.tax_fen,
		l.opening_fen, l.new_fen, l.recognised_fen, l.refunded_fen,
		l.earned_refunded_fen, l.closing_fen, l.unrated_fen
	from revenue_months($1, least($2, (select day from book_day))) m
	join revenue_month_line l using (month)
	where m.stored
	union all
	select m.month, m.from_day, m.to_day, l.*
	from revenue_months($1, least($2, (select day from book_day))) m
	cross join lateral revenue_lines(m.from_day, m.to_day) l
	where not m.stored;
end;

do $$ begin perform guard_runs(); end $$;
