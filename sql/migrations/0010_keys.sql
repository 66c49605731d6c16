-- Keys: what is sealed is sealed with a data key, which stands here wrapped by
-- a key-encryption key (KEK), which does not.  docs/secrets.md.

-- No account ever gets the same code twice from yifen (reliability.md G32):
-- two open attempts on one account are told apart by it.  The account as its
-- keyed digest, null of a code that the hall gave, which is used as it is.
alter table code add column account_digest bytea
	check (length(account_digest) = 16);
create unique index code_once_per_account on code (account_digest, digest);

-- The KEKs that there were.  The newest one wraps what is new.
create table kek (
	kek_id int4 primary key check (kek_id > 0),
	provider text collate "C" not null
		check (provider in ('file', 'credential', 'store')),
	locator text collate "C" not null,
	-- The cipher profile of the data keys that are made under it.
	cipher text collate "C" not null check (cipher in ('aes', 'sm')),
	made_at timestamptz not null default now(),
	made_by text not null default session_user,
	check ((provider = 'file') = (locator = ''))
);

-- Nothing needs it any more: its file is destroyed after this.
create table kek_retired (
	kek_id int4 primary key references kek,
	retired_at timestamptz not null default now(),
	retired_by text not null default session_user
);

-- One data key for each run that sealed something, with its number; number 0
-- makes the keyed digests, and stays what it was for ever.  cipher: of what is
-- sealed with it, so that no key serves two ciphers.
create table data_key (
	key_id int4 primary key,
	cipher text collate "C" not null check (cipher in ('aes', 'sm')),
	run_id int4 references run,
	constraint data_key_of_a_run check (case key_id when 0
		then run_id is null else key_id = run_id end is true)
);

-- A rotation adds one for each data key.  No run: it goes on beside them.
create table data_key_wrap (
	key_id int4 references data_key,
	kek_id int4 references kek,
	sealed bytea not null check (length(sealed) = 66),
	made_at timestamptz not null default now(),
	made_by text not null default session_user,
	primary key (key_id, kek_id)
);
create index data_key_wrap_by_kek on data_key_wrap (kek_id);

-- What would leave a data key that nothing opens is refused, whoever tries:
-- its file is destroyed next.
create function kek_is_not_needed() returns trigger
	language plpgsql set search_path from current as $$
begin
	if exists (select from data_key d
		where not exists (select from data_key_wrap w
			where w.key_id = d.key_id
			and not exists (select from kek_retired r
				where r.kek_id = w.kek_id)))
	then
		raise exception 'a data key is wrapped by nothing else'
			using errcode = 'check_violation',
			constraint = 'kek_is_not_needed';
	end if;
	return null;
end $$;
create trigger kek_is_not_needed after insert on kek_retired
	for each statement execute function kek_is_not_needed();

create function kek_is_not_retired() returns trigger
	language plpgsql set search_path from current as $$
begin
	if exists (select from added join kek_retired using (kek_id)) then
		raise exception 'that key wraps nothing any more'
			using errcode = 'check_violation',
			constraint = 'kek_is_not_retired';
	end if;
	return null;
end $$;
create trigger kek_is_not_retired after insert on data_key_wrap
	referencing new table as added
	for each statement execute function kek_is_not_retired();

do $$ begin perform guard_runs(); end $$;
