-- One export; its number.
-- params: ca text, format text, book_day date, items text
-- columns: export_no int4
select export_invoices($1, $2, $3, $4)
