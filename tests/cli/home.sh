# Sourced after harness.sh: a home of the test's own, and the demonstration's
# files.  The server stops with the command that uses it.
export YIFEN_HOME=$work/home
demo=fixtures/demo
chmod 755 "$work"
trap '"$YIFEN" stop > /dev/null 2>&1; rm -rf "$work"' EXIT

# reference_data: a book that is ready for its first night.
reference_data() {
	run init
	status 0
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
