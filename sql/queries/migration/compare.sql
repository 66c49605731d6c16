-- Whether a migration was applied, and with this very text.
-- params: number int4, text text
-- columns: applied bool, same bool
select m.number is not null,
	coalesce(m.checksum = sha256(convert_to($2, 'UTF8')), false)
from (values ($1)) as w (number)
left join schema_migration m on m.number = w.number
