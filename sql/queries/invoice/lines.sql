-- The lines of an invoice, to reverse them.
-- params: serial text
-- columns: line_no int4, rate_basis_points int4, gross_fen int8,
--	tax_fen int8, red_fen int8, red_tax_fen int8, needed_fen int8
select l.line_no, t.rate_basis_points, l.gross_fen, l.tax_fen, l.red_fen,
	l.red_tax_fen, l.needed_fen
from invoice i
join invoice_line_now l using (invoice_id)
join tax t on t.load_id = l.tax_load_id and t.line = l.tax_line
where i.serial = $1
order by l.line_no
