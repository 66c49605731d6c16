-- What must hold of every book after every night.  Each statement lists what
-- breaks one rule; nothing is printed for a book that is right.  Read by the
-- auditor; written from domain.md, not from the program's own SQL.

-- --- no money is used twice, none is lost ------------------------------------

select 'allocations of ' || e.entry_id || ' add up to ' || sum(a.amount_fen)
	|| ', not ' || e.amount_fen
from match_now m join entry e using (entry_id) join allocation_now a using (entry_id)
group by e.entry_id, e.amount_fen
having sum(a.amount_fen) <> e.amount_fen;

select 'matched to orders without an allocation: ' || entry_id
from match_now m where use = 'orders'
	and not exists (select from allocation_now a
		where a.entry_id = m.entry_id);

select 'allocated, yet not matched to orders: ' || entry_id
from allocation_now a where not exists (select from match_now m
	where m.entry_id = a.entry_id and m.use = 'orders');

select 'matched ' || count(*) || ' times: ' || entry_id
from match_now group by entry_id having count(*) > 1;

-- No more goes back than was paid; a channel pays back what came by it.
select 'more than was paid went back of ' || p.entry_id
from match_now m join entry r using (entry_id)
join entry p on p.entry_id = m.undoes
where r.amount_fen < 0
group by p.entry_id, p.amount_fen
having sum(-r.amount_fen) > p.amount_fen;

select 'undoes a payment of another account: ' || r.entry_id
from match_now m join entry r using (entry_id)
join entry p on p.entry_id = m.undoes
join account c on c.account_id = r.account_id
where p.account_id <> r.account_id and c.source <> 'bank'
	and m.proposal_id is null;

-- More than one order's money of a payment goes back from each only once.
select 'more goes back than ' || p.entry_id || ' brought order ' || a.order_id
from match_now m join allocation_now b using (entry_id)
join allocation_now a on a.entry_id = m.undoes and a.order_id = b.order_id
join entry p on p.entry_id = m.undoes
where b.amount_fen < 0
group by p.entry_id, a.order_id, a.amount_fen
having sum(-b.amount_fen) > a.amount_fen;

select 'a refund takes from order ' || b.order_id || ' what ' || m.undoes
	|| ' never brought it'
from match_now m join allocation_now b using (entry_id)
where b.amount_fen < 0 and m.undoes is not null and not exists (select from allocation_now a
	where a.entry_id = m.undoes and a.order_id = b.order_id
		and a.amount_fen > 0);

-- A further match only after the one before was undone.
select 'turn ' || m.turn || ' of entry ' || m.entry_id || ' is one too many'
from match m where m.turn > 1 and not exists (select from match_undone u
	where u.entry_id = m.entry_id and u.turn = m.turn - 1);

-- What people undid or want to send back, no rule takes again.
select 'a rule took entry ' || m.entry_id || ' back from people'
from match m
where m.proposal_id is null and m.rule not in ('refunded')
	and exists (select from match_undone u where u.entry_id = m.entry_id
		and u.turn < m.turn);

-- --- people ------------------------------------------------------------------

select 'decided by its proposer: ' || p.proposal_id
from proposal p join decision d using (proposal_id) where p.actor = d.actor;

select 'applied without an approval: ' || r.proposal_id
from ruling r join decision d using (proposal_id)
where d.verdict <> 'approved';

select 'approved, and the night after made nothing of it: '
	|| d.proposal_id
from decision d join proposal p using (proposal_id)
where d.verdict = 'approved' and p.verb not in ('hold')
	and not (p.verb = 'release' and p.order_id is not null)
	and not exists (select from ruling r
		where r.proposal_id = d.proposal_id)
	and d.after_run < (select max(run_id) from run
		where command = 'nightly');

-- --- suspense and breaks -----------------------------------------------------

select 'suspense ' || e.entry_id || ' has ' || count(b.break_id)
	|| ' open breaks of its own'
from entry_now e
left join break_now b on b.entry_id = e.entry_id and b.state <> 'resolved'
	and b.kind in ('payer-mismatch', 'ambiguous', 'refund-unmatched',
		'suspense')
where e.state = 'suspense'
group by e.entry_id having count(b.break_id) <> 1;

-- A failed 0.01 is its attempt's, and its payer may still be another one.
select b.kind || ' of an entry that is ' || e.state || ': ' || e.entry_id
from break_now b join entry_now e using (entry_id)
where b.state <> 'resolved' and e.state <> 'suspense'
	and b.kind in ('payer-mismatch', 'ambiguous', 'refund-unmatched',
		'suspense')
	and not (b.kind = 'payer-mismatch' and e.use = 'verification');

