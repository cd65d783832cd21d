#!/usr/bin/env bash
# Builds misfire in another Debian and runs its fast, torch and train tests there. Beside the CI: it downloads some GiB
# the first time. As root.
#
#   scripts/test-debian.sh bookworm|trixie|sid [--llvm VERSION] [--in FOLDER] [CTEST ARGUMENT ...]
#
#   --llvm VERSION   the LLVM and Clang that misfire is built with; default: that of the system's MISFIRE_LLVM_VERSION
#   --in FOLDER      where the system is made and kept; default build/SUITE
#
# The system is entered by pivot_root and not by chroot, in which no user namespaces can be made, so that bubblewrap works
# and the sandbox is tested too. The mirror is the first one in apt's own sources; MISFIRE_DEBIAN_MIRROR names another. The
# versions of what misfire is built with are kept in FOLDER/versions.txt: one that has changed since is said.
set -euo pipefail
cd "$(dirname "$0")/.."

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

if [ "$(id -u)" -ne 0 ]; then
  echo "test-debian: making a system needs root: sudo scripts/test-debian.sh $suite" >&2
  exit 1
fi

if [ ! -e "$folder/made" ]; then
  mirror=${MISFIRE_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sed -n 1p)}
  if [ -z "$mirror" ]; then
    echo "test-debian: apt has no sources to take a mirror from: name one in MISFIRE_DEBIAN_MIRROR" >&2
    exit 1
  fi
  command -v debootstrap >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends debootstrap; }
  rm -rf "$folder"
  debootstrap --variant=minbase --include=ca-certificates "$suite" "$folder" "$mirror"
  # A mirror that keeps what was is as good.
  echo 'Acquire::Check-Valid-Until "false";' >"$folder/etc/apt/apt.conf.d/any-age"
  touch "$folder/made"
fi
cp /etc/resolv.conf "$folder/etc/resolv.conf"

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

# Mounts and processes of its own, which go with it.
exec unshare --mount --pid --fork --kill-child bash -euo pipefail -c '
  folder=$1 && shift
  mount --make-rprivate /
  mount --bind "$folder" "$folder"
  mount -t proc proc "$folder/proc"
  mount --rbind /dev "$folder/dev"
  mount --rbind /sys "$folder/sys"
  mkdir -p "$folder/outside"
  cd "$folder"
  pivot_root . outside
  umount --lazy /outside
  exec env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin bash /test.sh "$@"
' test-debian "$folder" "$llvm" "$@"
