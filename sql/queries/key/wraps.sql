-- The data keys, each as the newest key-encryption key wraps it that has done
-- so and is not retired.
-- columns: key_id int4, cipher text, kek_id int4, sealed bytea
select distinct on (w.key_id) w.key_id, d.cipher, w.kek_id, w.sealed
from data_key_wrap w join data_key d using (key_id)
where not exists (select from kek_retired r where r.kek_id = w.kek_id)
order by w.key_id, w.kek_id desc
