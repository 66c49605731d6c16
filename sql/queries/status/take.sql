-- Store what the file says of payments.
-- needs: status/stage
-- params: file_id int4, run_id int4
insert into payment_status (file_id, row_no, line, message_id, payment_id,
	end_to_end_id, status, reason, text, run_id)
select $1, row_no, line, message_id, payment_id, end_to_end_id, status, reason,
	text, $2
from incoming_status
order by row_no
