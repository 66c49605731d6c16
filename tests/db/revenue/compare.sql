-- The same cells once more, from the random orders alone, written from
-- docs/revenue.md: nothing here knows of contracts, steps or stored months.
create temp table expected as
with known as (
	select t.*, pg_temp.night_of(paid) as lp,
		pg_temp.night_of(refund1) as l1,
		pg_temp.night_of(refund2) as l2,
		case when business = 'change' then pg_temp.night_of(paid)
			else greatest(pg_temp.night_of(paid),
				pg_temp.night_of(approved)) end as lt,
		case ca when 'aa' then 600 when 'bb' then
			case when paid < '2030-01-01' then 600 else 1300 end
			else case business when 'new' then 300 else 100 end
			end as rate,
		(array['bank', 'wechat', 'alipay'])[account_id] as channel,
		greatest(paid, approved) as begins
	from truth t
), begun as (
	select *, case when business = 'change' then paid
			when business = 'renew'
			then greatest(begins, prior_end + 1)
			else begins end as first
	from known
), term as (
	select *, case when business = 'change'
				or business = 'new' and ca = 'cc' then first
			when business = 'reissue'
			then greatest(first, prior_end)
			when to_char(first, 'MM-DD') = '02-29' and years <> 4
			then make_date(extract(year from first)::int + years,
				2, 28)
			else (first + make_interval(years => years))::date - 1
			end as last
	from begun
), gross as (
	select *, due as g0, due - coalesce(fen1, 0) as g1,
		due - coalesce(fen1, 0) - coalesce(fen2, 0) as g2
	from term
), net as (
	select *, g0 - round(g0::numeric * rate / (10000 + rate)) as n0,
		g1 - round(g1::numeric * rate / (10000 + rate)) as n1,
		g2 - round(g2::numeric * rate / (10000 + rate)) as n2
	from gross
), months as (
	select g::date as month, (g + interval '1 month')::date - 1 as last_of
	from generate_series(timestamp '2026-01-01', timestamp '2034-04-01',
		interval '1 month') g
), first_refund as (
	-- e1: earned when the first refund is learnt; of an approval that is
	-- learnt in the same night, afterwards.
	select n.*, case when l1 < lt or l1 = lt and lp < lt or l1 < first
		then 0
		when l1 >= last then n0
		else round(n0 * (l1 - first + 1) / (last - first + 1)) end as e1
	from net n
), second_refund as (
	select *, greatest(n1 - e1, 0) as rest1,
		case when e1 = 0 then first - 1 else greatest(l1, first - 1) end
			as b1
	from first_refund
), all_refunds as (
	select *, case when l2 < lt or l2 = lt and lp < lt then e1 when l2 >= last then e1 + rest1
		when l2 <= b1 then e1
		else e1 + round(rest1 * (l2 - b1) / (last - b1)) end as e2
	from second_refund
), whole as (
	select *, greatest(n2 - e2, 0) as rest2,
		case when e2 = 0 then first - 1 else greatest(l2, first - 1) end
			as b2
	from all_refunds
), earned as (
	select w.*, d.day, case
		when d.day < lp then 0
		when l1 is null or d.day < l1 then
			case when d.day < lt or d.day < first then 0
			when d.day >= last then n0
			else round(n0 * (d.day - first + 1)
				/ (last - first + 1)) end
		when l2 is null or d.day < l2 then
			case when d.day < lt then e1
			when d.day >= last then e1 + rest1
			when d.day <= b1 then e1
			else e1 + round(rest1 * (d.day - b1) / (last - b1)) end
		else case when d.day < lt then e2
			when d.day >= last then e2 + rest2
			when d.day <= b2 then e2
			else e2 + round(rest2 * (d.day - b2) / (last - b2)) end
		end as earned
	from whole w
	cross join (select last_of as day from months
		union select date '2025-12-31') d
), cell as (
	select m.month, e.ca, e.business, e.years, e.channel,
		sum(case when e.lp between m.month and m.last_of then e.due
			else 0 end) as gross,
		sum(case when e.l1 between m.month and m.last_of then e.fen1
				else 0 end
			+ case when e.l2 between m.month and m.last_of
				then e.fen2 else 0 end) as refunds,
		sum(case when e.lp between m.month and m.last_of
				then e.g0 - e.n0 else 0 end
			- case when e.l1 between m.month and m.last_of
				then (e.g0 - e.n0) - (e.g1 - e.n1) else 0 end
			- case when e.l2 between m.month and m.last_of
				then (e.g1 - e.n1) - (e.g2 - e.n2) else 0 end)
			as tax,
		sum(case when e.lp between m.month and m.last_of then e.n0
			else 0 end) as new,
		sum(e.earned - b.earned) as recognised,
		sum(case when e.l1 between m.month and m.last_of
				then e.n0 - e.e1 - e.rest1 else 0 end
			+ case when e.l2 between m.month and m.last_of
				then e.e1 + e.rest1 - e.e2 - e.rest2
				else 0 end) as refunded,
		-- What stands at the end: the net of what was kept, or what
		-- was earned, if that is more, less what was earned.
		sum(case when e.lp > m.last_of then 0
			when e.l1 is null or e.l1 > m.last_of then e.n0
			when e.l2 is null or e.l2 > m.last_of
				then greatest(e.n1, e.e1)
			else greatest(e.n2, e.e2) end - e.earned) as closing
	from months m
	join earned e on e.day = m.last_of
	join earned b on b.id = e.id and b.day = m.month - 1
	group by m.month, e.ca, e.business, e.years, e.channel
)
select month, ca, business, years, channel, gross::int8, refunds::int8,
	tax::int8, new::int8, recognised::int8, refunded::int8, closing::int8
