#!/usr/bin/env bash
# Reads the headers that libtorch installs as if they were a subject's: each outside ATen/ops in a source that includes it
# alone, those of ATen/ops 200 at a time. Prints how many were read, how many Clang itself refuses (headers that are no use
# by themselves, and CUDA's), and how many deaths there were, and fails if there were any.
#
#   scripts/read-libtorch-headers.sh [EVERY]      every EVERYth source alone, for a try; 1 by default
#
# LIBTORCH_INCLUDE names the folder that holds torch/, ATen/ and c10/ (/usr/include by default). On two cores it takes hours.
set -euo pipefail
cd "$(dirname "$0")/.."
every=${1:-1}
include=${LIBTORCH_INCLUDE:-/usr/include}

[ -f build/build.ninja ] || cmake -G Ninja -B build >/dev/null
cmake --build build --target read_sources >/dev/null
folder=$(mktemp -d "${TMPDIR:-/tmp}/misfire-headers-XXXXXX")
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/include" "$folder/sources"
for part in torch ATen c10 caffe2; do
  [ ! -d "$include/$part" ] || cp -r "$include/$part" "$folder/include/"
done

cd "$folder/include"
find . -name '*.h' ! -path './ATen/ops/*' -printf '%P\n' | sort | while read -r header; do
  # The front end's headers are found in a folder of their own.
  echo "#include <${header#torch/csrc/api/include/}>" >"$folder/sources/${header//\//+}.cpp"
done
find ATen/ops -name '*.h' -printf 'ATen/ops/%P\n' | sort | split -l 200 - "$folder/ops-"
for list in "$folder"/ops-*; do
  sed 's/.*/#include <&>/' "$list" >"$folder/sources/ATen+ops+${list##*-}.cpp"
done
cd - >/dev/null

read_part() {
  build/tests/reader/read_sources "$folder" -std=c++17 -w -I"$folder/include" -I"$folder/include/torch/csrc/api/include"
}
export -f read_part
export folder
find "$folder/sources" -name '*.cpp' | sort | awk -v every="$every" 'NR % every == 0' >"$folder/all"
split -n "r/$(nproc)" "$folder/all" "$folder/part-"
for list in "$folder"/part-*; do
  echo "$list"
done | xargs -P "$(nproc)" -I {} bash -c 'read_part <{} >{}.log 2>&1 || true'

cat "$folder"/part-*.log | grep -E -A 8 ': (died|wrong)' || true
sums=$(cat "$folder"/part-*.log | sed -nE 's/^([0-9]+) sources: ([0-9]+) read, ([0-9]+) refused, ([0-9]+) died, ([0-9]+) wrong$/\1 \2 \3 \4 \5/p' |
  awk '{for (i = 1; i <= 5; ++i) sum[i] += $i} END {printf "%d %d %d %d %d", sum[1], sum[2], sum[3], sum[4], sum[5]}')
read -r sources read_well refused deaths wrong <<<"$sums"
echo "$sources sources: $read_well read, $refused refused by Clang, $deaths deaths, $wrong with wrong edits"
[ "$sources" -eq "$(wc -l <"$folder/all")" ] && [ "$deaths" -eq 0 ] && [ "$wrong" -eq 0 ]
