-- A run is over.
-- params: run_id int4, status text, residual_fen int8
insert into run_end (run_id, ended_at, status, residual_fen)
values ($1, now(), $2, $3)
