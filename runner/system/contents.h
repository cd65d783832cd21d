// Digests of files' contents, so that a large library is read once and not for every run of misfire.
#pragma once

#include "runner/error.h"

#include <map>
#include <string>
#include <string_view>

namespace misfire {

/// Remembers digests by path, size, times and inode, in a file of its own between two runs of misfire. A file
/// that has just been written is read again, since its next change may leave its time as it is.
class Contents {
public:
  /// `memory`: the file; where it cannot be read or written, all is read again. Empty: none.
  explicit Contents(std::string memory = {});
  ~Contents();
  Contents(const Contents&) = delete;
  Contents& operator=(const Contents&) = delete;

  /// The digest of what a file holds; "" where there is none. Error: it cannot be read.
  Result<std::string> digest_of_file(const std::string& path);

private:
  struct Known {
    std::string stamp, digest;
  };
  std::string memory_;
  std::map<std::string, Known> known_; ///< by path
  std::map<std::string, Known> used_;  ///< of it, and of what was read
  bool has_new_ = false;
};

/// The digest of a content, as Contents gives it of a file.
std::string digest_of_content(std::string_view content);

/// Size and time of change; "" for what is not there.
std::string stamp_of(const std::string& path);

} // namespace misfire
