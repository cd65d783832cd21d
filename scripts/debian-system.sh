# Another Debian in a folder, to try misfire in. Sourced; as root.
#
#   make_system SUITE FOLDER                made by debootstrap, unless it is there
#   enter_system FOLDER SCRIPT [WORD ...]   runs the script of that system with bash; takes the place of this shell
#
# It is entered by pivot_root and not by chroot, in which no user namespaces can be made, so that bubblewrap works and the
# sandbox is tested too. The mirror is the first one in apt's own sources; MISFIRE_DEBIAN_MIRROR names another.
# shellcheck shell=bash

make_system() {
  local suite=$1 folder=$2 mirror name
  name=$(basename "$0")
  if [ "$(id -u)" -ne 0 ]; then
    echo "$name: making a system needs root: sudo scripts/$name $suite" >&2
    exit 1
  fi
  if [ ! -e "$folder/made" ]; then
    mirror=${MISFIRE_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sed -n 1p)}
    if [ -z "$mirror" ]; then
      echo "$name: apt has no sources to take a mirror from: name one in MISFIRE_DEBIAN_MIRROR" >&2
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
}

# Mounts and processes of its own, which go with it.
enter_system() {
  # shellcheck disable=SC2016
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
    exec env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin bash "$@"
  ' enter-system "$@"
}
