#!/bin/sh
# init makes the book; again it changes nothing; stop leaves no process.
. tests/cli/harness.sh
. tests/cli/home.sh

run init
status 0
err "the book was made"
[ "$(stat -c %a "$YIFEN_HOME/keys")" = 700 ] || fault "keys are not private"
find "$YIFEN_HOME/keys" -type f | xargs sha256sum > "$work/keys.1"
snapshot before

run init
status 0
empty err
find "$YIFEN_HOME/keys" -type f | xargs sha256sum > "$work/keys.2"
cmp -s "$work/keys.1" "$work/keys.2" || fault "the keys changed"
snapshot after
unchanged before after

run stop
status 0
pgrep -f "$YIFEN_HOME" > /dev/null && fault "a process is left behind"

# A command without a book says what to do.
YIFEN_HOME=$work/nowhere
run list orders
status 2
err "yifen init"
YIFEN_HOME=$work/home

# A server that is not there is exit status 6.
YIFEN_DATABASE="host=$work dbname=nothing"
export YIFEN_DATABASE
run list orders
status 6
unset YIFEN_DATABASE
finish
