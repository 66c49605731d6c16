-- Every tax row that was ever loaded; a later one of the same key wins.
-- columns: load_id int4, line int4, ca text, business text, tax_code text,
--	tax_name text, rate_basis_points int4, valid_from date, valid_to date,
--	recognition text
select load_id, line, ca, business, tax_code, tax_name, rate_basis_points,
	valid_from, valid_to, recognition
from tax order by load_id, line
