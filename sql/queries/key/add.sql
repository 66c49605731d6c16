-- A data key; 0, which is of no run, may have been made by another init.
-- params: key_id int4, cipher text
insert into data_key (key_id, cipher, run_id) values ($1, $2, nullif($1, 0))
on conflict do nothing
