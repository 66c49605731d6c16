-- The merchant accounts in force.
-- columns: line int4, channel text, merchant_no text, settlement_payer text, settlement_remark text
select line, channel, merchant_no, settlement_payer, settlement_remark
from channel
where load_id = (select load_id from load_now where kind = 'channels')
order by line
