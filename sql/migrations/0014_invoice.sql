-- Invoices (数电票): what is asked for, in which file it went to the tax
-- bureau, which number came back, and what was reversed in red.  Everything is
-- appended by people, and only by the functions below: a person is the role
-- that logged in, and must be of finance.  Where an invoice stands is a view.
--
-- Of the buyer nothing is copied: the invoice names the version of an order
-- whose invoice_* columns are meant, and versions never change.

-- --- facts -------------------------------------------------------------------

create table invoice (
	invoice_id int8 primary key,
	serial text collate "C" not null	-- 发票流水号
		check (length(serial) <= 20),
	ca text collate "C" not null,	-- the seller
	order_id int8 not null,		-- whose buyer it is made out to
	version int4 not null,
	day date not null,		-- at which the books stood
	actor text not null,
	at timestamptz not null default now(),
	constraint invoice_serial_once unique (serial),
	foreign key (order_id, version) references order_version
);

-- One order.  turn 1 is its first invoice; a further one only after the line
-- before was withdrawn or wholly reversed.
create table invoice_line (
	invoice_id int8 references invoice,
	line_no int4 check (line_no > 0),
	order_id int8 not null references orders,
	turn int4 not null check (turn > 0),
	tax_load_id int4 not null,	-- the row of the rate
	tax_line int4 not null,
	gross_fen int8 not null check (gross_fen > 0),
	tax_fen int8 not null check (tax_fen between 0 and gross_fen),
	primary key (invoice_id, line_no),
	constraint order_invoiced_once_a_turn unique (order_id, turn),
	foreign key (tax_load_id, tax_line) references tax (load_id, line)
);

create table invoice_withdrawn (
	invoice_id int8 primary key references invoice,
	reason text not null check (reason ~ '[^[:space:]]'
		and length(reason) <= 500),
	day date not null,
	actor text not null,
	at timestamptz not null default now()
);

-- One hand-over to the bureau: the requests of one seller.
create table invoice_export (
	export_no int4 primary key,
	ca text collate "C" not null,
	format text not null check (format in ('xlsx', 'xml', 'csv')),
	day date not null,
	actor text not null,
	at timestamptz not null default now()
);

create table invoice_export_item (
	invoice_id int8 primary key references invoice,	-- exported once
	export_no int4 not null references invoice_export,
	file_no int4 not null check (file_no > 0)
);
create index invoice_export_item_by_file
	on invoice_export_item (export_no, file_no);

-- It lies whole in its place.
create table invoice_export_file (
	export_no int4 references invoice_export,
	file_no int4,
	name text not null,
	sha256 bytea not null check (length(sha256) = 32),
	line_count int4 not null,
	gross_fen int8 not null,
	tax_fen int8 not null,
	actor text not null,
	at timestamptz not null default now(),
	primary key (export_no, file_no)
);

-- Numbers that the bureau gave: one blue, any number of red ones.
create table invoice_number (
	number text collate "C" primary key
		constraint invoice_number_has_20_digits
		check (number ~ '^[0-9]{20}$'),
	invoice_id int8 not null references invoice,
	colour text not null check (colour in ('blue', 'red')),
	issued_on date not null,
	reason text not null check ((colour = 'blue') = (reason = '')
		and reason in ('', 'error', 'return', 'termination',
			'discount')),
	day date not null,
	actor text not null,
	at timestamptz not null default now(),
	unique (number, invoice_id)
);
create unique index invoice_issued_once on invoice_number (invoice_id)
	where colour = 'blue';
create index invoice_number_by_invoice on invoice_number (invoice_id);

create table invoice_red_line (
	number text collate "C",
	invoice_id int8,
	line_no int4,
	gross_fen int8 not null check (gross_fen > 0),
	tax_fen int8 not null check (tax_fen between 0 and gross_fen),
	primary key (number, line_no),
	foreign key (number, invoice_id)
		references invoice_number (number, invoice_id),
	foreign key (invoice_id, line_no) references invoice_line
);
create index invoice_red_line_by_line
	on invoice_red_line (invoice_id, line_no);

-- --- where they stand --------------------------------------------------------

-- Lines, what was reversed of them, what stands on their orders now, and what
-- must be reversed because less stands than is invoiced.
create view invoice_line_now as
select l.*, r.red_fen, r.red_tax_fen, s.standing_fen,
	greatest(0, l.gross_fen - r.red_fen - s.standing_fen)::int8
		as needed_fen,
	w.invoice_id is not null or r.red_fen = l.gross_fen as is_over
from invoice_line l
left join invoice_withdrawn w using (invoice_id)
cross join lateral (
	select coalesce(sum(x.gross_fen), 0)::int8 as red_fen,
		coalesce(sum(x.tax_fen), 0)::int8 as red_tax_fen
	from invoice_red_line x
	where x.invoice_id = l.invoice_id and x.line_no = l.line_no) r
