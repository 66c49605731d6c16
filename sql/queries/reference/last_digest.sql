-- The digest of the last file of a kind.
-- params: kind text
-- columns: sha256 bytea
select sha256 from reference_load where kind = $1 order by load_id desc limit 1
