-- What a bank says became of the payments that were sent to it (pain.002): of
-- one payment, of a block of them (end_to_end_id is ''), of a whole message
-- (payment_id is '' too).  Each file adds to what was said before.

create table payment_status (
	file_id int4 references file,
	row_no int4 check (row_no > 0),
	line int8 not null,
	message_id text not null check (message_id <> ''),
	payment_id text not null,
	end_to_end_id text not null,
	status text not null,
	reason text not null,
	text text not null,
	run_id int4 not null references run,
	primary key (file_id, row_no)
);
create index payment_status_by_end_to_end_id
	on payment_status (end_to_end_id) where end_to_end_id <> '';

do $$ begin perform guard_runs(); end $$;
