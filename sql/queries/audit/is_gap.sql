-- Whether that proposal is to accept a gap: 1 or 0.
-- params: proposal_id int4
-- columns: known int8
select count(*) from audit_gap where proposal_id = $1
