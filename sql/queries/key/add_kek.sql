-- A new key-encryption key; nothing if another rotation has just added it.
-- params: kek_id int4, provider text, locator text, cipher text
insert into kek (kek_id, provider, locator, cipher) values ($1, $2, $3, $4)
on conflict do nothing
