-- How many rows each table has.  Facts are only appended: as long as these
-- numbers stay, no list can change.
select table_name, (xpath('//n/text()', query_to_xml(format(
	'select count(*) as n from %I', table_name), false, true, '')))[1]
from information_schema.tables
where table_schema = current_schema and table_type = 'BASE TABLE'
order by table_name;
