-- Invoices: those of which something is needed, and those to which something
-- happened on these days; and orders that wait to be requested.  A red one is
-- a row of its own, its amounts negative.
-- params: from_day date, to_day date
-- columns: serial text, ca text, orders text, title text, tax_no text,
--	kind text, state text, lines int4, to_invoice_fen int8,
--	gross_fen int8, net_fen int8, tax_fen int8, number text,
--	issued_on date, reason text, red_needed_fen int8, next text
select serial, ca, orders, title, tax_no, kind, state, lines, to_invoice_fen,
	gross_fen, gross_fen - tax_fen, tax_fen, number, issued_on, reason,
	red_needed_fen, next
from (
	select n.serial, n.ca, n.orders, n.title, n.tax_no, n.kind, n.state,
		n.line_count as lines, 0::int8 as to_invoice_fen, n.gross_fen,
		n.tax_fen,
		coalesce(n.number, '') as number, n.issued_on,
		coalesce(w.reason, '') as reason,
		case when n.state = 'red-needed' then n.needed_fen else 0 end
			as red_needed_fen,
		case when n.is_stale then 'withdraw'
			when n.state = 'requested' then 'export'
			when n.state = 'exported' then 'issue'
			when n.state = 'red-needed' then 'red'
			else '' end as next,
		array[n.day, n.issued_on, w.day, x.day] as days,
		0 as part
	from invoice_now n
	left join invoice_withdrawn w using (invoice_id)
	left join invoice_export x on x.export_no = n.export_no
	union all
	select n.serial, n.ca, n.orders, n.title, n.tax_no, n.kind, 'red',
		r.lines, 0, -r.gross_fen, -r.tax_fen, d.number, d.issued_on,
		d.reason, 0, '', array[d.issued_on, d.day], 1
	from invoice_number d
	join invoice_now n using (invoice_id)
	join lateral (select count(*)::int4 as lines,
			sum(l.gross_fen)::int8 as gross_fen,
			sum(l.tax_fen)::int8 as tax_fen
		from invoice_red_line l where l.number = d.number) r on true
	where d.colour = 'red'
	union all
	select '', n.ca, n.order_no, o.invoice_title, o.invoice_tax_no,
		o.invoice_kind, 'none', 0, s.paid_fen - s.refunded_fen, 0, 0,
		'', null, '', 0, 'request', null, 2
	-- From the states on, which are narrow and many; of an order that waits
	-- its version is looked up.
	from order_state s
	join orders n using (order_id)
	cross join lateral (select v.invoice_title, v.invoice_tax_no,
			v.invoice_kind
		from order_version v
		where v.order_id = s.order_id
		order by v.version desc limit 1) o
	where s.verdict in ('paid', 'part-refunded')
		and s.paid_fen > s.refunded_fen
		and not exists (select from order_state l
			where l.order_id = s.order_id and l.run_id > s.run_id)
		and o.invoice_kind <> 'none'
		and not exists (select from invoice_line_now l
			where l.order_id = s.order_id and not l.is_over)
) all_of_them
where next <> '' or exists (select from unnest(days) d
	where d between $1 and $2)
order by ca, serial, part, orders, number
