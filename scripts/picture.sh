#!/usr/bin/env bash
# Takes the picture of a report that README.md shows: docs/report.png, by Chromium.
#
#   scripts/picture.sh [REPORT]     default: the report of the demo's campaign (scripts/demo.sh)
set -euo pipefail
cd "$(dirname "$0")/.."

report=$(realpath "${1:-build/demo/misfire.out/report.html}")
chromium=$(command -v chromium chromium-browser google-chrome | head -n 1) || {
  echo "picture.sh: there is no chromium (Debian: apt-get install chromium)" >&2
  exit 1
}
test -f "$report" || {
  echo "picture.sh: there is no $report; scripts/demo.sh makes it" >&2
  exit 1
}
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
# The page draws itself, and is given the time for that; wide enough for its two cards, and as high as what is worth seeing.
"$chromium" --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$profile" --virtual-time-budget=10000 \
  --window-size="${WINDOW:-1100,1000}" --screenshot="$PWD/docs/report.png" "file://$report" 2>"$profile/log" || {
  cat "$profile/log" >&2
  exit 1
}
size=$(stat -c %s docs/report.png)
echo "docs/report.png: $size bytes"
test "$size" -lt 200000 || {
  echo "picture.sh: that is too large for a repository: make the window smaller (WINDOW=1000,800)" >&2
  exit 1
}
