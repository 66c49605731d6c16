-- What a run matched, by rule.
-- params: run_id int4
-- columns: rule text, count int8, fen int8
select rule, count(*) as count, sum(amount_fen)::int8 as fen
from match where run_id = $1 group by rule order by rule
