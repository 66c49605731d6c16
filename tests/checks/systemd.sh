#!/bin/sh
# The units of docs/systemd are what systemd understands, and what they leave
# open is rated (systemd-analyze security): at most EXPOSURE tenths of 100.
# reliability.md G43, E23.
set -eu
limit=12
if ! command -v systemd-analyze > /dev/null; then
	echo "SKIPPED: there is no systemd-analyze on this machine"
	exit 77
fi
bad=0
for unit in docs/systemd/*.service; do
	said=$(systemd-analyze security --offline=true --no-pager "$unit" 2>&1)
	rate=$(echo "$said" | sed -n 's/.*Overall exposure level.*: \([0-9]*\)\.\([0-9]\).*/\1\2/p')
	case $rate in
	'' | *[!0-9]*)
		echo "$unit: no rating: $said" | head -3
		bad=1
		continue
		;;
	esac
	rate=${rate#0}
	echo "= $unit: exposure $rate tenths"
	if [ "${rate:-0}" -gt $limit ]; then
		echo "$unit: exposed by $rate tenths, more than $limit"
		echo "$said" | grep '^✗' | head
		bad=1
	fi
done
# Unknown settings are only warned of.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for unit in docs/systemd/*.service docs/systemd/*.timer; do
	sed 's|^ExecStart=.*|ExecStart=/bin/true|; s|^Documentation=.*||' \
		"$unit" > "$work/${unit##*/}"
done
said=$(systemd-analyze verify --man=no "$work"/*.timer "$work"/*.service 2>&1 |
	grep -F "$work" || :)
if [ -n "$said" ]; then
	echo "$said" | sed "s|$work|docs/systemd|"
	bad=1
fi
exit $bad
