#!/usr/bin/env bash
# Installs a package of misfire in a bare Debian, and does there what docs/getting-started.md says, word for word, with
# nothing else installed than what the page names. As root.
#
#   scripts/try-package.sh bookworm|trixie|sid PACKAGE.deb [--in FOLDER]
#
#   PACKAGE.deb      made by scripts/package.sh on such a system
#   --in FOLDER      where the system is made, anew each time; default build/try-SUITE
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/debian-system.sh

suite=${1:-} package=${2:-} folder=build/try-${1:-}
case $suite in bookworm | trixie | sid) ;; *) package= ;; esac
[ "${3:-}" != --in ] || folder=${4:?--in wants a folder}
[ -f "$package" ] || {
  echo "try-package.sh: how: scripts/try-package.sh bookworm|trixie|sid PACKAGE.deb [--in FOLDER]" >&2
  exit 1
}
folder=$(realpath -m "$folder")
rm -rf "$folder"
make_system "$suite" "$folder"
mkdir "$folder/root/page"
# Nobody is there to say yes.
echo 'APT::Get::Assume-Yes "true";' >"$folder/etc/apt/apt.conf.d/yes"
cp "$package" "$folder/root/page/misfire_try.deb"

# The page's commands: those that are run, and those that install the package; and its files.
awk -v folder="$folder/root/page" '
  /^```$/ && inside { inside = 0; out = ""; next }
  /^```/ { inside = 1; if (marker == "<!-- run -->" || marker == "<!-- not run: it installs the package -->") out = folder "/commands.sh"
           else if (match(marker, /^<!-- file: [^ ]+ -->$/)) { out = folder "/" substr(marker, 12, length(marker) - 15)
             made = out; sub("/[^/]*$", "", made); system("mkdir -p " made) }
           else out = ""; next }
  inside && out { print >out }
  { marker = $0 }' docs/getting-started.md

cat >"$folder/try.sh" <<'INSIDE'
set -euo pipefail
cd /root/page
export DEBIAN_FRONTEND=noninteractive
SECONDS=0
apt-get update -qq
bash -e commands.sh
echo "try-package: from a bare system to the end of the page in $((SECONDS / 60)) min $((SECONDS % 60)) s"
INSIDE
enter_system "$folder" /try.sh
