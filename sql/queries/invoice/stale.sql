-- Requests that are not what they should be any more: money went back, or the
-- buyer's data were corrected.
-- params: ca text
-- columns: serial text, state text, orders text
select serial, state, orders from invoice_now
where is_stale and ($1::text is null or ca = $1)
order by serial
