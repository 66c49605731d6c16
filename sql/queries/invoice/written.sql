-- A file of an export lies whole in its place.
-- params: export_no int4, file_no int4, name text, sha256 bytea,
--	line_count int4, gross_fen int8, tax_fen int8
-- columns: done int4
select 1 from (select invoices_written($1, $2, $3, $4, $5, $6, $7) offset 0)
	as done
