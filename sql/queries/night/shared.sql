-- Orders on which the same money stands as on those that are read, or money
-- that one takes back from another: how many more they are.
-- needs: night/stage
-- columns: n int8
with stands as (
	select l.entry_id from tonight t join allocation l using (order_id)
), money as (
	select entry_id from stands
	union
	select m.undoes from stands join match m using (entry_id)
	where m.undoes is not null
	union
	select m.entry_id from stands s join match m on m.undoes = s.entry_id
), added as (
	insert into tonight (order_id)
	select distinct l.order_id from money join allocation l using (entry_id)
	where not exists (select from tonight t
		where t.order_id = l.order_id)
	returning order_id
)
select count(*) as n from added