cross join lateral (
	select coalesce((select greatest(0, o.paid_fen - o.refunded_fen)
		from order_state o where o.order_id = l.order_id
		order by o.run_id desc limit 1), 0)::int8 as standing_fen) s;

create view invoice_now as
select i.invoice_id, i.serial, i.ca, i.order_id, i.day,
	v.invoice_kind as kind, v.invoice_title as title,
	v.invoice_tax_no as tax_no, v.invoice_address as address,
	v.invoice_phone as phone, v.invoice_bank as bank,
	v.invoice_account as account, v.invoice_email as email,
	v.uscc = '' and v.invoice_tax_no = '' as is_natural,
	l.line_count, l.gross_fen, l.tax_fen, l.red_fen, l.red_tax_fen,
	l.needed_fen, l.orders, e.export_no, e.file_no, b.number, b.issued_on,
	case when w.invoice_id is not null then 'withdrawn'
		when b.number is null and e.export_no is null then 'requested'
		when b.number is null then 'exported'
		when l.needed_fen > 0 then 'red-needed'
		when l.red_fen > 0 then 'red-issued'
		else 'issued' end as state,
	-- Not what it should be any more, before it was issued.
	b.number is null and w.invoice_id is null and (l.needed_fen > 0
		or (n.invoice_kind, n.invoice_title, n.invoice_tax_no,
			n.invoice_address, n.invoice_phone, n.invoice_bank,
			n.invoice_account, n.invoice_email)
		is distinct from (v.invoice_kind, v.invoice_title,
			v.invoice_tax_no, v.invoice_address, v.invoice_phone,
			v.invoice_bank, v.invoice_account, v.invoice_email))
		as is_stale
from invoice i
join order_version v using (order_id, version)
join lateral (select * from order_version c where c.order_id = i.order_id
	order by c.version desc limit 1) n on true
join lateral (
	select count(*)::int4 as line_count, sum(x.gross_fen)::int8
			as gross_fen, sum(x.tax_fen)::int8 as tax_fen,
		sum(x.red_fen)::int8 as red_fen,
		sum(x.red_tax_fen)::int8 as red_tax_fen,
		sum(x.needed_fen)::int8 as needed_fen,
		string_agg(o.order_no, ' ' order by x.line_no) as orders
	from invoice_line_now x join orders o on o.order_id = x.order_id
	where x.invoice_id = i.invoice_id) l on true
left join invoice_export_item e on e.invoice_id = i.invoice_id
left join invoice_number b on b.invoice_id = i.invoice_id
	and b.colour = 'blue'
left join invoice_withdrawn w on w.invoice_id = i.invoice_id;

-- --- what must not be possible -----------------------------------------------

create function invoice_turns() returns trigger
	language plpgsql set search_path from current as $$
begin
	if exists (select from added a where a.turn > 1 and not exists (
		select from invoice_line_now p where p.order_id = a.order_id
			and p.turn = a.turn - 1 and p.is_over))
	then
		raise exception 'the order is invoiced already'
			using errcode = 'check_violation',
			constraint = 'invoice_turns';
	end if;
	return null;
end $$;
create trigger invoice_turns after insert on invoice_line
	referencing new table as added
	for each statement execute function invoice_turns();

-- Reds never exceed their blue, line by line, gross and tax.
create function invoice_reds_within_blue() returns trigger
	language plpgsql set search_path from current as $$
begin
	if exists (select from added a
		where not exists (select from invoice_number b
				where b.invoice_id = a.invoice_id
				and b.colour = 'blue')
			or not exists (select from invoice_number b
				where b.number = a.number
				and b.colour = 'red'))
		or exists (select from invoice_line_now l
			where (l.invoice_id, l.line_no) in
				(select invoice_id, line_no from added)
			and (l.red_fen > l.gross_fen
				or l.red_tax_fen > l.tax_fen))
	then
		raise exception 'red invoices may not exceed the blue one'
			using errcode = 'check_violation',
			constraint = 'invoice_reds_within_blue';
	end if;
	return null;
end $$;
create trigger invoice_reds_within_blue after insert on invoice_red_line
	referencing new table as added
	for each statement execute function invoice_reds_within_blue();

-- --- what people do ----------------------------------------------------------

-- Only finance, and one at a time in this book.
create function begin_invoices() returns void
	language plpgsql set search_path from current as $$
begin
	if not is_in_role('finance', 'approver') then
		perform refuse_role();
	end if;
	perform pg_advisory_xact_lock(hashtextextended(
		current_schema() || ' invoices', 0));
end $$;

-- The invoice of that serial, which must be in one of the states.
create function invoice_in_state(which text, variadic states text[])
	returns int8 language plpgsql stable set search_path from current as $$
declare
	i record;
