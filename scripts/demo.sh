#!/usr/bin/env bash
# From nothing to verdicts: installs what is missing, builds misfire in build/, and runs a campaign on the bundled subject
# fashion_mlp, thinned by the values in its misfire.yml to a few minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-dependencies.sh
cmake -G Ninja -B build >build-demo.log 2>&1 || { cat build-demo.log; exit 1; }
echo "Building misfire (some minutes the first time)"
cmake --build build --target misfire
cmake -G Ninja -S subjects -B build/subjects -DCMAKE_BUILD_TYPE=Release >build-demo.log 2>&1 || { cat build-demo.log; exit 1; }
rm build-demo.log

build/cli/misfire run --config subjects/fashion_mlp/misfire.yml "$@"
