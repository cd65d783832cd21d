#!/bin/sh
# Has Microsoft's SARIF Multitool, a reader that nobody here wrote, look at a misfire.sarif.
#
#   scripts/check-sarif.sh [LOG]     without one: the example of the tests
#
# npm brings the tool (44 MB) into a folder that is removed again. Its exit status says nothing of what it found, so its
# words are counted: any `error` or `warning` fails, but SARIF2005, which wants a page on the web, as misfire has none.
# Its notes are advice on style: pages for the rules, and numbers as their ids.
set -eu
log=$(readlink -f "${1:-$(dirname "$0")/../tests/report/golden/misfire.sarif}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm pack --silent @microsoft/sarif-multitool-linux@5.7.0 >/dev/null
tar xzf ./*.tgz
chmod +x package/Sarif.Multitool
./package/Sarif.Multitool validate "$log" --level "Error;Warning;Note" >said.txt 2>&1 || true
grep -q '^Analysis completed successfully' said.txt || { cat said.txt; exit 1; }
grep -E '\): (error|warning) ' said.txt | grep -v ' SARIF2005:' >wrong.txt || true
cat wrong.txt
errors=$(wc -l <wrong.txt)
notes=$(grep -cE '\): note ' said.txt || true)
echo "SARIF Multitool: $errors errors and warnings, $notes notes in $log"
[ "$errors" -eq 0 ]
