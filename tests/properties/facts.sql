-- What the checks read of a book, as CSV, each part after a line "== NAME".
\echo == money
select o.ca, o.order_no, a.entry_id, a.amount_fen, coalesce(m.undoes, 0)
from allocation_now a join match_now m using (entry_id) join orders o using (order_id);
\echo == texts
select entry_id, remark || ' ' || ref || ' ' || original
from entry where kind in ('micro-deposit', 'return');
\echo == closing
\ir closing.sql
\echo == rows
\ir rows.sql
\echo == wrong
\ir invariants.sql
