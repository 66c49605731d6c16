#!/bin/sh
# yifen formats: one answer in three forms.
. tests/cli/harness.sh

run formats
status 0
out "wechat-trade"
empty err
rows=$(wc -l < "$work/out")

run formats --format csv
status 0
[ "$(wc -l < "$work/out")" -eq "$rows" ] || fault "another number of rows"
out "format,source,title,variants"

run formats --format=json
status 0
out '{"format":"alipay-trade","source":"alipay",'

finish
