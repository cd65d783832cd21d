#!/usr/bin/env bash
# How what misfire does before it builds grows with a program: the CPU time and the memory of `misfire mutate`, which reads the
# program, makes all mutants and writes their sources and diffs, on generated programs of 10, 100 and 1,000 mutants in one unit,
# and of 1, 10 and 100 units of 10 mutants each. What the runner's loop takes is measured by `overhead`.
#
#   bench/growth.sh [--json]
#
# The exponent is the slope of log CPU time over log size between the two largest sizes, where what is constant matters least:
# 1 is linear. MISFIRE_BENCH_UNITS="1 10 30" chooses other numbers of units.
source "$(dirname "$0")/measuring.sh"

read -r -a mutants <<<"$(full_or_small "10 100 1000" "2 4 8")"
read -r -a units <<<"${MISFIRE_BENCH_UNITS:-$(full_or_small "1 10 100" "1 2 3")}"
exponents=() megabytes=()

# mutate NAME UNITS LAYERS: measured; `cpu`, and the most memory that any of its processes held in `peak`, in megabytes
mutate() {
  "$repository/bench/generate_program.sh" "$folder/$1-project" "$2" "$3"
  must_measure cmake -G Ninja -S "$folder/$1-project" -B "$folder/$1-own" -DCMAKE_BUILD_TYPE=Release
  configure "$1" generated
  sed -i "s#^build:.*#build: $folder/$1-own#; /train_accuracy/d" "$folder/$1/misfire.yml"
  must_measure /usr/bin/time -f 'peak %M' "$misfire" mutate --operators WRB --config "$folder/$1/misfire.yml"
  peak=$(calculate "$(sed -n 's/^peak //p' "$folder/printed") / 1024")
  made=$(sed -n 's/^\([0-9]*\) mutants in.*/\1/p' "$folder/printed")
  [ "$made" = "$(($2 * $3))" ] || fail "of $2 units with $3 layers misfire made $made mutants: $(tail -n 3 "$folder/printed")"
  rm -rf "${folder:?}/$1" "$folder/$1-project" "$folder/$1-own"
}

# grow WHAT SIZE ...: one exponent
grow() {
  local size last_size="" last_cpu=""
  for size in "${@:2}"; do
    if [ "$1" = mutants ]; then mutate "mutants$size" 1 "$size"; else mutate "units$size" "$size" 10; fi
    say "$size $1: $cpu CPU s, $peak MB"
    megabytes+=("$peak")
    [ -z "$last_size" ] || exponent=$(calculate "log($cpu / $last_cpu) / log($size / $last_size)")
    last_size=$size last_cpu=$cpu
  done
  say "exponent in $1, between the two largest: $exponent"
  exponents+=("$exponent")
  result "growth_exponent_$1" "$exponent"
}

say_circumstances
grow mutants "${mutants[@]}"
grow units "${units[@]}"
result growth_exponent "$(largest "${exponents[@]}")" "at most" 1.1
result growth_megabytes "$(largest "${megabytes[@]}")" "at most" 1536
finish
