-- What was sold, earned and stands unearned; a line a month and group, each
-- month cut to the days that are asked for.
-- params: from_day date, to_day date
-- columns: from_day date, to_day date, ca text, business text, years int4,
--	channel text, gross_fen int8, refunds_fen int8, tax_fen int8,
--	net_fen int8, recognised_fen int8, earned_refunded_fen int8,
--	deferred_fen int8, unrated_fen int8
select from_day, to_day, ca, business, years, channel, gross_fen, refunds_fen,
	tax_fen, gross_fen - refunds_fen - tax_fen as net_fen, recognised_fen,
	earned_refunded_fen, closing_fen as deferred_fen, unrated_fen
from revenue_between($1, $2)
order by from_day, ca, business, years, channel
