-- The next data keys that a key-encryption key does not wrap yet.
-- params: kek_id int4, count int4
-- columns: key_id int4
select key_id from data_key d
where not exists (select from data_key_wrap w
	where w.key_id = d.key_id and w.kek_id = $1)
order by key_id
limit $2
