-- A person states that a source made no bill for a day.
-- params: account_id int4, day date, run_id int4
insert into no_bill (account_id, day, run_id)
select $1, $2, $3
where not exists (select from no_bill where account_id = $1 and day = $2)
