/// Inputs that misfire asks for by their hashes, so that people can be shown them. Private to inputs.h.
///
///   MISFIRE_WANTED=FILE   their hashes, 16 hex digits each, between white space
///   MISFIRE_SHOWN=FILE    gets each of them that enters a network, once
///
/// Of an input there stand a line `<hash> <size> <size> ...`, and behind it its values: 32-bit floats in the
/// order of the machine.
///
/// Without these two nothing is written; that holds of every run that counts.
#pragma once

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace misfire {
namespace detail {

class WantedInputs {
public:
  WantedInputs() {
    const char* const asked = std::getenv("MISFIRE_WANTED");
    const char* const shown = std::getenv("MISFIRE_SHOWN");
    std::FILE* const file = asked == nullptr || shown == nullptr ? nullptr : std::fopen(asked, "r");
    if (file == nullptr) return;
    path_ = shown;
    for (std::uint64_t hash = 0; std::fscanf(file, "%16" SCNx64, &hash) == 1;)
      hashes_.insert(hash);
    std::fclose(file);
    any_ = !hashes_.empty();
  }
  WantedInputs(const WantedInputs&) = delete;
  WantedInputs& operator=(const WantedInputs&) = delete;

  bool any() const { return any_; }

  /// Whether it is wanted and not written yet; it is the caller's to write from here on.
  bool take(std::uint64_t hash) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return hashes_.erase(hash) > 0;
  }

  /// What is larger than a million bytes is left out: nobody looks at it in a report.
  void write(std::uint64_t hash, const std::vector<std::int64_t>& sizes, const float* values,
             std::size_t count) {
    if (count > 250000) return;
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016" PRIx64, hash);
    std::string head = digits;
    for (const std::int64_t size : sizes)
      head += " " + std::to_string(size);
    head += "\n";
    const std::lock_guard<std::mutex> lock(mutex_);
    std::FILE* const file = std::fopen(path_.c_str(), "ab");
    if (file == nullptr) return;
    std::fwrite(head.data(), 1, head.size(), file);
    std::fwrite(values, sizeof(float), count, file);
    std::fclose(file);
  }

private:
  std::mutex mutex_;
  std::set<std::uint64_t> hashes_;
  std::string path_;
  bool any_ = false; ///< of hashes that were asked for
};

inline WantedInputs& wanted_inputs() {
  static WantedInputs of_this_process;
  return of_this_process;
}

} // namespace detail
} // namespace misfire
