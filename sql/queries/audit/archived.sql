-- The files of which the archive keeps a copy.
-- columns: sha256 bytea, name text, run_id int4
select distinct on (sha256) sha256, name, run_id from file
where state <> 'duplicate'
order by sha256, file_id
