# Sourced: the reports of some nights, in both languages.
. tests/harness/server.sh
work=$(mktemp -d) && chmod 755 "$work"
unset LC_ALL LC_MESSAGES LANGUAGE
trap 'server_stop; rm -rf "$work"' EXIT

# make_days DIR: five days of many orders where their maker is there, else the
# three of the demonstration.
make_days() {
	tools=../shared/tools/daygen
	if [ -f $tools/daygen.py ]; then
		python3 $tools/daygen.py --out "$1" --seed 7 \
			--orders "${ORDERS:-300}" --days "${DAYS:-5}" \
			--bank camt
	else
		mkdir "$1" && cp -r fixtures/demo/. "$1"
	fi
}

# a night's folder: once in each language, since one that is there stays.
night_in() {
	LANG=$1 "$YIFEN" nightly --date "$day" --inbox "$inbox" || return 1
	mkdir -p "$work/$1" && mv "$YIFEN_HOME/reports/$day" "$work/$1/$day"
}

# make_nights: $work/LANG/DAY of each.
make_nights() {
	make_days "$work/days" && server_start "$work" &&
		server_book "$work/home" pages || return 1
	for kind in calendar fees policies channels; do
		"$YIFEN" load $kind "$work/days/$kind.csv" || return 1
	done
	for inbox in "$work"/days/inbox-*; do
		day=${inbox##*inbox-}
		[ ! -f "$work/days/orders-$day.csv" ] ||
			"$YIFEN" load orders "$work/days/orders-$day.csv" ||
			return 1
		for language in $*; do night_in $language || return 1; done
		"$YIFEN" deliver --plain-outbox || return 1
	done
}
