-- The policies in force before a run.
-- params: run_id int4
-- columns: line int4, ca text, pay_method text, cert_kind text, business text, verify_mode text, pin_channel text, own_account_required bool, review_before_payment bool, one_payment_only bool, review_days int4, return_days int4, buffer_days int4, max_attempts int4, expire_days int4, receiving_account text, code_length int4, code_alphabet text
select line, ca, pay_method, cert_kind, business, verify_mode, pin_channel,
	own_account_required, review_before_payment, one_payment_only,
	review_days, return_days, buffer_days, max_attempts, expire_days,
	receiving_account, code_length, code_alphabet
from policy
where load_id = (select max(load_id) from reference_load
	where kind = 'policies' and run_id < $1)
order by line
