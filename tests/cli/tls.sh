#!/bin/sh
# A server beyond this machine proves who it is, or nothing is said to it
# (reliability.md G42).  "Beyond" is what a host's name says: here it stands
# for a server on a loopback port.
. tests/cli/harness.sh
command -v openssl > /dev/null || { echo "SKIPPED: no openssl"; exit 77; }
bin=$(pg_config --bindir)
chmod 755 "$work"
pg=$work/server
port=$(python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])')

# PostgreSQL refuses root.
as_server() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=postgres --regid=postgres --init-groups "$@"
	else
		"$@"
	fi
}

# authority NAME, certificate NAME AUTHORITY HOST DAYS
authority() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-days 30 -subj "/CN=$1" -keyout "$work/$1.key" \
		-out "$work/$1.pem" 2> /dev/null
}

certificate() {
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-subj "/CN=$3" -keyout "$work/$1.key" \
		-out "$work/$1.csr" 2> /dev/null
	printf 'subjectAltName=DNS:%s\n' "$3" > "$work/$1.ext"
	openssl x509 -req -in "$work/$1.csr" -CA "$work/$2.pem" \
		-CAkey "$work/$2.key" -set_serial 1 -days "$4" \
		-extfile "$work/$1.ext" -out "$work/$1.pem" 2> /dev/null
}

# serve CERTIFICATE|plain: what the server shows from now on.
serve() {
	if [ "$1" = plain ]; then
		ssl=off
	else
		ssl=on
		cat "$work/$1.pem" > "$pg/data/server.crt"
		cat "$work/$1.key" > "$pg/data/server.key"
	fi
	as_server "$bin/pg_ctl" -s -w -D "$pg/data" -l "$pg/log" \
		-o "-c ssl=$ssl -c listen_addresses=127.0.0.1 -p $port \
		-c unix_socket_directories=" restart 2> /dev/null
}

authority ours
authority others
certificate right ours db.example 30
certificate stale ours db.example -1
certificate foreign others db.example 30
export PGPASSWORD=it-is-only-a-test
mkdir "$pg" && echo "$PGPASSWORD" > "$pg/password"
[ "$(id -u)" != 0 ] || chown -R postgres: "$pg"
as_server "$bin/initdb" -D "$pg/data" -U postgres --auth=scram-sha-256 \
	--pwfile="$pg/password" -E UTF8 --locale=C > /dev/null
touch "$pg/data/server.crt" "$pg/data/server.key"
chmod 600 "$pg/data/server.key"
[ "$(id -u)" != 0 ] || chown postgres: "$pg/data/server.crt" \
	"$pg/data/server.key"
trap 'as_server "$bin/pg_ctl" -s -m immediate -D "$pg/data" stop; rm -rf "$work"' EXIT

# reach [MORE]: init of a book there.
reach() {
	YIFEN_DATABASE="host=${host:-db.example} hostaddr=127.0.0.1 port=$port \
user=postgres dbname=postgres sslrootcert=$work/ours.pem $*" \
	YIFEN_HOME=$work/home run init
	ran="yifen init, $what"
}

serve right
what="a server that proves who it is"
reach
status 0
what="a certificate of another name"
host=else.example reach
status 6
err 'does not match host name'
what="a certificate of another authority"
reach "sslrootcert=$work/others.pem"
status 6
err 'certificate verify failed'

what="a string that asks for less"
for mode in disable allow prefer require verify-ca; do
	reach "sslmode=$mode"
	status 2
	err "sslmode=$mode lets"
	err 'Say sslmode=verify-full'
done
what="a service that asks for less"
cat > "$work/services" <<END
[less]
host=db.example
hostaddr=127.0.0.1
port=$port
user=postgres
dbname=postgres
sslmode=require
[silent]
host=db.example
hostaddr=127.0.0.1
port=$port
END
for service in less silent; do
	YIFEN_HOME=$work/home PGSERVICEFILE=$work/services PGSERVICE=$service \
		run init
	status 2
	err 'lets it go without proving'
done

serve stale
what="a certificate that has ended"
reach
status 6
err 'certificate verify failed'
serve foreign
what="a server with another authority's certificate"
reach
status 6
err 'certificate verify failed'

serve plain
what="a server without TLS"
reach
status 6
err 'server does not support SSL'
what="a server without TLS, and an environment that asks for none"
PGSSLMODE=disable reach
status 6
err 'server does not support SSL'
finish
