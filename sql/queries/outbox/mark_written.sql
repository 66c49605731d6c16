-- The files of a batch lie whole in the outbox.
-- params: folder text, batch_no int4, run_id int4
insert into delivery_written (folder, batch_no, run_id) values ($1, $2, $3)