begin
	select n.invoice_id, n.state into i from invoice_now n
	where n.serial = which;
	if i.invoice_id is null then
		perform refuse_proposal('there is no such invoice');
	elsif i.state <> all (states) then
		perform refuse_proposal('the invoice is not in a state for that');
	end if;
	return i.invoice_id;
end $$;

-- Lines of text, each "INVOICE ORDER VERSION TURN LOAD LINE GROSS TAX": INVOICE
-- counts from 1; the first of each is whose buyer it is made out to.
create function request_invoices(book_day date, lines text) returns int4
	language plpgsql security definer set search_path from current as $$
declare
	last int8;
	made int4;
begin
	perform begin_invoices();
	last := (select coalesce(max(invoice_id), 0) from invoice);
	with said as (
		select n, string_to_array(t, ' ')::int8[] as a
		from unnest(string_to_array(lines, E'\n'))
			with ordinality u (t, n)
		where t <> ''
	), heads as (
		select distinct on (a[1]) a[1] as no, a[2] as order_id,
			a[3]::int4 as version
		from said order by a[1], n
	), invoices as (
		insert into invoice (invoice_id, serial, ca, order_id, version,
			day, actor)
		select last + h.no, 'YF' || to_char(book_day, 'YYYYMMDD')
				|| lpad(((last + h.no) % 100000000)::text, 8,
					'0'),
			o.ca, h.order_id, h.version, book_day, session_user
		from heads h join orders o using (order_id)
		returning 1
	), filled as (
		insert into invoice_line (invoice_id, line_no, order_id, turn,
			tax_load_id, tax_line, gross_fen, tax_fen)
		select last + a[1], row_number() over (partition by a[1]
				order by n)::int4, a[2], a[4]::int4,
			a[5]::int4, a[6]::int4, a[7], a[8]
		from said
		returning 1
	)
	select count(*)::int4 into made from invoices;
	return made;
end $$;

create function withdraw_invoice(which text, why text) returns void
	language plpgsql security definer set search_path from current as $$
begin
	perform begin_invoices();
	insert into invoice_withdrawn (invoice_id, reason, day, actor)
	select invoice_in_state(which, 'requested', 'exported'), why,
		(select day from book_day), session_user;
end $$;

-- Lines of text, each "INVOICE_ID FILE_NO": they go in one export.
create function export_invoices(seller text, in_format text, book_day date,
	items text) returns int4
	language plpgsql security definer set search_path from current as $$
declare
	no int4;
begin
	perform begin_invoices();
	no := (select coalesce(max(export_no), 0) + 1 from invoice_export);
	insert into invoice_export (export_no, ca, format, day, actor)
	values (no, seller, in_format, book_day, session_user);
	insert into invoice_export_item (invoice_id, export_no, file_no)
	select split_part(t, ' ', 1)::int8, no, split_part(t, ' ', 2)::int4
	from unnest(string_to_array(items, E'\n')) t where t <> '';
	if exists (select from invoice_export_item e
		join invoice_now n using (invoice_id)
		where e.export_no = no and (n.state <> 'exported'
			or n.is_stale or n.ca <> seller))
	then
		perform refuse_proposal('the invoice is not in a state for that');
	end if;
	return no;
end $$;

create function invoices_written(export_no int4, file_no int4, name text,
	sha256 bytea, line_count int4, gross_fen int8, tax_fen int8)
	returns void
	language plpgsql security definer set search_path from current as $$
begin
	perform begin_invoices();
	insert into invoice_export_file (export_no, file_no, name, sha256,
		line_count, gross_fen, tax_fen, actor)
	values ($1, $2, $3, $4, $5, $6, $7, session_user);
end $$;

create function issue_invoice(which text, number text, on_day date)
	returns void
	language plpgsql security definer set search_path from current as $$
begin
	perform begin_invoices();
	insert into invoice_number (number, invoice_id, colour, issued_on,
		reason, day, actor)
	select $2, invoice_in_state(which, 'exported'), 'blue', on_day, '',
		(select day from book_day), session_user;
end $$;

-- Lines of text, each "LINE_NO GROSS TAX".
create function reverse_invoice(which text, number text, on_day date,
	why text, lines text) returns void
	language plpgsql security definer set search_path from current as $$
declare
	id int8;
begin
	perform begin_invoices();
	id := invoice_in_state(which, 'issued', 'red-needed', 'red-issued');
	insert into invoice_number (number, invoice_id, colour, issued_on,
		reason, day, actor)
	values ($2, id, 'red', on_day, why, (select day from book_day),
		session_user);
	insert into invoice_red_line (number, invoice_id, line_no, gross_fen,
		tax_fen)
	select $2, id, a[1]::int4, a[2], a[3]
	from (select string_to_array(t, ' ')::int8[] as a
		from unnest(string_to_array(lines, E'\n')) t
		where t <> '') said;
end $$;

do $$ begin perform guard_runs(); end $$;
