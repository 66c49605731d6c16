-- One person proposes that a batch is handed over again; the number of the
-- proposal.
-- params: folder text, batch_no int4, reason text
-- columns: proposal_id int4
select propose_repeat($1, $2, $3)
