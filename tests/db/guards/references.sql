-- Each trigger that stands for a foreign key, tried over an empty copy of its
-- table: a row that refers to nothing there is refused under its name, a null
-- refers to nothing; and what is referred to is unique, as a key must be.
do $$
declare
	t record;
	own text[];
	tried int4 := 0;
	refused text;
begin
	for t in select g.tgname as name, c.relname as child,
			a[1] as own, a[2] as parent, a[3] as other
		from pg_trigger g
		join pg_class c on c.oid = g.tgrelid
		join pg_proc p on p.oid = g.tgfoid,
		string_to_array(encode(g.tgargs, 'escape'), '\000') a
		where p.proname = 'refers'
			and c.relnamespace = current_schema()::regnamespace
		order by 2, 1
	loop
		own := string_to_array(t.own, ',');
		assert exists (select from pg_index i
			where i.indrelid = t.parent::regclass and i.indisunique
			-- All of them, or all that are not null.
			and (i.indpred is null or pg_get_expr(i.indpred,
				i.indrelid) in (select format('(%I IS NOT NULL)',
				x) from unnest(string_to_array(t.other, ',')) x))
			and (select array_agg(attname::text order by attname)
				from pg_attribute
				where attrelid = i.indrelid
					and attnum = any (i.indkey))
				= (select array_agg(x order by x) from
					unnest(string_to_array(t.other, ',')) x)),
			format('%s of %s: not unique there', t.name, t.child);
		execute format('create temp table probe as select %s from %I '
			'limit 0', t.own, t.child);
		execute format('create trigger %I after insert on probe '
			'referencing new table as added for each statement '
			'execute function refers(%L, %L, %L)', t.name, t.own,
			t.parent, t.other);
		execute format('insert into probe (%s) values (null)', own[1]);
		refused := null;
		begin
			execute format('insert into probe values (%s)',
				(select string_agg('''-1''', ', ')
				from unnest(own)));
		exception when foreign_key_violation then
			get stacked diagnostics refused = constraint_name;
		end;
		assert refused = t.name, format('%s of %s: %s', t.name, t.child,
			coalesce(refused, 'taken'));
		drop table probe;
		tried := tried + 1;
	end loop;
	assert tried > 30, format('only %s are left', tried);
end $$
