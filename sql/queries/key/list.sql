-- The key-encryption keys: state is "in use", "to be retired" (a rotation is
-- not at its end), "retired"; how many data keys each wraps; the codes and files
-- that are sealed with those of them which no newer one wraps.
-- columns: kek int4, provider text, locator text, cipher text, state text,
--	made timestamptz, data_keys int8, sealed_codes int8,
--	sealed_files int8
select k.kek_id as kek, k.provider, k.locator, k.cipher,
	case when r.kek_id is not null then 'retired'
		when k.kek_id = (select max(kek_id) from kek) then 'in use'
		else 'to be retired' end as state,
	k.made_at as made, coalesce(w.data_keys, 0) as data_keys,
	coalesce(s.codes, 0) as sealed_codes,
	coalesce(s.files, 0) as sealed_files
from kek k
left join kek_retired r using (kek_id)
left join (select kek_id, count(*) as data_keys from data_key_wrap
	group by kek_id) w using (kek_id)
left join (select n.kek_id, sum(c.codes)::int8 as codes,
		sum(f.files)::int8 as files
	from (select key_id, max(kek_id) as kek_id from data_key_wrap
		group by key_id) n
	left join (select run_id, count(*) as codes from code
		group by run_id) c on c.run_id = n.key_id
	left join (select run_id, count(distinct sha256) as files from file
		where state <> 'duplicate' group by run_id) f
		on f.run_id = n.key_id
	group by n.kek_id) s using (kek_id)
order by k.kek_id
