#!/bin/sh
# What says what yifen is to do is its owner's alone to write (reliability.md
# G43): the home, and the profiles in it.  The keys: tests/cli/secrets.sh.
. tests/cli/harness.sh
. tests/cli/home.sh
umask 022

run init
status 0
keep_server
mkdir "$YIFEN_HOME/formats"
cat > "$YIFEN_HOME/formats/mybank.profile" << 'END'
format   mybank
title    My Bank, account details
variants csv
column   Date            day dmy
column   Amount          amount
column   Saldo           balance
END
run formats
status 0
out mybank

for loose in formats/mybank.profile formats; do
	chmod g+w "$YIFEN_HOME/$loose"
	run formats
	status 2
	err "$YIFEN_HOME/$loose: others may write it"
	err "chmod go-w $YIFEN_HOME/$loose"
	chmod g-w "$YIFEN_HOME/$loose"
done

chmod o+w "$YIFEN_HOME"
for command in 'list runs' init deliver; do
	# shellcheck disable=SC2086
	run $command
	status 2
	err "$YIFEN_HOME: others may write it"
done
chmod o-w "$YIFEN_HOME"
run list runs
status 0
finish
