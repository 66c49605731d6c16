-- The number of the next file.
-- columns: file_id int4
select coalesce(max(file_id), 0) + 1 as file_id from file
