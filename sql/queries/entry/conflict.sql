-- The first row of the file that contradicts another one of the same key: of
-- the same file (entry empty) or a stored one.
-- needs: entry/stage
-- params: file_id int4
-- columns: line int8, key text, entry text, other_line int8
with numbered as (
	select i.*, s.account_id, row_number() over w as occurrence,
		first_value(i.digest) over w as first_digest,
		first_value(i.line) over w as first_line
	from incoming i
	join statement s on s.statement_id = ($1::int8 << 32) + i.statement_no
	window w as (partition by s.account_id, i.key order by i.row_no)
)
select n.line, n.key, coalesce(entry_label(e.entry_id), '') as entry,
	n.first_line as other_line
from numbered n
left join entry e on e.account_id = n.account_id and e.key = n.key
	and e.occurrence = n.occurrence and e.digest <> n.digest
where n.digest <> n.first_digest or e.entry_id is not null
order by n.row_no limit 1
