-- A data key as a key-encryption key wraps it; the first one counts.
-- params: key_id int4, kek_id int4, sealed bytea
insert into data_key_wrap (key_id, kek_id, sealed) values ($1, $2, $3)
on conflict do nothing
