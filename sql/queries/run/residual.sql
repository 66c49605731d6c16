-- What no fact explains, over all sources and days: what came in less what is
-- matched to orders, refunded, settled, verified, the bank's own charges and
-- what stands in suspense.  Must be 0.
-- columns: residual_fen int8
select coalesce(sum(e.amount_fen), 0)::int8
	- (select coalesce(sum(amount_fen), 0) from allocation_now)::int8
	- (select coalesce(sum(amount_fen), 0) from match_now
		where use <> 'orders')::int8
	- (select coalesce(sum(amount_fen), 0) from entry_now
		where state in ('suspense', 'ignored'))::int8
	as residual_fen
from entry e
