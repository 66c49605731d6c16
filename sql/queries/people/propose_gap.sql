-- One person proposes that the book goes on from an older state than heads have
-- signed; the number of the proposal.
-- params: from_head int4, to_head int4, to_digest text, seq int8, hash text,
--	reason text
-- columns: proposal_id int4
select propose_gap($1, $2, decode($3, 'hex'), $4, decode($5, 'hex'), $6)
