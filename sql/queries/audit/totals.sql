-- The control totals that a head states of what came after one event, up to
-- another: rows by table, runs that ended, closings.
-- params: after_seq int8, seq int8
-- columns: line text
with span as (
	select * from audit_event where seq > $1 and seq <= $2
), ended as (
	select e.run_id, r.command, r.business_day, e.status, e.residual_fen
	from span s
	join run_end e on s.about_table = 'run_end'
		and e.run_id = s.about_run
	join run r using (run_id)
)
select line from (
	select 1 as part, 0 as run_id, about_table as name,
		format('rows %s %s', sum(row_count), about_table) as line
	from span where act <> 'cut-off' group by about_table
	union all
	select 2, run_id, '', concat_ws(' ', 'run', run_id, command,
		business_day, status, residual_fen)
	from ended
	union all
	select 3, l.run_id, a.source || ' ' || a.account,
		concat_ws(' ', 'closing', l.run_id, c.day,
			'opening', l.opening_fen, 'count', l.in_count,
			'credit', l.in_credit_fen, 'debit', l.in_debit_fen,
			'hash', l.in_hash, 'matched', l.matched_fen,
			'refunded', l.refunded_fen, 'fees', l.fees_fen,
			'settled', l.settled_fen,
			'micro-deposits', l.micro_deposits_fen,
			'written-off', l.written_off_fen,
			'waiting', l.closing_count,
			'closing', l.closing_fen, 'residual', l.residual_fen,
			'of', a.source,
			translate(a.account, E'\r\n', '  '))
	from ended e
	join closing c using (run_id)
	join closing_line l using (run_id)
	join account a using (account_id)) t
order by part, run_id, name collate "C"
