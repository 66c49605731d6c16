#!/bin/sh
# yifen import of what the bank says of payments (pain.002): a file without
# entries, taken once, all of it or nothing.
. tests/cli/harness.sh
. tests/cli/home.sh
reports=fixtures/statements/pain002
part=$reports/ok/v10-part-of-a-block.xml
reference_data

run import --dry-run "$part"
status 0
err "v10-part-of-a-block.xml: pain002, 3 payment statuses; nothing was stored"
run list files --format csv
[ "$(wc -l < "$work/out")" = 1 ] || fault "a dry run stored a file"

run import "$part"
status 0
run list files --format csv
out ",pain002,,3,0,0,imported,"
run list entries --format csv
[ "$(wc -l < "$work/out")" = 1 ] || fault "a status became an entry"
snapshot first

# The same file again says nothing new; under another name it is a duplicate.
run import "$part"
status 0
snapshot again
unchanged first again
cp "$part" "$work/again.xml"
run import "$work/again.xml"
status 0
run list files --format csv
out "again.xml,"
out ",pain002,,3,0,0,duplicate,"

# One that is wrong in its second half is refused whole.
sed 's|<OrgnlEndToEndId>YF20261123000002</OrgnlEndToEndId>||; s|-1</OrgnlMsgId>|-2</OrgnlMsgId>|' \
	"$part" > "$work/half.xml"
run import "$work/half.xml"
status 3
err "half.xml:8: TxInfAndSts/OrgnlEndToEndId is missing"
run list files --state quarantined --format csv
out "half.xml,"

# A later report of the same payments is a file of its own; one that says
# nothing is taken, too, also twice.
sed 's|ACSP|RJCT|' "$part" > "$work/later.xml"
run import "$work/later.xml" $reports/ok/nothing-said.xml
status 0
run import "$work/later.xml" $reports/ok/nothing-said.xml
status 0
run list files --state imported --format csv
[ "$(wc -l < "$work/out")" = 4 ] || fault "not three files are imported"

# A payment order is no report.
run import $reports/bad/pain001.xml
status 3
err "pain001.xml: a payment order (pain.001), not a statement"

# A night takes it from the inbox, whatever day its name says or not.
mkdir "$work/inbox"
cp $reports/ok/whole-message-rejected.xml "$work/inbox"
night 2026-11-16 "$work/inbox"
status 0
run list files --format csv
out "whole-message-rejected.xml,"
run list entries --format csv
[ "$(wc -l < "$work/out")" = 1 ] || fault "a status became an entry"

# The bank cites our remark: the words are kept, the code in them is not.
code=$(python3 - "$demo/orders-2026-11-16.csv" <<'PY'
import csv, sys
print(next(row['verify_code'] for row in csv.DictReader(open(sys.argv[1]))
           if row['verify_code']))
PY
)
sed "s|控制总额不符|cited words: $code|" $reports/ok/whole-message-rejected.xml \
	> "$work/cites.xml"
grep -q "cited words: $code" "$work/cites.xml" || fault "no code to look for"
run import "$work/cites.xml"
status 0
stop_server
grep -rqaF "cited words: " "$YIFEN_HOME/pg" || fault "the words are not kept"
grep -rqaF "cited words: $code" "$YIFEN_HOME/pg" && fault "the code is in clear"
finish
