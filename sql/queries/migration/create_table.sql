-- Makes the list of the migrations that were applied.
create table if not exists schema_migration (
	number int4 primary key,
	name text not null,
	checksum bytea not null,
	applied_at timestamptz not null default current_timestamp
)
