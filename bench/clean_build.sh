#!/usr/bin/env bash
# What a newcomer waits for: the CPU time of building misfire from nothing, over that of building another commit of it.
#
#   bench/clean_build.sh [--json]
#
# MISFIRE_BENCH_COMMIT names the other commit (default: c9dcc26, the last before the rooms of runner/ and the reader).
# Without it in this repository nothing is measured. A compiler cache is left out of both.
source "$(dirname "$0")/measuring.sh"

commit=${MISFIRE_BENCH_COMMIT:-c9dcc26}
export CCACHE_DISABLE=1

build() { # build TREE: its configured build, all steps of the target misfire
  must_measure cmake --build "$1/build" --target misfire --parallel "$cores"
}
prepare() { # prepare COMMIT NAME: a tree of that commit, configured; of no commit: of what is here
  mkdir "$folder/$2"
  git -C "$repository" archive "$1" | tar -x -C "$folder/$2"
  must_measure cmake -G Ninja -S "$folder/$2" -B "$folder/$2/build" -DMISFIRE_BUILD_TESTS=OFF
}

say_circumstances
git -C "$repository" rev-parse --quiet --verify "$commit^{commit}" >/dev/null ||
  fail "there is no commit $commit in $repository: name another in MISFIRE_BENCH_COMMIT"
prepare "$commit" other
prepare HEAD this
build "$folder/other"
other_cpu=$cpu other_wall=$wall
build "$folder/this"
say "commit $commit: $other_cpu CPU s, $other_wall s; HEAD: $cpu CPU s, $wall s"
result clean_build_ratio "$cpu / $other_cpu" "at most" 0.5
result clean_build_wall_ratio "$wall / $other_wall"
finish
