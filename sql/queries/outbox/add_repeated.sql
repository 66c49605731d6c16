-- A batch that says again what another said.
-- params: folder text, batch_no int4, repeats int4, proposal_id int4,
--	run_id int4
insert into delivery_repeated (folder, batch_no, repeats, proposal_id, run_id)
values ($1, $2, $3, $4, $5)
