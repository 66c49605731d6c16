-- Which of a round are not free: their account, or their order, has a code with
-- that digest already.
-- needs: code/stage
-- params: round int4
-- columns: n int4
select d.n from drawn_code d
where d.round = $1 and exists (select from code c where c.digest = d.digest
	and (c.account_digest = d.account_digest or c.order_id = d.order_id))
order by d.n
