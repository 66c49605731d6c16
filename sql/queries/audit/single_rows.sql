-- Events of one row whose row is gone or is another now.
-- columns: seq int8, run_id int4, about_table text, subject text, is_gone bool
select f.seq, e.about_run, e.about_table, e.subject, f.is_gone
from audit_row_faults() f join audit_event e using (seq)
order by f.seq