select 'refund-unmatched of a ' || e.kind || ': ' || e.entry_id
from break_now b join entry_now e using (entry_id)
where b.state <> 'resolved' and b.kind = 'refund-unmatched'
	and e.kind <> 'refund';

select 'ambiguous between fewer than two orders: ' || b.break_id
from break_now b
left join break_candidate c on c.break_id = b.break_id and c.seq = b.seq
where b.state <> 'resolved' and b.kind = 'ambiguous'
group by b.break_id having count(c.order_id) < 2;

-- Breaks of an order's verdict are there while it has that verdict, and no
-- longer; people may close them.
with wanted (order_id, kind) as (
	select order_id, verdict from order_state_now
	where verdict in ('short', 'over', 'duplicate', 'missing', 'unpriced')
	union all
	select s.order_id, 'reversed-after-release'
	from order_state_now s join release_now r using (order_id)
	where s.verdict in ('refunded', 'part-refunded')
		and r.state = 'handed-over'
), there as (
	select b.order_id, b.kind, b.state <> 'resolved' as open,
		e.proposal_id is not null as closed_by_people
	from break_now b
	join break_event e using (break_id, seq)
	where b.entry_id is null and b.kind in ('short', 'over', 'duplicate',
		'missing', 'unpriced', 'reversed-after-release')
)
select 'order ' || order_id || ', ' || kind || ': ' || case
	when w.kind is null then 'open without a reason' else 'not there' end
from wanted w full join there t using (order_id, kind)
where (w.kind is null and t.open)
	or (w.kind is not null and not coalesce(t.open or t.closed_by_people,
		false));

-- Balances that are broken are a break, and only they.
select 'balances of account ' || l.account_id || ' are ' || l.balances
from closing_line_now l join account a using (account_id)
where a.source = 'bank' and (l.balances = 'broken') <> exists (
	select from break_now b where b.account_id = l.account_id
		and b.kind in ('statement-gap', 'balance-mismatch')
		and b.state <> 'resolved');

-- --- settlements -------------------------------------------------------------

select 'bill days of settlement ' || e.entry_id || ' add up to '
	|| sum(d.net_fen) || ', and nothing says so'
from settled_day d join entry e using (entry_id)
where not exists (select from break_now b
	where b.entry_id = e.entry_id and b.kind = 'settlement-difference')
group by e.entry_id, e.amount_fen having sum(d.net_fen) <> e.amount_fen;

select 'settled without a bill day: ' || entry_id
from match_now m where use = 'bill-days'
	and not exists (select from settled_day d where d.entry_id = m.entry_id);

-- --- releases ----------------------------------------------------------------

select 'turn ' || turn || ' of order ' || order_id || ' was ' || state || ' '
	|| count(*) || ' times'
from release_event where state in ('queued', 'handed-over', 'stopped')
group by order_id, turn, state having count(*) > 1;

select 'turn ' || a.turn || ' of order ' || a.order_id
	|| ' began before the one before was stopped'
from release_event a
where a.turn > 1 and not exists (select from release_event b
	where b.order_id = a.order_id and b.turn = a.turn - 1
		and b.state = 'stopped' and b.seq < a.seq);

select 'handed over without having been queued: ' || a.order_id
from release_event a
where a.state = 'handed-over' and not exists (select from release_event b
	where b.order_id = a.order_id and b.turn = a.turn
		and b.state = 'queued' and b.seq < a.seq);

-- In the night that queues it, all conditions hold.
select 'queued without approval, ' || s.verdict || ': order ' || r.order_id
from release_event r
join order_state_now s using (order_id)
join order_now o using (order_id)
where r.state = 'queued'
	and r.run_id = (select max(run_id) from run where command = 'nightly')
	and (o.review <> 'approved' or s.verdict not in ('paid', 'waived'));

select 'the policy sends no PIN, and one is queued: order ' || r.order_id
from release_event r join order_policy p using (order_id)
where r.state = 'queued' and p.pin_channel = 'none'
	and r.run_id = (select max(run_id) from run where command = 'nightly');

select 'queued, and the account is ' || coalesce(v.state, 'not verified')
	|| ': order ' || r.order_id
from release_event r join order_now o using (order_id)
join order_policy p using (order_id)
left join (select distinct on (order_id) order_id, state
	from verification_now order by order_id, attempt desc) v
	using (order_id)
