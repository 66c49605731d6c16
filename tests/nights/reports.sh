#!/bin/sh
# How long the reports of a night take, and how much memory: less than 10 s and
# 256 MB for 100,000 orders, and so for fewer.
#
#	ORDERS=100000 sh tests/nights/reports.sh
set -u
: "${YIFEN:=$PWD/build/yifen}" "${ORDERS:=3000}"
if [ ! -f ../shared/tools/daygen/daygen.py ]; then
	echo "SKIPPED: ../shared/tools/daygen is not there: no days to report"
	exit 77
fi
DAYS=1
. tests/web/nights.sh
make_nights C.UTF-8 > "$work/log" 2>&1 || {
	tail -n 20 "$work/log"
	exit 1
}
folder=$YIFEN_HOME/reports/$day

# seconds: of a repetition of the night, in hundredths.
seconds() {
	start=$(date +%s%N)
	"$YIFEN" nightly --date "$day" > "$work/log" 2>&1 || {
		tail -n 20 "$work/log"
		exit 1
	}
	echo $((($(date +%s%N) - start) / 10000000))
}

with=$(seconds)
[ -s "$folder/index.html" ] || { echo "no reports"; exit 1; }
without=$(seconds)
# The reports one by one, without the night that decides.
most=0
for name in $(ls "$folder" | sed -n 's/\.csv$//p'); do
	for format in csv xlsx html; do
		python3 - "$YIFEN" report "$name" --format $format > "$work/memory" <<-'END' ||
		import resource, subprocess, sys
		subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
		print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
		END
			{ echo "report $name --format $format failed"; exit 1; }
		memory=$(cat "$work/memory")
		[ "$memory" -le "$most" ] || most=$memory
	done
done
took=$((with - without))
echo "= $ORDERS orders: all reports in $took/100 s, at most $most MB"
[ $took -lt 1000 ] && [ "$most" -lt 256 ]
