#!/usr/bin/env bash
# Builds misfire in another Debian and runs its fast, torch and train tests there. Beside the CI: it downloads some GiB
# the first time. As root.
#
#   scripts/test-debian.sh bookworm|trixie|sid [--llvm VERSION] [--in FOLDER] [CTEST ARGUMENT ...]
#
#   --llvm VERSION   the LLVM and Clang that misfire is built with; default: that of the system's MISFIRE_LLVM_VERSION
#   --in FOLDER      where the system is made and kept; default build/SUITE
#
# scripts/debian-system.sh says how the system is made and entered. The versions of what misfire is built with are kept in
# FOLDER/versions.txt: one that has changed since is said.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/debian-system.sh

usage() {
  sed -n '2,/^[^#]/s/^# \{0,1\}//p' scripts/test-debian.sh | sed '/^set /d' >&2
  exit 1
}

suite=${1:-}
case $suite in bookworm | trixie | sid) shift ;; *) usage ;; esac
llvm= folder=build/$suite
while [ $# -gt 0 ]; do
  case $1 in
    --llvm) llvm=${2:?--llvm wants a version} && shift 2 ;;
    --in) folder=${2:?--in wants a folder} && shift 2 ;;
    *) break ;;
  esac
done
folder=$(realpath -m "$folder")

make_system "$suite" "$folder"

# Sources that are as they were keep their times, so that a second run builds little.
mkdir -p "$folder/misfire"
git ls-files -z --cached --others --exclude-standard | tar --create --null --files-from=- --ignore-failed-read |
  tar --extract --directory "$folder/misfire"
# What is gone here goes there too.
(cd "$folder/misfire" && find . -path ./build\* -prune -o -type f -print) | sed 's#^\./##' | sort >"$folder/there.txt"
git ls-files --cached --others --exclude-standard | sort | comm -13 - "$folder/there.txt" |
  (cd "$folder/misfire" && tr '\n' '\0' | xargs -0 --no-run-if-empty rm)

cat >"$folder/test.sh" <<'INSIDE'
set -euo pipefail
llvm=$1 && shift
cd /misfire
packages=()
[ -z "$llvm" ] || packages=("clang-$llvm" "lld-$llvm" "llvm-$llvm-dev" "libclang-$llvm-dev")
scripts/install-dependencies.sh "${packages[@]}"
# What was found the first time may have been replaced since.
dpkg-query --show g++ gcc cmake ninja-build 'clang-[0-9]*' libtorch-dev libtorch2* libboost-dev libfmt-dev bubblewrap 2>/dev/null |
  grep -v '\s$' | sort >/versions.now
if [ -e "/versions$llvm.txt" ] && ! diff "/versions$llvm.txt" /versions.now >/versions.diff; then
  echo "test-debian: other versions than the last time:" && cat /versions.diff
fi
mv /versions.now "/versions$llvm.txt"
cat "/versions$llvm.txt"
build=build${llvm:+-llvm$llvm}
cmake -G Ninja -B "$build" -DMISFIRE_BUILD_TESTS=ON ${llvm:+-DMISFIRE_LLVM_VERSION=$llvm}
cmake --build "$build" -- -k 0
ctest --test-dir "$build" --output-on-failure --parallel "$(nproc)" "$@"
INSIDE

enter_system "$folder" /test.sh "$llvm" "$@"
