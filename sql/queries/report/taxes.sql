-- Value-added tax of what was sold and refunded, a line a month, CA, tax code
-- and rate, each month cut to the days that are asked for: from the steps of
-- these days, each with the one before it.
-- params: from_day date, to_day date
-- columns: from_day date, to_day date, ca text, tax_code text, tax_name text,
--	rate text, gross_fen int8, refunds_fen int8, net_fen int8, tax_fen int8
with month as (
	select from_day, to_day
	from revenue_months($1, least($2, (select day from book_day)))
), step as (
	select m.from_day, m.to_day, s.order_id, s.cause, s.net_fen, s.tax_fen,
		s.tax_load_id, s.tax_line, case when s.rate_basis_points is null
			then 0 else s.gross_fen end as gross_fen,
		coalesce(p.net_fen, 0) as was_net_fen,
		coalesce(p.tax_fen, 0) as was_tax_fen,
		case when p.rate_basis_points is null then 0
			else p.gross_fen end as was_gross_fen
	from month m
	join run r on r.command = 'nightly'
		and r.business_day between m.from_day and m.to_day
	cross join lateral (select * from contract_step c
		where c.run_id = r.run_id) s
	left join contract_step p on p.order_id = s.order_id
		and p.seq = s.seq - 1
)
select l.from_day, l.to_day, o.ca, t.tax_code, t.tax_name,
	trim_scale(t.rate_basis_points / 10000.0)::text as rate,
	coalesce(sum(l.gross_fen - l.was_gross_fen)
		filter (where l.cause <> 'refund'), 0)::int8 as gross_fen,
	coalesce(sum(l.was_gross_fen - l.gross_fen)
		filter (where l.cause = 'refund'), 0)::int8 as refunds_fen,
	sum(l.net_fen - l.was_net_fen)::int8 as net_fen,
	sum(l.tax_fen - l.was_tax_fen)::int8 as tax_fen
from step l
join orders o using (order_id)
join tax t on t.load_id = l.tax_load_id and t.line = l.tax_line
where l.gross_fen <> l.was_gross_fen
group by l.from_day, l.to_day, o.ca, t.tax_code, t.tax_name,
	t.rate_basis_points
order by l.from_day, o.ca, t.tax_code, t.tax_name, t.rate_basis_points
