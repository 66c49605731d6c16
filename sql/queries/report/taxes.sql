-- Value-added tax of what was sold and refunded, a line a month, CA, tax code
-- and rate, each month cut to the days that are asked for.
-- params: from_day date, to_day date
-- columns: from_day date, to_day date, ca text, tax_code text, tax_name text,
--	rate text, gross_fen int8, refunds_fen int8, net_fen int8, tax_fen int8
select m.from_day, m.to_day, o.ca, t.tax_code, t.tax_name,
	trim_scale(t.rate_basis_points / 10000.0)::text as rate,
	coalesce(sum(l.gross_fen - l.was_gross_fen)
		filter (where l.cause <> 'refund'), 0)::int8 as gross_fen,
	coalesce(sum(l.was_gross_fen - l.gross_fen)
		filter (where l.cause = 'refund'), 0)::int8 as refunds_fen,
	sum(l.net_fen - l.was_net_fen)::int8 as net_fen,
	sum(l.tax_fen - l.was_tax_fen)::int8 as tax_fen
from revenue_months($1, least($2, (select day from book_day))) m
join contract_life l on l.day between m.from_day and m.to_day
join orders o using (order_id)
join tax t on t.load_id = l.tax_load_id and t.line = l.tax_line
where l.gross_fen <> l.was_gross_fen
group by m.from_day, m.to_day, o.ca, t.tax_code, t.tax_name,
	t.rate_basis_points
order by m.from_day, o.ca, t.tax_code, t.tax_name, t.rate_basis_points
