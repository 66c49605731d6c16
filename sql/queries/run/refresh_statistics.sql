-- After much was stored: what the planner must know of it.
-- params: none
-- columns: n int4
select refresh_statistics()
