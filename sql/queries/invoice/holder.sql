-- Whose number it is.
-- params: number text
-- columns: serial text
select i.serial from invoice_number n join invoice i using (invoice_id)
where n.number = $1
