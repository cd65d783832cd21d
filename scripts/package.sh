#!/usr/bin/env bash
# Makes misfire_VERSION_ARCHITECTURE.deb for the system that it runs on, and holds what is in it against
# cmake/package/contents.txt.
#
#   scripts/package.sh [BUILD_DIR [FOLDER]]      BUILD_DIR: where misfire is built (default: build); the package is put
#                                                into FOLDER (default: BUILD_DIR)
set -euo pipefail
cd "$(dirname "$0")/.."

build=$(realpath "${1:-build}")
folder=$(realpath -m "${2:-$build}")
[ -x "$build/cli/misfire" ] || {
  echo "package.sh: $build/cli/misfire is missing: cmake --build $build" >&2
  exit 1
}
mkdir -p "$folder"
cpack --config "$build/CPackConfig.cmake" -G DEB -B "$folder/cpack" >"$folder/cpack.log" 2>&1 || {
  echo "package.sh: cpack failed: $folder/cpack.log ends with" >&2
  tail -n 20 "$folder/cpack.log" >&2
  exit 1
}
package=$(find "$folder/cpack" -maxdepth 1 -name 'misfire_*.deb')
# A library's folder has the machine's name in it on some systems.
dpkg-deb --fsys-tarfile "$package" | tar --list | grep -v '/$' | sed "s#^\./usr/lib/$(gcc -print-multiarch)/#./usr/lib/#" |
  sort >"$folder/contents.txt"
# The headers of the runtime are those of its folder.
{
  cat cmake/package/contents.txt
  find runtime/include -name '*.h' -printf './usr/share/misfire/%p\n'
} | sort | diff - "$folder/contents.txt" || {
  echo "package.sh: the package holds other files (>) than cmake/package/contents.txt and runtime/include say (<)" >&2
  exit 1
}
mv "$package" "$folder/"
rm -rf "$folder/cpack" "$folder/cpack.log" "$folder/contents.txt"
echo "$folder/$(basename "$package")"
