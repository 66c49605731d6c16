-- Whether this person may work on invoices: refused if not.
-- columns: done int4
select 1 from (select begin_invoices() offset 0) as done
