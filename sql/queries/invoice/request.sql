-- Request invoices; how many were made.
-- params: book_day date, lines text
-- columns: made int4
select request_invoices($1, $2)
