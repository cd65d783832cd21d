#!/usr/bin/env bash
# Lays the system's libtorch out in FOLDER as the published archive is: include/, lib/, share/cmake/ and build-version, so
# that -DCMAKE_PREFIX_PATH=FOLDER finds it there. The system's own stays where it is.
#
#   libtorch_folder.sh FOLDER
set -euo pipefail
folder=${1:?a folder is wanted}
config=$(dpkg-query --search '*/TorchConfig.cmake' | head -1 | cut -d' ' -f2)
libraries=$(dirname "$(dirname "$(dirname "$config")")") # those of .../cmake/Torch/TorchConfig.cmake

# Hard links take no room; where there can be none, copies do. No links by name: those lead back to the system.
take() {
  cp --recursive --no-dereference --link "$@" 2>/dev/null || cp --recursive --no-dereference --force "$@"
}

rm -rf "$folder"
mkdir -p "$folder/include" "$folder/lib" "$folder/share/cmake"
for headers in torch ATen c10 caffe2; do
  [ ! -d "/usr/include/$headers" ] || take "/usr/include/$headers" "$folder/include/"
done
for library in torch torch_cpu torch_global_deps c10 shm; do
  for file in "$libraries/lib$library".so*; do
    [ ! -e "$file" ] || take "$file" "$folder/lib/"
  done
done
for part in ATen Caffe2 Torch; do
  [ ! -d "$libraries/cmake/$part" ] || cp --recursive "$libraries/cmake/$part" "$folder/share/cmake/"
done
# Debian's stand a folder deeper than the archive's.
sed -i "s#/$(basename "$libraries")/lib#/lib/lib#; s#_IMPORT_PREFIX}/../include#_IMPORT_PREFIX}/include#" \
  "$folder"/share/cmake/Caffe2/*.cmake
sed -i 's#/\.\./\.\./\.\./\.\./"#/../../../"#' "$folder/share/cmake/Torch/TorchConfig.cmake"
sed -n 's/^ *set(PACKAGE_VERSION "\(.*\)").*/\1/p' "$folder/share/cmake/Torch/TorchConfigVersion.cmake" |
  head -1 >"$folder/build-version"
