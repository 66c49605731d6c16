-- What a night asks of revenue without reading every order that ever was: the
-- contracts whose end is not known yet (those without a rate have an index).
create index contract_step_without_end on contract_step (order_id)
	where last_day is null;
