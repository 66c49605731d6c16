# Sourced after home.sh: certificates of channels, with the keys that open what
# is encrypted to them.

# certificate NAME [OPTION...]: $work/NAME.pem and $work/NAME.key, made by
# openssl req; RSA of 2048 bits unless the options say otherwise.
certificate() {
	name=$1
	shift
	[ $# -gt 0 ] || set -- -newkey rsa:2048
	openssl req -x509 -nodes -subj "/CN=$name" -keyout "$work/$name.key" \
		-out "$work/$name.pem" "$@" 2> /dev/null
}

# configure CHANNEL NAME: that channel gets files by that certificate.
configure() {
	mkdir -p "$YIFEN_HOME/keys/channels"
	cp "$work/$2.pem" "$YIFEN_HOME/keys/channels/$1.pem"
}

# opened FILE NAME: what is in FILE, on standard output, by NAME's key and
# the signer that the outbox names.
opened() {
	openssl cms -decrypt -binary -inform DER -in "$1" \
		-recip "$work/$2.pem" -inkey "$work/$2.key" \
		-out "$work/signed" 2> "$work/openssl" &&
		openssl cms -verify -binary -inform DER -in "$work/signed" \
			-CAfile "$YIFEN_HOME/outbox/signer.pem" \
			2> "$work/openssl"
}