from cell
where num_nonnulls(nullif(gross, 0), nullif(refunds, 0), nullif(recognised, 0),
	nullif(closing, 0), nullif(refunded, 0)) > 0;

create temp table told as
select month, ca, business, years, channel, gross_fen, refunds_fen, tax_fen,
	new_fen, recognised_fen, refunded_fen, closing_fen
from revenue_between('2026-01-01', '2034-04-30');

-- Both ways, and that there is something to compare.
do $$
declare
	r record;
begin
	assert (select count(*) > 3000 from told), 'few cells';
	assert (select count(distinct month) = 100 from told), 'not 100 months';
	assert (select count(*) > 60 from expected where refunded > 0),
		'few refunds';
	for r in (select 'told', t.* from (table told
			except table expected) t)
		union all (select 'expected', e.* from (table expected
			except table told) e)
		order by 2, 3, 4, 5, 6, 1 limit 1
	loop
		raise exception 'a cell differs: %', r;
	end loop;
	-- What is stored is what the steps say still.
	assert (select count(*) >= 100 from revenue_month), 'months not closed';
	assert not exists (
		select m.month, l.* from revenue_month m
		cross join lateral revenue_lines(m.month,
			(m.month + interval '1 month')::date - 1) l
		except
		select month, ca, business, years, channel, gross_fen,
			refunds_fen, tax_fen, opening_fen, new_fen,
			recognised_fen, refunded_fen, earned_refunded_fen,
			closing_fen, unrated_fen
		from revenue_month_line), 'a stored month differs';
	-- Opening is the closing before.
	assert not exists (
		select from (select sum(opening_fen) as opening,
				lag(sum(closing_fen)) over (order by month)
					as before
			from revenue_month_line group by month) x
		where opening <> before), 'a month does not go on';
	-- Some days of a month are told as well as all: they add up.
	assert (select sum(recognised_fen) from revenue_between('2027-03-01',
			'2027-03-17')) + (select sum(recognised_fen)
			from revenue_between('2027-03-18', '2027-03-31'))
		= (select sum(recognised_fen) from revenue_between(
			'2027-03-01', '2027-03-31')), 'days do not add up';
end $$;
