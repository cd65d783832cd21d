// Reads files in pieces, and keeps their digests a line each: STAMP DIGEST PATH.
#include "runner/system/contents.h"

#include "runner/system/text_file.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/SHA256.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fmt/format.h>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace misfire {

namespace {

constexpr std::time_t young = 3; // seconds, in which a change may leave the times as they are

/// All by which a change shows without reading.
std::string full_stamp(const struct stat& found) {
  return fmt::format("{}/{}.{}/{}.{}/{}", found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec,
                     found.st_ctim.tv_sec, found.st_ctim.tv_nsec, found.st_ino);
}

std::string shown(llvm::SHA256& hash) {
  const auto bytes = hash.final();
  return llvm::toHex(llvm::ArrayRef<std::uint8_t>(reinterpret_cast<const std::uint8_t*>(bytes.data()), 16),
                     /*LowerCase=*/true);
}

Result<std::string> read_digest(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  llvm::SHA256 hash;
  std::string piece(1 << 20, '\0');
  ssize_t count = file < 0 ? -1 : 1;
  while (count > 0 && (count = read(file, piece.data(), piece.size())) > 0)
    hash.update(llvm::StringRef(piece.data(), std::size_t(count)));
  const int error = errno;
  if (file >= 0) close(file);
  if (count < 0) return failure(fmt::format("Reading {} failed: {}.", path, std::strerror(error)));
  return shown(hash);
}

} // namespace

std::string digest_of_content(std::string_view content) {
  llvm::SHA256 hash;
  hash.update(llvm::StringRef(content.data(), content.size()));
  return shown(hash);
}

std::string stamp_of(const std::string& path) {
  struct stat found{};
  if (stat(path.c_str(), &found) != 0) return "";
  return fmt::format("{} {}.{}", found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec);
}

Contents::Contents(std::string memory) : memory_(std::move(memory)) {
  if (memory_.empty()) return;
  std::istringstream lines(read_text(memory_).value_or(""));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    Known one;
    std::string path;
    if (words >> one.stamp >> one.digest && words.get() == ' ' && std::getline(words, path))
      known_[path] = one;
  }
}

Contents::~Contents() {
  if (memory_.empty() || !has_new_) return;
  std::string text;
  for (const auto& [path, one] : used_)
    if (path.find('\n') == path.npos) text += one.stamp + " " + one.digest + " " + path + "\n";
  static_cast<void>(write_text(memory_, text)); // else all is read again
}

Result<std::string> Contents::digest_of_file(const std::string& path) {
  struct stat found{};
  if (stat(path.c_str(), &found) != 0) return std::string();
  const std::string stamp = full_stamp(found);
  for (const auto* known : {&used_, &known_})
    if (const auto one = known->find(path); one != known->end() && one->second.stamp == stamp) {
      used_[path] = one->second;
      return used_[path].digest;
    }
  Result<std::string> digest = read_digest(path);
  if (!digest || std::time(nullptr) - std::max(found.st_mtim.tv_sec, found.st_ctim.tv_sec) < young)
    return digest;
  used_[path] = {stamp, *digest};
  has_new_ = true;
  return digest;
}

} // namespace misfire