where r.state = 'queued'
	and r.run_id = (select max(run_id) from run where command = 'nightly')
	and coalesce(nullif(o.verify_mode, ''), p.verify_mode) <> 'none'
	and p.pin_channel <> 'bank-remark'
	and coalesce(v.state, '') <> 'verified';

select 'a person holds it, and it is queued: order ' || r.order_id
from release_event r join order_on_hold using (order_id)
join proposal p using (proposal_id)
where r.state in ('queued', 'handed-over') and r.run_id > p.after_run
	and r.run_id > (select max(run_id) from run
		where command = 'nightly') - 1;

select 'the same code twice, and it had been shown: order ' || a.order_id
from release_event a join release_event b using (order_id, code_id)
where a.state = 'handed-over' and b.state = 'queued' and b.turn > a.turn;

-- --- verifications -----------------------------------------------------------

with step as (
	select verification_id, seq, state, lag(state) over w as before
	from verification_event
	window w as (partition by verification_id order by seq)
)
select 'attempt ' || s.verification_id || ' went from ' || coalesce(s.before,
	'nothing') || ' to ' || s.state
from step s join verification v using (verification_id)
where (coalesce(s.before, ''), s.state) not in (
	('', 'pending'), ('pending', 'pending'), ('pending', 'sent'),
	('sent', 'booked'), ('booked', 'verified'), ('booked', 'returned'),
	('verified', 'returned'), ('pending', 'verified'),
	('pending', 'mismatch'), ('pending', 'wrong-code'),
	('', 'verified'), ('', 'mismatch'), ('', 'wrong-code'),
	('pending', 'expired'), ('sent', 'expired'),
	('returned', 'locked'), ('mismatch', 'locked'),
	('wrong-code', 'locked'));

select 'one 0.01 judged ' || count(distinct v.order_id) || ' orders: '
	|| e.entry_id
from verification_event e join verification v using (verification_id)
where e.entry_id is not null
group by e.entry_id having count(distinct v.order_id) > 1;

select 'open attempt before the latest: ' || a.verification_id
from verification_now a
where a.state in ('pending', 'sent', 'booked')
	and exists (select from verification b
		where b.order_id = a.order_id and b.attempt > a.attempt);

select 'a 0.01 on an order: ' || a.entry_id
from allocation_now a join entry_now e using (entry_id)
join match_now m on m.entry_id = a.entry_id and m.proposal_id is null
where e.source = 'bank' and e.kind in ('micro-deposit', 'return');

-- --- what a closing left open ------------------------------------------------

-- What it kept, carried from closing to closing, is what all the events say:
-- now, and as each run left it.
select 'left open after run ' || r.run_id || ', ' || w.what || ': '
	|| w.kept::text || ', and the events say ' || w.told::text
from run r
cross join lateral (
	select 'breaks' as what, open_breaks(r.run_id)::int8[] as kept,
		array(select e.break_id from (select distinct on (break_id) *
				from break_event where run_id <= r.run_id
				order by break_id, seq desc) e
			where e.state <> 'resolved' order by 1)::int8[] as told
	union all
	select 'attempts', open_attempts(r.run_id),
		array(select v.verification_id
			from (select distinct on (order_id) * from verification
				where run_id <= r.run_id
				order by order_id, attempt desc) v
			cross join lateral (select * from verification_event e
				where e.verification_id = v.verification_id
					and e.run_id <= r.run_id
				order by seq desc limit 1) e
			where e.state <> 'verified' order by 1)
	union all
	select 'releases', array[o.queued, o.held],
		array[count(*) filter (where e.state = 'queued'),
			count(*) filter (where e.state = 'held')]
	from open_releases(r.run_id) o
	cross join (select distinct on (order_id) * from release_event
		where run_id <= r.run_id order by order_id, seq desc) e
	group by o.queued, o.held) w
where w.kept <> w.told;

-- By these a night finds what is in suspense among all that ever was.
select 'in suspense since before the closing, and without a break of it: '
	|| e.entry_id
from entry_now e
where e.state = 'suspense'
	and e.run_id <= (select max(through_run) from closing)
	and not exists (select from breaks b where b.entry_id = e.entry_id
		and b.kind in ('suspense', 'payer-mismatch', 'ambiguous',
			'refund-unmatched'));

select 'nothing was kept of the closing of run ' || c.run_id
from closing c where not exists (select from left_open l
	where l.run_id = c.run_id);

-- --- breaks keep their number ------------------------------------------------

select 'break ' || break_id || ' was ' || state || ' twice in a row'
from (select break_id, state, lag(state) over (partition by break_id
		order by seq) as before from break_event) s
where state = 'resolved' and before is distinct from 'open';
