#!/bin/sh
# Wrong usage: exit status 2, one message, one hint, nothing on standard
# output; found before a database is needed.
. tests/cli/harness.sh

# wrong MESSAGE ARGUMENT...
wrong() {
	message=$1
	shift
	run "$@"
	status 2
	err "yifen: $message"
	empty out
}

wrong "which command?"
wrong "there is no command 'reconcile'" reconcile
wrong "there is no option --all" --all
wrong "there is no command 'Nightly'" Nightly

wrong "list knows no option --verdic" list orders --verdic paid
wrong "list knows no option -v" list orders -v
wrong "list: an operand is missing" list
wrong "list: 'fees' is one operand too many" list orders fees
wrong "list: '--ca' is one operand too many" list orders -- --ca
wrong "there is no list of 'fees'" list fees
err "hint: Say one of: orders, entries, matches"
wrong "--format: there is no 'xml'" list orders --format xml
err "hint: Say one of: table, csv, json"
wrong "--format needs a value: FORMAT" list orders --format
wrong "--ca stands twice" list orders --ca szca --ca=bjca
wrong "orders cannot be filtered by --mode" list orders --mode outbound
err "hint: It knows: --ca, --order, --verdict"
wrong "--verdict: there is no 'PAID'" list orders --verdict PAID
err "unpaid, awaiting, paid"
wrong "--state: there is no 'closed'" list breaks --state closed
err "hint: Say one of: open, proposed, resolved, all"
wrong "--state: there is no ''" list releases --state=
wrong "--kind: there is no 'x'" list breaks --kind x
err "reversed-after-release"
wrong "--run: '1x' is no number" list matches --run 1x
wrong "--date: " list entries --date 2026-02-30

wrong "--older-than: '3w' is no count of days" pending --older-than 3w
wrong "--state: there is no 'new'" pending --state new

wrong "nothing called 'prices' can be loaded" load prices x.csv
wrong "load: an operand is missing" load fees
wrong "nightly: --date is missing" nightly
wrong "--date: " nightly --date 2026-13-01
wrong "--strict takes no value" nightly --date 2026-11-16 --strict=yes
wrong "import: an operand is missing" import
wrong "--no-bill does not say whose bill" import --no-bill 2026-11-16
wrong "--no-bill says that there is no file" import --no-bill 2026-11-16 \
	--as wechat x.csv
wrong "--no-bill: " import --no-bill soon --as wechat
wrong "--channel: there is no 'mail'" deliver --channel mail
wrong "there is no format 'xls'" parse --as xls x

# What is quoted is shown, not obeyed.
run "$(printf 'a\033[31mb\rc')"
status 2
err 'a\x1B[31mb c'

finish
