-- The lines of a file of an export, invoice by invoice.
-- params: export_no int4, file_no int4
-- columns: serial text, ca text, kind text, title text, tax_no text,
--	address text, phone text, bank text, account text, email text,
--	is_natural bool, orders text, requested_on date, line_no int4,
--	order_no text, tax_code text, tax_name text, rate_basis_points int4,
--	gross_fen int8, tax_fen int8
select n.serial, n.ca, n.kind, n.title, n.tax_no, n.address, n.phone, n.bank,
	n.account, n.email, n.is_natural, n.orders, n.day, l.line_no,
	o.order_no, t.tax_code, t.tax_name, t.rate_basis_points, l.gross_fen,
	l.tax_fen
from invoice_now n
join invoice_line l using (invoice_id)
join orders o on o.order_id = l.order_id
join tax t on t.load_id = l.tax_load_id and t.line = l.tax_line
where n.export_no = $1 and n.file_no = $2 and n.state <> 'withdrawn'
order by n.invoice_id, l.line_no
