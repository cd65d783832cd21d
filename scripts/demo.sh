#!/usr/bin/env bash
# From nothing to verdicts: installs what is missing, builds misfire in build/, and runs a campaign on the bundled subject
# fashion_mlp, thinned by the values in its misfire.yml to a few minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-dependencies.sh
mkdir -p build/demo
log=build/demo/configure.log
{ cmake -G Ninja -B build && cmake -G Ninja -S subjects -B build/demo/subjects -DCMAKE_BUILD_TYPE=Release; } >"$log" 2>&1 || {
  cat "$log"
  exit 1
}
echo "Building misfire (some minutes the first time)"
cmake --build build --target misfire
build/cli/misfire run --config subjects/fashion_mlp/misfire.yml "$@"
