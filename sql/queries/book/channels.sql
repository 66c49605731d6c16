-- The merchant accounts in force before a run.
-- params: run_id int4
-- columns: line int4, channel text, merchant_no text, settlement_payer text, settlement_remark text
select line, channel, merchant_no, settlement_payer, settlement_remark
from channel
where load_id = (select max(load_id) from reference_load
	where kind = 'channels' and run_id < $1)
order by line
