#!/bin/sh
# Random days that must keep their promises; see properties.py.
# usage: tests/properties/run.sh [SEED...]      (from the root of the project)
#
# NIGHTS a seed (default 10).  A seed gives the same days again.  KEEP=DIR
# leaves the files of each night there.
set -eu
: "${YIFEN:=$PWD/build/yifen}"
export YIFEN LC_ALL=C
[ $# -gt 0 ] || set -- 1 2
. tests/harness/server.sh
work=$(mktemp -d) && chmod 755 "$work"
trap 'server_stop; rm -rf "$work"' EXIT
server_start "$work"
python3 tests/properties/properties.py "$(server_conninfo)" \
	"${KEEP:-$work}/seeds" "${NIGHTS:-10}" "$@"
