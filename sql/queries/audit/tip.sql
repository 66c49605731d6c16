-- The last event of the chain.
-- columns: seq int8, hash text
select seq, encode(hash, 'hex') from audit_event order by seq desc limit 1
