-- What was sold, earned and stood unearned day by day; a line a day and group.
-- params: from_day date, to_day date
-- columns: day date, ca text, business text, years int4, channel text,
--	gross_fen int8, refunds_fen int8, tax_fen int8, net_fen int8,
--	recognised_fen int8, earned_refunded_fen int8, deferred_fen int8,
--	unrated_fen int8
select d::date as day, l.ca, l.business, l.years, l.channel, l.gross_fen,
	l.refunds_fen, l.tax_fen,
	l.gross_fen - l.refunds_fen - l.tax_fen as net_fen, l.recognised_fen,
	l.earned_refunded_fen, l.closing_fen as deferred_fen, l.unrated_fen
from generate_series($1::timestamp,
	least($2, (select day from book_day))::timestamp, interval '1 day') d
cross join lateral revenue_lines(d::date, d::date) l
order by day, l.ca, l.business, l.years, l.channel
