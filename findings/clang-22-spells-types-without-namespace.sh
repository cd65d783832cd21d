#!/usr/bin/env bash
# ElaboratedType is gone from Clang 22's syntax tree: `struct nn::Linear` is a record type that keeps the keyword, and a
# name behind an alias, as the dump shows it, has lost its namespace. Of Clang 19.1.7 and 22.1.8.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# seen EXPECTED COMMAND...: prints what the command prints, and ends with 1 where that is not what was seen.
seen() {
  local expected=$1 printed
  shift
  printed=$("$@" 2>&1) || true
  printf '%s\n' "$printed"
  [ "$printed" = "$expected" ] || {
    printf '%s: this has changed. It was:\n%s\n' "${0##*/}" "$expected" >&2
    exit 1
  }
}

for compiler in clang++-19 clang++-22; do
  command -v $compiler >/dev/null || { echo "${0##*/}: skipped: $compiler is wanted" >&2 && exit 77; }
done
cat >"$folder/types.cpp" <<'CPP'
namespace nn { struct Linear { int x; }; using Layer = Linear; }
nn::Linear plain;
nn::Layer named;
struct nn::Linear elaborated;
CPP
types() {
  $1 --version | sed -n '1s/.*version \([0-9.]*\).*/\1/p'
  $1 -fsyntax-only -Xclang -ast-dump "$folder/types.cpp" | sed -n 's/.*-VarDecl.*:[0-9]* \([a-z]* .*\) callinit/\1/p'
}
seen "$(sed -n 's/^#19 //p' "$0")" types clang++-19
seen "$(sed -n 's/^#22 //p' "$0")" types clang++-22
#19 19.1.7
#19 plain 'nn::Linear'
#19 named 'nn::Layer':'nn::Linear'
#19 elaborated 'struct nn::Linear':'nn::Linear'
#22 22.1.8
#22 plain 'nn::Linear'
#22 named 'nn::Layer':'Linear'
#22 elaborated 'struct nn::Linear'
