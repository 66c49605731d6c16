-- Records that a migration was applied.
-- params: number int4, name text, text text
insert into schema_migration (number, name, checksum)
values ($1, $2, sha256(convert_to($3, 'UTF8')))
