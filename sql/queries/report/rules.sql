-- What the nightlies of days matched, by rule.
-- params: from_day date, to_day date
-- columns: day date, rule text, count int8, amount_fen int8
select c.day, m.rule, count(*), sum(m.amount_fen)::int8
from closing c
join match m using (run_id)
where c.day between $1 and $2
group by c.day, m.rule
order by c.day, m.rule
