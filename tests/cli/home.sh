# Sourced after harness.sh: a home of the test's own, and the demonstration's
# files.  The server stops with the last that uses it: keep_server is one.
export YIFEN_HOME=$work/home
demo=fixtures/demo
chmod 755 "$work"
keeper=
trap 'stop_server; rm -rf "$work"' EXIT

stop_server() {
	[ -z "$keeper" ] || kill $keeper 2> /dev/null
	keeper=
	"$YIFEN" stop > /dev/null 2>&1
}

# keep_server: the server that the next command starts stays up, which saves
# most of the time.  A command shares the lock of the server while it uses it;
# so does the keeper, one process that is killed at the end.
keep_server() {
	(
		until [ -e "$YIFEN_HOME/pg/postmaster.pid" ]; do
			sleep 0.02
		done
		# It was started, and perhaps stopped again.
		exec flock -sF "$YIFEN_HOME/pg.lock" sh -c \
			'test ! -e "$1" || exec sleep 600' \
			keeper "$YIFEN_HOME/pg/postmaster.pid"
	) > /dev/null 2>&1 &
	keeper=$!
}

# reference_data: a book that is ready for its first night.
reference_data() {
	run init
	status 0
	keep_server
	for kind in calendar fees policies channels; do
		run load $kind $demo/$kind.csv
		status 0
	done
}

# night DAY INBOX: that day's orders, the night over a copy of its inbox.
night() {
	[ ! -f "$demo/orders-$1.csv" ] || {
		run load orders "$demo/orders-$1.csv"
		status 0
	}
	run nightly --date "$1" --inbox "$2"
}

# snapshot NAME: every list, byte for byte.
snapshot() {
	mkdir -p "$work/$1"
	for list in orders entries matches verifications releases files runs; do
		"$YIFEN" list $list --format csv > "$work/$1/$list"
	done
	"$YIFEN" list breaks --state all --format csv > "$work/$1/breaks"
	"$YIFEN" pending --format json > "$work/$1/pending"
}

# unchanged A B [but LIST...]: two snapshots are the same.
unchanged() {
	for file in "$work/$1"/*; do
		case " $* " in *" but-${file##*/} "*) continue ;; esac
		cmp -s "$file" "$work/$2/${file##*/}" || {
			fault "the list of ${file##*/} differs"
			diff "$file" "$work/$2/${file##*/}" | head -5
		}
	done
}
