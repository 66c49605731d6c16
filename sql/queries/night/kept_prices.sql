-- Orders whose price an earlier run of the same nightly kept: their verdict
-- was done before that day, and the version of that time has what is priced
-- as it is now.  Empty, and cheap, unless the nightly is repeated.
-- needs: night/stage
-- params: day date
-- columns: order_id int8
select distinct s.order_id
from run r
join order_state s on s.run_id = r.run_id
join tonight t using (order_id)
cross join lateral (
	select b.verdict, b.version
	from order_state b join run e using (run_id)
	where b.order_id = s.order_id and e.business_day < $1
	order by b.run_id desc limit 1) b
join order_version p on p.order_id = s.order_id and p.version = b.version
cross join lateral (
	select * from order_version o where o.order_id = s.order_id
	order by o.version desc limit 1) o
where r.business_day = $1 and b.verdict in ('paid', 'waived', 'refunded')
	and (p.business, p.cert_kind, p.project, p.years, p.main_keys,
		p.sub_keys) is not distinct from (o.business, o.cert_kind,
		o.project, o.years, o.main_keys, o.sub_keys)
