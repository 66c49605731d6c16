-- The number of a folder's next batch: from 1 on, without gaps.
-- params: folder text
-- columns: batch_no int4
select coalesce(max(batch_no), 0) + 1 as batch_no from delivery
where folder = $1
