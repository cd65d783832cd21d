/// The file that a run's tensors are kept in. Private to kept.cpp.
///
///   "MISFKEP1"
///   number of states;   of each: its bytes
///   number of tensors;  of each: number, type (at::ScalarType), dimensions, size of each, its bytes
///   checksum of all before it
///
/// All numbers have 64 bits in the order of the machine. Bytes are preceded by how many they are, and filled
/// up with zeros to whole numbers, so that the checksum (FNV-1a over 64-bit words) takes all of it alike.
/// A file that was not written to its end has no checksum that fits.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

namespace misfire {
namespace detail {

inline std::uint64_t checksum(std::uint64_t so_far, const char* bytes, std::size_t count) {
  for (std::size_t at = 0; at < count; at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes + at, count - at < 8 ? count - at : 8);
    so_far = (so_far ^ word) * 0x100000001b3u;
  }
  return so_far;
}

constexpr std::uint64_t checksum_of_nothing = 0xcbf29ce484222325u;
constexpr char first_word[] = "MISFKEP1";

/// What stands in the file of one tensor.
struct KeptTensor {
  std::uint64_t number = 0;
  std::int64_t type = 0;
  std::vector<std::int64_t> sizes;
  const char* bytes = nullptr; ///< in memory of others
  std::uint64_t count = 0;     ///< of bytes
};

class KeptWriter {
public:
  explicit KeptWriter(const std::string& path)
      : path_(path), file_(std::fopen((path + ".part").c_str(), "wb")) {
    put(first_word, 8);
  }
  ~KeptWriter() {
    if (file_ != nullptr) std::fclose(file_);
  }
  KeptWriter(const KeptWriter&) = delete;
  KeptWriter& operator=(const KeptWriter&) = delete;

  void number(std::uint64_t value) { put(reinterpret_cast<const char*>(&value), sizeof value); }
  void bytes(const char* first, std::uint64_t count) {
    number(count);
    put(first, count);
    const char zeros[8] = {};
    if (count % 8 != 0 && file_ != nullptr) good_ = std::fwrite(zeros, 1, 8 - count % 8, file_) > 0 && good_;
  }
  void tensor(const KeptTensor& tensor) {
    number(tensor.number);
    number(static_cast<std::uint64_t>(tensor.type));
    number(tensor.sizes.size());
    for (const std::int64_t size : tensor.sizes)
      number(static_cast<std::uint64_t>(size));
    bytes(tensor.bytes, tensor.count);
  }
  /// Gives the file its name. False where it could not be written.
  bool finish() {
    number(sum_);
    const std::string part = path_ + ".part";
    if (file_ != nullptr) good_ = std::fclose(file_) == 0 && good_;
    const bool written = file_ != nullptr && good_;
    file_ = nullptr;
    return written && std::rename(part.c_str(), path_.c_str()) == 0;
  }

private:
  void put(const char* first, std::uint64_t count) {
    if (file_ == nullptr) return;
    sum_ = checksum(sum_, first, count);
    good_ = std::fwrite(first, 1, count, file_) == count && good_;
  }

  std::string path_;
  std::FILE* file_;
  std::uint64_t sum_ = checksum_of_nothing;
  bool good_ = true;
};

/// The content of such a file.
struct KeptFile {
  std::vector<std::string> states;
  std::vector<KeptTensor> tensors; ///< their bytes lie in `content`
  std::string content;
};

class KeptReader {
public:
  /// Reads it into `file`. False where it cannot be read, or is no such file, or not whole.
  static bool read(const std::string& path, KeptFile& file) {
    if (!read_all(path, file.content)) return false;
    const std::string& content = file.content;
    if (content.size() < 32 || content.size() % 8 != 0 || content.compare(0, 8, first_word) != 0)
      return false;
    KeptReader reader(content);
    if (checksum(checksum_of_nothing, content.data(), content.size() - 8) != reader.last()) return false;
    return reader.states(file) && reader.tensors(file) && reader.left() == 0;
  }

private:
  explicit KeptReader(const std::string& content)
      : at_(content.data() + 8), end_(content.data() + content.size() - 8) {}

  static bool read_all(const std::string& path, std::string& content) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return false;
    char part[1 << 16];
    for (std::size_t size; (size = std::fread(part, 1, sizeof part, file)) > 0;)
      content.append(part, size);
    const bool good = std::ferror(file) == 0;
    return std::fclose(file) == 0 && good;
  }
  std::uint64_t left() const { return static_cast<std::uint64_t>(end_ - at_); }
  std::uint64_t last() const {
    std::uint64_t value = 0;
    std::memcpy(&value, end_, sizeof value);
    return value;
  }
  bool number(std::uint64_t& value) {
    if (left() < 8) return false;
    std::memcpy(&value, at_, sizeof value);
    at_ += 8;
    return true;
  }
  bool bytes(const char*& first, std::uint64_t& count) {
    if (!number(count) || count > left()) return false;
    const std::uint64_t filled = (count + 7) / 8 * 8;
    if (filled > left()) return false;
    first = at_;
    at_ += filled;
    return true;
  }
  bool states(KeptFile& file) {
    std::uint64_t many = 0;
    if (!number(many)) return false;
    for (; many > 0; --many) {
      const char* first = nullptr;
      std::uint64_t count = 0;
      if (!bytes(first, count)) return false;
      file.states.emplace_back(first, count);
    }
    return true;
  }
  bool tensors(KeptFile& file) {
    std::uint64_t many = 0;
    if (!number(many)) return false;
    for (; many > 0; --many) {
      KeptTensor tensor;
      std::uint64_t type = 0, dimensions = 0;
      if (!number(tensor.number) || !number(type) || !number(dimensions)) return false;
      tensor.type = static_cast<std::int64_t>(type);
      for (std::uint64_t size = 0; dimensions > 0; --dimensions) {
        if (!number(size)) return false;
        tensor.sizes.push_back(static_cast<std::int64_t>(size));
      }
      if (!bytes(tensor.bytes, tensor.count)) return false;
      file.tensors.push_back(tensor);
    }
    return true;
  }

  const char* at_;
  const char* end_;
};

} // namespace detail
} // namespace misfire
