-- Rows that no event covers; those of a run that is not over will be.
-- columns: about_table text, run_id int4, subject text, row_count int8, is_open bool
select about_table, run_id, subject, row_count, is_open
from audit_strays() order by about_table, run_id, subject
