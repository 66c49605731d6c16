-- The files of a batch lie whole in the outbox, encrypted to the certificate
-- of that fingerprint; null: in clear.
-- params: folder text, batch_no int4, recipient bytea, run_id int4
insert into delivery_written (folder, batch_no, recipient, run_id)
values ($1, $2, $3, $4)
