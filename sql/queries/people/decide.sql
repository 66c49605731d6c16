-- Somebody else decides about it.
-- params: proposal_id int4, verdict text, reason text
-- columns: proposal_id int4
select $1 from (select decide($1, $2, $3) offset 0) as decided
