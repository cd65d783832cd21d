# What the benchmarks share that start an instrumented baseline by hand. Sourced, behind measuring.sh.
#
# It is linked by the project's own command and started as a fresh process. There malloc keeps what is freed: by default it
# gives memory back, or does not, as the last byte of the heap falls, and that alone makes one of two equal programs up to a
# tenth slower.
export OMP_NUM_THREADS=1 MISFIRE_REPORT=$folder/report
export MALLOC_TRIM_THRESHOLD_=1000000000 MALLOC_MMAP_THRESHOLD_=33554432 # bytes
mkdir "$folder/misfires"

# link_own SUBJECT OUTPUT OBJECT ...: the project's own link, with these in place of its main object
link_own() {
  local object="CMakeFiles/$1.dir/$1/main.cpp.o" command
  command=$(ninja -C "$folder/own" -t commands "$1" | tail -n 1)
  command=${command/"$object"/"${*:3}"}
  command=${command/" -o $1 "/" -o $2 "}
  (cd "$folder/own" && must_measure bash -c "$command")
  [ -x "$2" ] || fail "$1 was not linked by: $command"
}

# make_instrumented SUBJECT: $folder/misfires/SUBJECT. Then `object` is the file of its main object, `command` what compiles it
# from `source`, and `modules` are the coded header modules that it was compiled with.
make_instrumented() {
  local subject=$1 build=$folder/$1/misfire.out/build start
  must_measure ninja -C "$folder/own" "$subject"
  run_misfire "$subject" --dry-run --max-mutants 1
  command=$(ninja -C "$build" -t commands | grep -- " -c [^ ]*/baseline/tree/[^ ]*/$subject/main.cpp ") ||
    fail "no command compiles the baseline of $subject"
  source=$(grep -o -- ' -c [^ ]*' <<<"$command")
  object=$(grep -o -- ' -o [^ ]*' <<<"$command")
  source=${source# -c } object=${object# -o }
  start=$build/start.o
  [ -e "$start" ] || start=""
  modules=("$build"/module-*/*.so)
  [ -e "${modules[0]}" ] || modules=()
  link_own "$subject" "$folder/misfires/$subject" "$object" ${start:+"$start"} "${modules[@]}"
}

instrumented() {
  rm -f "$MISFIRE_REPORT"
  must_measure "$folder/misfires/$subject" "$@"
  grep -q '^fingerprint' "$MISFIRE_REPORT" || fail "the instrumented $subject left no fingerprint"
}

# The two subjects, configured to train for a second or so; `small_cnn` are the arguments of mnist_cnn.
small_cnn=(--train-samples 1024 --test-samples 256 --epochs 1)
configure_both() {
  copy_project "$repository/subjects"
  configure fashion_mlp fashion_mlp 'runs: {baseline: 2, mutant: 2}' "jobs: $cores" 'threads: 1'
  configure mnist_cnn mnist_cnn 'runs: {baseline: 2, mutant: 2}' "jobs: $cores" 'threads: 1' \
    "arguments: [$(sed 's/ /, /g' <<<"${small_cnn[*]}")]"
}
