-- What is to be exported, seller by seller.
-- params: ca text
-- columns: ca text, invoice_id int8, line_count int4
select ca, invoice_id, line_count from invoice_now
where state = 'requested' and not is_stale
	and ($1::text is null or ca = $1)
order by ca, invoice_id
