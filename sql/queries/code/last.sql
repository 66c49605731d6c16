-- The highest number given to a code so far.
-- columns: code_id int8
select coalesce(max(code_id), 0) as code_id from code
