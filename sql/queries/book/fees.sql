-- The fee schedule in force before a run.
-- params: run_id int4
-- columns: load_id int4, line int4, ca text, business text, cert_kind text, key_kind text, project text, years int4, basis text, amount_fen int8, next_year_fen int8, valid_from date, valid_to date
select load_id, line, ca, business, cert_kind, key_kind, project, years, basis,
	amount_fen, next_year_fen, valid_from, valid_to
from fee where load_id = (select max(load_id) from reference_load
	where kind = 'fees' and run_id < $1)
order by line
