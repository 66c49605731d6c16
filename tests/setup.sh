#!/bin/sh
# Installs what building and testing need and this machine lacks (Debian 12 and
# what is like it).  With everything there it asks nobody: it works offline.
# No service is started, no cluster of the system's is made.
# usage: tests/setup.sh [clang|web]     clang, too, which only make fuzz needs;
# what make test-web needs: a browser, LibreOffice, a Chinese font
set -eu

# package, and the file that tells whether it is there
wanted='
gcc                    bin:gcc
libc6-dev              /usr/include/stdio.h
make                   bin:make
pkg-config             bin:pkg-config
git                    bin:git
python3                bin:python3
gettext                bin:msgfmt
xz-utils               bin:xz
openssl                bin:openssl
libxml2-utils          bin:xmllint
strace                 bin:strace
libpq-dev              pc:libpq
libxml2-dev            pc:libxml-2.0
libssl-dev             pc:openssl
libarchive-dev         pc:libarchive
zlib1g-dev             pc:zlib
libcsv-dev             /usr/include/csv.h
libunistring-dev       /usr/include/uninorm.h
libxlsxwriter-dev      /usr/include/xlsxwriter.h
libcunit1-dev          /usr/include/CUnit/Basic.h
postgresql-15          /usr/lib/postgresql/15/bin/initdb
postgresql-client-15   /usr/lib/postgresql/15/bin/psql
'

case ${1:-} in
web) wanted="$wanted
chromium               bin:chromium
libreoffice-calc       bin:soffice
fonts-noto-cjk         /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
" ;;
clang) wanted="$wanted
clang                  bin:clang
libclang-rt-14-dev     /usr/lib/llvm-14/lib/clang/14.0.6/lib/linux
" ;;
esac

say()
{
	echo "setup: $*"
}

is_there()
{
	case $1 in
	bin:*) command -v "${1#bin:}" >/dev/null 2>&1 ;;
	pc:*) pkg-config --exists "${1#pc:}" 2>/dev/null ;;
	*) test -e "$1" ;;
	esac
}

as_root()
{
	if test "$(id -u)" = 0; then
		"$@"
	else
		sudo "$@"
	fi
}

# Debian makes a cluster "main" and starts it when the server is installed.
prevent_cluster()
{
	folder=/etc/postgresql-common/createcluster.d
	as_root mkdir -p "$folder"
	echo 'create_main_cluster = false' |
		as_root tee "$folder/no-main-cluster.conf" >/dev/null
	if ! test -e /etc/postgresql-common/createcluster.conf; then
		# As the package has it, but for the first line; it asks
		# nothing when it finds a file (see the options of install).
		printf '%s\n' 'create_main_cluster = false' \
			"include_dir '$folder'" |
			as_root tee /etc/postgresql-common/createcluster.conf \
				>/dev/null
	fi
}

# apt says where it gets things from; what matters is whether it worked.
quietly()
{
	log=$(mktemp)
	if as_root env DEBIAN_FRONTEND=noninteractive "$@" >"$log" 2>&1; then
		rm -f "$log"
		return 0
	fi
	say "failed: $1 $2" >&2
	grep -E '^(E|W|dpkg):' "$log" | sed 's|[a-z]*://[^ ]*|...|g' >&2 || true
	rm -f "$log"
	return 1
}

install()
{
	quietly apt-get install -y -q --no-install-recommends \
		-o Dpkg::Options::=--force-confold "$@"
}

missing=
while read -r package file; do
	if test -n "$package" && ! is_there "$file"; then
		missing="$missing $package"
	fi
done <<END
$wanted
END

if test -z "$missing"; then
	say "everything is there"
	exit 0
fi

say "installing$missing"
case $missing in
*postgresql-15*) prevent_cluster ;;
esac
# shellcheck disable=SC2086
if ! install $missing 2>/dev/null; then
	say "asking for new package lists"
	quietly apt-get update -q
	# shellcheck disable=SC2086
	install $missing
fi
say "done"
