#include "idx.h"

#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace {

using GzFile = std::unique_ptr<gzFile_s, int (*)(gzFile)>;

constexpr std::uint8_t kUnsignedByte = 0x08;

// Plain and compressed files alike: gzread passes through what is not compressed.
std::string existing_path(const std::string& folder, const std::string& name) {
  const std::string plain = folder + "/" + name;
  for (const std::string& path : {plain, plain + ".gz"})
    if (std::ifstream(path)) return path;
  throw std::runtime_error("cannot open " + plain + " or " + plain + ".gz");
}

void read_bytes(const GzFile& file, std::uint8_t* bytes, std::size_t count, const std::string& path) {
  constexpr std::size_t kChunk = 1 << 24;
  for (std::size_t done = 0; done < count;) {
    const auto wanted = static_cast<unsigned>(std::min(kChunk, count - done));
    if (gzread(file.get(), bytes + done, wanted) != static_cast<int>(wanted))
      throw std::runtime_error(path + " is cut short or damaged");
    done += wanted;
  }
}

std::int64_t read_big_endian(const GzFile& file, const std::string& path) {
  std::uint8_t bytes[4];
  read_bytes(file, bytes, sizeof bytes, path);
  return (std::int64_t{bytes[0]} << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3];
}

} // namespace

IdxArray read_idx(const std::string& folder, const std::string& name, std::int64_t limit) {
  const std::string path = existing_path(folder, name);
  const GzFile file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file) throw std::runtime_error("cannot open " + path);

  std::uint8_t magic[4]; // two zeros, the element type, the number of dimensions
  read_bytes(file, magic, sizeof magic, path);
  if (magic[0] != 0 || magic[1] != 0 || magic[2] != kUnsignedByte || magic[3] == 0)
    throw std::runtime_error(path + " is not an IDX array of bytes");

  IdxArray array;
  for (int dimension = 0; dimension < magic[3]; ++dimension)
    array.shape.push_back(read_big_endian(file, path));
  array.shape[0] = std::min(array.shape[0], limit);

  std::int64_t count = 1;
  for (const std::int64_t extent : array.shape)
    count *= extent;
  array.bytes.resize(static_cast<std::size_t>(count));
  read_bytes(file, array.bytes.data(), array.bytes.size(), path);
  return array;
}
