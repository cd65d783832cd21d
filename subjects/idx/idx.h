// Reads arrays of bytes in the IDX format, in which MNIST and Fashion-MNIST are published.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

struct IdxArray {
  std::vector<std::int64_t> shape; // items first
  std::vector<std::uint8_t> bytes; // row-major
};

// The first `limit` items of FOLDER/NAME or, where there is no such file, of FOLDER/NAME.gz; all of them if
// there are fewer. Throws std::runtime_error with the path if neither can be read, is not an IDX array of
// bytes, or is cut short.
IdxArray read_idx(const std::string& folder, const std::string& name,
                  std::int64_t limit = std::numeric_limits<std::int64_t>::max());
