-- The number of a blue invoice.
-- params: serial text, number text, issued_on date
-- columns: done int4
select 1 from (select issue_invoice($1, $2, $3) offset 0) as done
