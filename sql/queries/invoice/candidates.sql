-- Orders on which money stands, whose buyer asked for an invoice, and of which
-- no invoice stands.  The day is the one on which the last of it was booked.
-- params: ca text
-- columns: order_id int8, version int4, ca text, order_no text,
--	business text, kind text, title text, tax_no text, address text,
--	phone text, bank text, account text, email text, uscc text,
--	verdict text, standing_fen int8, paid_on date, turn int4
select o.order_id, o.version, o.ca, o.order_no, o.business, o.invoice_kind,
	o.invoice_title, o.invoice_tax_no, o.invoice_address, o.invoice_phone,
	o.invoice_bank, o.invoice_account, o.invoice_email, o.uscc, s.verdict,
	s.paid_fen - s.refunded_fen, p.paid_on, coalesce(l.turn, 0) + 1
from order_now o
join order_state_now s using (order_id)
left join (select distinct on (order_id) order_id, turn, is_over
	from invoice_line_now order by order_id, turn desc) l using (order_id)
left join (select a.order_id, max(e.booked_day) as paid_on
	from allocation_now a join entry e using (entry_id)
	where a.amount_fen > 0 group by a.order_id) p using (order_id)
where o.invoice_kind <> 'none' and s.paid_fen > s.refunded_fen
	and coalesce(l.is_over, true) and ($1::text is null or o.ca = $1)
order by o.ca, o.order_no
