#!/usr/bin/env bash
# What a second look costs: the CPU time of `misfire list` on a program that has not changed, over that of the first time.
#
#   bench/list_again.sh [--json]
source "$(dirname "$0")/measuring.sh"

rounds=$(full_or_small 5 1)
say_circumstances
copy_project "$repository/subjects" fashion_mlp
configure again fashion_mlp
list() { must_measure "$misfire" list --config "$folder/again/misfire.yml"; }

list # the files of the libraries are read into memory
first=() again=()
for ((round = 0; round < rounds; ++round)); do
  rm -rf "$folder/again/misfire.out"
  list
  first+=("$cpu")
  mv "$folder/printed" "$folder/first"
  list
  again+=("$cpu")
  cmp "$folder/printed" "$folder/first" || fail "the second list is another one"
done
say "the first time $(median "${first[@]}") CPU s, again $(median "${again[@]}") CPU s (medians of $rounds, by turns)"
result list_again_ratio "$(median "${again[@]}") / $(median "${first[@]}")" "at most" 0.05
finish
