-- Take a request back.
-- params: serial text, reason text
-- columns: done int4
select 1 from (select withdraw_invoice($1, $2) offset 0) as done
