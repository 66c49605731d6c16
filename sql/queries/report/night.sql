-- What is red in the night of a day, the worst first: what does not close, what
-- was refused, what is missing, what is new and does not agree.  What a night
-- took in came with the runs since the closing before it.
-- detail is a note (model/note.h): a kind of break, or what the facts say.
-- params: to_day date
-- columns: what text, detail text, count int8, amount_fen int8
with night as (
	select c.run_id, c.through_run, e.status, coalesce((
		select max(p.through_run) from closing p
		where p.run_id < c.run_id), 0) as after_run
	from closing c
	left join run_end e using (run_id)
	where c.day = $1
), line as (
	select distinct on (l.account_id) a.source || ' ' || a.account as name,
		l.missing, l.balances
	from night n
	join closing_line l using (run_id)
	join account a using (account_id)
	order by l.account_id, l.run_id desc
), came as (
	-- First opened in this night, and open still when it ended.
	select distinct on (e.break_id) b.kind, e.state, e.amount_fen
	from night n
	join break_event e using (run_id)
	join breaks b using (break_id)
	where b.run_id in (select run_id from night)
	order by e.break_id, e.seq desc
), red as (
	select 1 as rank, 'the books do not close' as what,
		'%1' || E'\t' || note_arguments(a.source || ' '
			|| a.account) as detail,
		null::int8 as count, l.residual_fen as amount_fen
	from night n
	join closing_line l using (run_id)
	join account a using (account_id)
	where l.residual_fen <> 0
	union all
	select 2, 'the run is incomplete: figures differ from the facts',
		'', null, null
	from night n
	where n.status = 'incomplete' and not exists (
		select from closing_line l
		where l.run_id = n.run_id and l.residual_fen <> 0)
	union all
	select 3, 'a file was refused', '%1: %2' || E'\t'
		|| note_arguments(f.name, f.message), 1, null
	from night n
	join file f on f.run_id > n.after_run and f.run_id <= n.through_run
	where f.state = 'quarantined'
	union all
	select 4, 'a bill or statement is missing', '%1: %2' || E'\t'
		|| note_arguments(name, missing), null, null
	from line where missing <> ''
	union all
	select 5, 'statements do not go on from one another', '%1' || E'\t'
		|| note_arguments(name), null, null
	from line where balances = 'broken'
	union all
	select 6, 'new breaks', kind, count(*), sum(amount_fen)::int8
	from came where state <> 'resolved' group by kind
)
select what, detail, count, amount_fen from red
order by rank, detail, amount_fen
