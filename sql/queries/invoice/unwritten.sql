-- Files of exports that may not lie in their place.
-- columns: export_no int4, file_no int4, ca text, format text, day date
select distinct e.export_no, i.file_no, e.ca, e.format, e.day
from invoice_export e
join invoice_export_item i using (export_no)
where not exists (select from invoice_export_file f
	where f.export_no = e.export_no and f.file_no = i.file_no)
order by e.export_no, i.file_no
