-- No data key needs a key-encryption key but that one.
-- params: kek_id int4
insert into kek_retired (kek_id)
select kek_id from kek k
where kek_id <> $1 and not exists (select from kek_retired r
	where r.kek_id = k.kek_id)
