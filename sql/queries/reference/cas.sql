-- The CAs that the policies in force name.
-- columns: ca text
select distinct ca from policy
where load_id = (select load_id from load_now where kind = 'policies')
