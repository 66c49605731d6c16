-- To whom a batch was encrypted: SHA-256 of the certificate; null: in clear.
alter table delivery_written add column recipient bytea
	check (length(recipient) = 32);

-- What banks said of the 0.01 of an attempt: of its own end-to-end id, or of
-- the whole message that took it to the bank (lib/handout/pain001.c makes both
-- ids).  Callers ask for a few attempts, by verification_id.
create index outbox_by_verification on outbox (verification_id)
	where verification_id is not null;
create index payment_status_by_message on payment_status (message_id)
	where end_to_end_id = '';

create view attempt_answer as
select v.verification_id, s.file_id, s.row_no, s.run_id, s.status, s.reason,
	s.text
from verification v
join payment_status s using (end_to_end_id)
where s.end_to_end_id <> ''
union all
select x.verification_id, s.file_id, s.row_no, s.run_id, s.status, s.reason,
	s.text
from outbox x
join delivery_item i on i.item_id = x.item_id
join delivery d on d.folder = i.folder and d.batch_no = i.batch_no
join payment_status s on s.end_to_end_id = ''
	and s.message_id = 'YF' || to_char(d.day, 'YYYYMMDD') || '-'
		|| lpad(d.batch_no::text, 6, '0')
	and s.payment_id in ('', s.message_id)
where x.folder = 'micro-deposit' and x.verification_id is not null;
