#!/usr/bin/env bash
# Installs what misfire is built, tested and run with, from Debian 12, as root or by sudo; and the packages named as
# arguments. Nothing is done if all is there.
set -euo pipefail

packages=(
  # the tool
  g++ make cmake ninja-build git pkg-config clang-19 lld-19 llvm-19-dev libclang-19-dev libboost-math-dev libcli11-dev
  libexpected-dev libfmt-dev libpng-dev libre2-dev libsqlite3-dev zlib1g-dev bubblewrap
  # subjects: libtorch with a BLAS that is seven times faster than Debian's default one, and data
  libtorch-dev libopenblas0-serial dataset-fashion-mnist
  # tests and checks
  libgtest-dev libgmock-dev clang-format-19 clang-tidy-19 libclang-rt-19-dev patch dpkg-dev bear meson sqlite3
  slurmctld slurmd slurm-client munge
)
# the report's page, and a browser to test it with; node may have come from elsewhere than Debian, where its npm is not
# a package of its own
{ command -v node && command -v npm; } >/dev/null || packages+=(nodejs npm)
packages+=(chromium "$@")

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "install-dependencies: run as root or install sudo; missing: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
