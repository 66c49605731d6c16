# Sourced by tests that make many books.  One server for all of them: starting
# and stopping one takes longer than a night of a few hundred orders.
#
# It is the private PostgreSQL of a home that is there for nothing else.  A
# "load" that waits for its input keeps it up; each book is a schema in it,
# with a home and roles of its own.
: "${YIFEN:?the program under test}"

# server_start DIR: DIR may be entered by everybody; its server, if there is
# one, is used.
server_start() {
	server=$1/server
	mkdir -p "$server" && mkfifo "$server/wait" || return 1
	(
		unset YIFEN_DATABASE YIFEN_BOOK PGUSER
		export YIFEN_HOME=$server
		"$YIFEN" init || exit 1
		exec "$YIFEN" load calendar - < "$server/wait"
	) > "$server/log" 2>&1 &
	server_pid=$!
	exec 7> "$server/wait"
	for _ in $(seq 600); do
		# Until a query is answered, not only a socket there.
		if PGUSER=postgres psql -qAt -c 'select' \
			"$(server_conninfo)" > /dev/null 2>&1; then
			return 0
		fi
		kill -0 $server_pid 2> /dev/null || break
		sleep 0.1
	done
	cat "$server/log"
	return 1
}

server_conninfo() {
	echo "host=$server/pg port=5432 dbname=yifen"
}

# server_book HOME BOOK: the commands that follow work in this new book.
server_book() {
	export YIFEN_HOME=$1 YIFEN_BOOK=$2 PGUSER=$2_batch
	YIFEN_DATABASE=$(server_conninfo)
	export YIFEN_DATABASE
	mkdir "$YIFEN_HOME" && PGUSER=postgres "$YIFEN" init
}

# server_drop: the book goes with everything in it.
server_drop() {
	rm -rf "$YIFEN_HOME"
	PGUSER=postgres PGOPTIONS='-c client_min_messages=warning' psql -qX \
		-c "drop schema $YIFEN_BOOK cascade" "$YIFEN_DATABASE"
}

server_stop() {
	exec 7>&-
	wait "$server_pid" || : # "the file is empty": it was never meant
	(
		unset YIFEN_DATABASE YIFEN_BOOK PGUSER
		YIFEN_HOME=$server "$YIFEN" stop
	) 2> /dev/null || :
}
