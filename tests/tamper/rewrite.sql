-- One who may do everything makes the whole chain good again after a change of
-- what event SEQ covers: its digest, and every hash from there on.
do $$
declare
	e audit_event;
	before bytea;
begin
	for e in select * from audit_event where seq >= SEQ order by seq loop
		if e.seq = SEQ and e.act = 'rows' then
			e.leaves := (select leaves from audit_leaves(
				to_regclass(e.about_table), e.columns,
				e.about_run));
			e.row_count := (select row_count from audit_leaves(
				to_regclass(e.about_table), e.columns,
				e.about_run));
			e.digest := sha256(e.leaves);
		elsif e.seq = SEQ then
			execute format('select subject, digest from (select %s '
				'from %s) t where subject not in (select '
				'subject from audit_event where act = ''row'' '
				'and about_table = $1 and seq <> SEQ)',
				audit_identity(to_regclass(e.about_table),
				e.columns), to_regclass(e.about_table))
			into e.subject, e.digest using e.about_table;
		end if;
		e.prev := coalesce(before, e.prev);
		e.hash := sha256(e.prev || record_send(row(e.seq, e.at,
			e.actor, e.about_run, e.act, e.about_table, e.columns,
			e.subject, e.why, e.row_count, e.digest)));
		update audit_event set subject = e.subject,
			row_count = e.row_count, digest = e.digest,
			leaves = e.leaves, prev = e.prev, hash = e.hash
		where seq = e.seq;
		before := e.hash;
	end loop;
end $$
