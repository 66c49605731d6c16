#!/bin/sh
# Eight nightlies, then eight deliveries at once, again and again: each PIN is
# queued once and handed over once (reliability G12).  RACE_PINS: how many.
. tests/cli/harness.sh
. tests/cli/home.sh
pins=${RACE_PINS:-300}
workers=8
python3 - "$demo" "$work" "$pins" <<'PY'
import csv, glob, sys
demo, work, pins = sys.argv[1], sys.argv[2], int(sys.argv[3])
def rows(name):
    return list(csv.DictReader(open(f'{demo}/{name}', encoding='utf-8', newline='')))
def write(name, rows):
    with open(f'{work}/{name}', 'w', encoding='utf-8', newline='') as out:
        writer = csv.DictWriter(out, rows[0].keys(), lineterminator='\n')
        writer.writeheader()
        writer.writerows(rows)
policy = dict(next(r for r in rows('policies.csv') if r['ca'] == 'bjca'), pay_method='any', cert_kind='any',
              business='any', verify_mode='none', pin_channel='sms-handler', review_before_payment='no')
write('policies.csv', [policy])
fee = dict(rows('fees.csv')[0], ca='bjca', business='any', cert_kind='any', key_kind='any', years='',
           basis='per_order', amount_yuan='0', next_year_yuan='')
write('fees.csv', [fee])
order = next(r for path in sorted(glob.glob(demo + '/orders-*.csv')) for r in csv.DictReader(open(path)))
order.update(ca='bjca', business='new', review='approved', pay_method='none', pay_refs='', claimed_yuan='',
             claimed_at='', claimed_trade_no='', voucher_ref='', verify_mode='', verify_code='', project='',
             handler_mobile='13900000000', prior_cert_end='', created_at='2026-11-16 09:00:00',
             reviewed_at='2026-11-16 10:00:00')
write('orders.csv', [dict(order, order_no=f'BJ{i:08d}') for i in range(pins)])
PY
run init
status 0
keep_server
run load calendar $demo/calendar.csv
status 0
for kind in fees policies orders; do
	run load $kind "$work/$kind.csv"
	status 0
done
mkdir "$work/inbox"

# at_once COMMAND...: eight of it; each does its work, or says who does.
at_once() {
	ran="yifen $*, $workers at once"
	for i in $(seq $workers); do
		(
			"$YIFEN" "$@" > "$work/out.$i" 2>&1 < /dev/null
			echo $? > "$work/status.$i"
		) &
		workers_pids="${workers_pids:-} $!"
	done
	wait $workers_pids
	workers_pids=
	for i in $(seq $workers); do
		case $(cat "$work/status.$i") in
		0) done=$((done + 1)) ;;
		5) ;;
		*)
			cp "$work/out.$i" "$work/err"
			fault "exit status $(cat "$work/status.$i")"
			;;
		esac
	done
}

done=0
at_once nightly --date 2026-11-16 --inbox "$work/inbox"
[ $done -gt 0 ] || fault "nobody did the night"
done=0
for round in 1 2 3; do
	at_once deliver --plain-outbox
done
[ $done -gt 0 ] || fault "nobody delivered"

# Each PIN in one file, once; each release handed over once; no batch missing.
run list releases --format csv
status 0
python3 - "$work/out" "$YIFEN_HOME/outbox/sms" "$pins" << 'PY'
import collections, csv, glob, os, sys
pins = int(sys.argv[3])
released = [r for r in csv.DictReader(open(sys.argv[1]))]
batches = sorted(glob.glob(sys.argv[2] + '/*.csv'))
sent = collections.Counter(r['order_no'] for path in batches for r in csv.DictReader(open(path)))
doubles = sum(n > 1 for n in sent.values())
states = collections.Counter(r['state'] for r in released)
names = [os.path.basename(p) for p in batches]
print(f'= {pins} PINs, {len(sent)} handed over, {doubles} doubles, {len(batches)} batches')
sys.exit(len(sent) != pins or doubles or states != {'handed-over': pins} or
         names != [f'{i + 1:06d}.csv' for i in range(len(names))])
PY
[ $? -eq 0 ] || fault "a PIN was lost or released twice"
finish
