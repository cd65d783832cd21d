#!/usr/bin/env bash
# Builds misfire in a Debian trixie chroot, with its libtorch 2.6 and Clang 19, and runs the fast and torch tests there.
# Beside the CI: it downloads some GiB the first time. As root.
#
#   scripts/test-trixie.sh [CHROOT] [CTEST ARGUMENT ...]     CHROOT: where the system is made and kept; default build/trixie
#
# The mirror is the first one in apt's own sources; MISFIRE_DEBIAN_MIRROR names another.
set -euo pipefail
cd "$(dirname "$0")/.."
chroot=$(realpath -m "${1:-build/trixie}")
shift || true
mirror=${MISFIRE_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sed -n 1p)}
if [ -z "$mirror" ]; then
  echo "test-trixie: apt has no sources to take a mirror from: name one in MISFIRE_DEBIAN_MIRROR" >&2
  exit 1
fi

if [ "$(id -u)" -ne 0 ]; then
  echo "test-trixie: making a chroot needs root: sudo scripts/test-trixie.sh" >&2
  exit 1
fi
if [ -z "${MISFIRE_OWN_MOUNTS:-}" ]; then
  # Its mounts are seen by nothing else, and go with it.
  MISFIRE_OWN_MOUNTS=1 exec unshare --mount scripts/test-trixie.sh "$chroot" "$@"
fi

if [ ! -e "$chroot/made" ]; then
  command -v debootstrap >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends debootstrap; }
  rm -rf "$chroot"
  debootstrap --variant=minbase --include=ca-certificates trixie "$chroot" "$mirror"
  touch "$chroot/made"
fi
mount -t proc proc "$chroot/proc"
mount --rbind /dev "$chroot/dev"
mount --rbind /sys "$chroot/sys"
cp /etc/resolv.conf "$chroot/etc/resolv.conf"

# Sources that are as they were keep their times, so that a second run builds little.
mkdir -p "$chroot/misfire"
git ls-files -z --cached --others --exclude-standard | tar --create --null --files-from=- --ignore-failed-read |
  tar --extract --directory "$chroot/misfire"

exec chroot "$chroot" /usr/bin/env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  bash -euo pipefail -c '
    cd /misfire
    scripts/install-dependencies.sh
    cmake -G Ninja -B build -DMISFIRE_BUILD_TESTS=ON
    cmake --build build -- -k 0
    ctest --test-dir build --output-on-failure --parallel "$(nproc)" --label-regex "^(fast|torch)$" "$@"
  ' test-trixie "$@"
