#!/bin/sh
# docs/explain/rules.md and breaks.md hold what explain says: for each rule and
# each kind of break one case of the demonstration's nights and of the two that
# fixtures/explain adds, byte for byte; for some in Chinese too.
# usage: tests/cli/explain_docs.sh [--write]
. tests/cli/harness.sh
. tests/cli/home.sh
chinese="combined account-code payer-mismatch ambiguous missing returned"

# ask SUBJECT NAME: the question and the answer, as they look on a terminal.
ask() {
	printf '```\n$ yifen explain %s\n' "$1"
	LC_ALL=C.UTF-8 "$YIFEN" explain "$1" | sed 's/ *$//'
	printf '```\n\n'
	case " $chinese " in *" $2 "*) ;; *) return ;; esac
	printf '```\n$ LANG=zh_CN.UTF-8 yifen explain %s\n' "$1"
	LC_ALL= LANG=zh_CN.UTF-8 "$YIFEN" explain "$1" | sed 's/ *$//'
	printf '```\n\n'
}

# first COLUMN LIST...: that column of a list's first row.
first() {
	column=$1
	shift
	"$YIFEN" list "$@" --format csv | sed -n 2p | cut -d, -f"$column"
}

# section NAME SUBJECT
section() {
	if [ -z "$2" ]; then
		fault "nothing shows $1"
		return
	fi
	printf '## `%s`\n\n' "$1"
	ask "$2" "$1"
}

rules() {
	cat <<'END'
# Rules, as explain shows them

Made by tests/cli/explain_docs.sh from fixtures/demo and fixtures/explain: all
of it is invented.  What each rule means: [rules.md](../rules.md).

END
	for rule in merchant-ref channel-ref voucher-ref order-in-remark \
		payer-account payer-name combined part-payment refund-ref \
		refunded settlement end-to-end-id account-code account code
	do
		section $rule "$(first 1 entries --rule $rule)"
	done
	printf '# Other answers\n\n'
	section 'an order that waits for a bill' \
		"$(first 1 orders --verdict awaiting)"
	section 'a verification' "$(first 1 verifications --state wrong-code)"
}

breaks() {
	cat <<'END'
# Breaks, as explain shows them

Made by tests/cli/explain_docs.sh from fixtures/demo and fixtures/explain: all
of it is invented.  What each break means: [rules.md](../rules.md).

END
	for kind in short over duplicate missing unpriced suspense \
		payer-mismatch ambiguous refund-unmatched returned \
		returned-after-verify wrong-code settlement-difference \
		statement-gap balance-mismatch status-mismatch \
		paid-before-review reversed-after-release
	do
		section $kind "$(first 1 breaks --state all --kind $kind)"
	done
}

reference_data
run import --no-bill 2026-11-15 --as wechat
for day in 2026-11-16 2026-11-17 2026-11-18; do
	night $day $demo/inbox-$day
	run deliver --plain-outbox
done
demo=fixtures/explain
for day in 2026-11-19 2026-11-20; do
	night $day $demo/inbox-$day
	status 0
	run deliver --plain-outbox
done

# A statement whose predecessor is missing, and one that begins otherwise.
# statement DAY OPENING CLOSING
statement() {
	mkdir -p "$work/inbox-$1"
	{
		sed '/<Ntry>/d; /<Bal>/d; /<\/Stmt>/,$d' $demo/inbox-2026-11-20/*.xml |
			sed "s/2026-11-20/$1/g; s/20261120/$(echo $1 | tr -d -)/g"
		for balance in OPBD:$2 CLBD:$3; do
			printf '<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>\n' \
				${balance%:*} ${balance#*:} $1
		done
		printf '</Stmt></BkToCstmrStmt></Document>\n'
	} > "$work/inbox-$1/statement.xml"
	run nightly --date $1 --inbox "$work/inbox-$1"
	status 0
}

# page NAME, --write or nothing
page() {
	ran="explain_docs.sh: $1"
	$1 > "$work/page"
	if [ "$2" = --write ]; then
		cp "$work/page" docs/explain/$1.md
	elif ! cmp -s "$work/page" docs/explain/$1.md; then
		fault "docs/explain/$1.md is not what explain says"
		diff docs/explain/$1.md "$work/page" | head -20
	fi
}
page rules "${1:-}"
statement 2026-11-24 1000000.00 1000000.00
statement 2026-11-25 1000001.00 1000001.00
page breaks "${1:-}"
finish
