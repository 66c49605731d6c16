#!/bin/sh
# Every page of some nights in Chromium, Chinese and English, wide and on a
# phone, light and dark: nothing in the console, nothing loaded, no scrolling
# sideways, texts that can be read, charts that say what the CSV says.
# usage: tests/web/pages.sh     (make test-web installs what it needs)
set -u
: "${YIFEN:=$PWD/build/yifen}"
for chromium in chromium chromium-browser google-chrome none; do
	command -v $chromium > /dev/null && break
done
if [ $chromium = none ]; then
	echo "SKIPPED: there is no Chromium: make test-web installs it"
	exit 77
fi
. tests/web/nights.sh
make_nights zh_CN.UTF-8 C.UTF-8 > "$work/log" 2>&1 || {
	tail -n 20 "$work/log"
	exit 1
}
set --
for folder in "$work"/zh_CN.UTF-8/*; do set -- "$@" "zh-CN=$folder"; done
for folder in "$work"/C.UTF-8/*; do set -- "$@" "en=$folder"; done
python3 tests/web/check.py $chromium reports "$@"
