-- Every key-encryption key of the book, the newest last.
-- columns: kek_id int4, provider text, locator text, cipher text, retired bool
select k.kek_id, k.provider, k.locator, k.cipher, r.kek_id is not null
	as retired
from kek k left join kek_retired r using (kek_id)
order by k.kek_id
