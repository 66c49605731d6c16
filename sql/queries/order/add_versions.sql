-- A new version of each order whose row says something new.
-- needs: order/stage
-- params: load_id int4, run_id int4
insert into order_version (order_id, version, load_id, line, code_id, run_id,
	created_day, created_second, business, cert_kind, years, main_keys,
	sub_keys, project, applicant_name, uscc, account_no, bank_name,
	bank_code, handler_name, handler_mobile, holder_name, holder_mobile,
	pay_method, pay_refs, claimed_fen, claimed_day, claimed_second,
	claimed_trade_no, voucher_ref, review, reviewed_day, reviewed_second,
	verify_mode, invoice_kind, invoice_title, invoice_tax_no,
	invoice_address, invoice_phone, invoice_bank, invoice_account,
	invoice_email, prior_cert_end, digest)
select distinct on (o.order_id) o.order_id, coalesce(v.version, 0) + 1, $1,
	n.line, c.code_id, $2,
	n.created_day, n.created_second, n.business, n.cert_kind, n.years,
	n.main_keys, n.sub_keys, n.project, n.applicant_name, n.uscc,
	n.account_no, n.bank_name, n.bank_code, n.handler_name,
	n.handler_mobile, n.holder_name, n.holder_mobile, n.pay_method,
	n.pay_refs, n.claimed_fen, n.claimed_day, n.claimed_second,
	n.claimed_trade_no, n.voucher_ref, n.review, n.reviewed_day,
	n.reviewed_second, n.verify_mode, n.invoice_kind, n.invoice_title,
	n.invoice_tax_no, n.invoice_address, n.invoice_phone, n.invoice_bank,
	n.invoice_account, n.invoice_email, n.prior_cert_end, n.digest
from incoming_order n
join orders o on o.ca = n.ca and o.order_no = n.order_no
left join lateral (select version, digest from order_version
	where order_id = o.order_id order by version desc limit 1) v on true
left join code c on c.order_id = o.order_id and c.digest = n.code_digest
where v.digest is distinct from n.digest
order by o.order_id, n.line
