-- Where an invoice stands.
-- params: serial text
-- columns: state text
select state from invoice_now where serial = $1
