-- One person proposes; the number of the proposal.
-- params: verb text, entry_id int8, order_id int8, verification_id int8,
--	break_id int4, parts text, reason text
-- columns: proposal_id int4
select propose($1, $2, $3, $4, $5, $6, $7)
