-- One more load; its number.
-- params: run_id int4, kind text, name text, sha256 bytea, row_count int4
-- columns: load_id int4
insert into reference_load (load_id, run_id, kind, name, sha256, row_count)
select coalesce((select max(load_id) from reference_load), 0) + 1, $1, $2, $3,
	$4, $5
returning load_id
