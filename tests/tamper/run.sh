#!/bin/sh
# Books that somebody tampered with, and what "yifen audit" says of them.
# usage: tests/tamper/run.sh       COUNT (default 1000) tamperings from SEED (1)
#
# A small book of three nights with people's decisions is made once; each
# tampering is done to a copy of its database, as the server's superuser.  All
# must be found, and each at its place (tamper.py says what that is).
set -u
: "${YIFEN:=$PWD/build/yifen}"
if ! command -v psql > /dev/null; then
	echo "SKIPPED: psql is not there: nobody to tamper"
	exit 77
fi
export YIFEN LC_ALL=C
. tests/harness/server.sh
work=$(mktemp -d) && chmod 755 "$work"
trap 'server_stop; rm -rf "$work"' EXIT
server_start "$work" || exit 1
python3 tests/tamper/tamper.py --server "host=$server/pg port=5432" \
	--home "$work/home" --count "${COUNT:-1000}" --seed "${SEED:-1}"
