#!/bin/sh
# LibreOffice opens the workbooks of a night and reads what the CSV files say;
# of 500 hostile texts it makes no formula, in a workbook or from CSV.
set -u
: "${YIFEN:=$PWD/build/yifen}" "${B:=build}"
if ! command -v soffice > /dev/null; then
	echo "SKIPPED: there is no LibreOffice: make test-web installs it"
	exit 77
fi
. tests/web/nights.sh
bad=0

# convert FORMAT INTO FILE...
convert() {
	format=$1 into=$2
	shift 2
	HOME=$work soffice --headless --norestore \
		"-env:UserInstallation=file://$work/office" \
		--convert-to "$format" --outdir "$into" "$@" > "$work/log" 2>&1 ||
		{
			tail -n 20 "$work/log"
			exit 1
		}
}

# formulas FILE: how many there are in a flat document.
formulas() {
	grep -o 'table:formula=' "$1" | wc -l
}

make_nights C.UTF-8 > "$work/log" 2>&1 || {
	tail -n 20 "$work/log"
	exit 1
}
folder=$work/C.UTF-8/$day
convert "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true" \
	"$work/converted" "$folder"/*.xlsx
python3 tests/web/workbooks.py reports "$folder" "$work/converted" || bad=1

mkdir "$work/hostile"
for format in csv xlsx html; do
	"$B/tests/hostile" $format > "$work/hostile/$format.$format" || bad=1
done
# A file that has one shows that it would be seen.
printf 'no,text\n1,=1+1\n' > "$work/hostile/control.csv"
# As a person opens them: formulas are evaluated (the last token but two).
import="CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"
for name in csv control; do
	HOME=$work soffice --headless --norestore \
		"-env:UserInstallation=file://$work/office" \
		"--infilter=$import" --convert-to fods \
		--outdir "$work/hostile" "$work/hostile/$name.csv" \
		> "$work/log" 2>&1 || bad=1
done
convert fods "$work/hostile" "$work/hostile/xlsx.xlsx"
echo "= 500 hostile texts: $(formulas "$work/hostile/csv.fods") formulas in" \
	"CSV, $(formulas "$work/hostile/xlsx.fods") in a workbook," \
	"$(formulas "$work/hostile/control.fods") in the control"
[ "$(formulas "$work/hostile/csv.fods")" -eq 0 ] &&
	[ "$(formulas "$work/hostile/xlsx.fods")" -eq 0 ] &&
	[ "$(formulas "$work/hostile/control.fods")" -eq 1 ] || bad=1
# All of them are there, as texts (two that are equal and side by side are one
# cell to a flat document); in the page none is markup.
texts=$(grep -o 'office:value-type="string"' "$work/hostile/xlsx.fods" | wc -l)
[ "$texts" -ge 500 ] ||
	{ echo "the workbook lacks texts"; bad=1; }
! grep -q '<img' "$work/hostile/html.html" ||
	{ echo "the page holds markup of a text"; bad=1; }
exit $bad
