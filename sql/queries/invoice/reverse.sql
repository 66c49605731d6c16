-- A red invoice.
-- params: serial text, number text, issued_on date, reason text, lines text
-- columns: done int4
select 1 from (select reverse_invoice($1, $2, $3, $4, $5) offset 0) as done
