// Nodes of a cluster that compute other bits than the campaign's first runs have: they get no more runs.
#pragma once

#include "runner/error.h"

#include <functional>
#include <set>
#include <string>

namespace misfire {

class UnlikeNodes {
public:
  /// `warn` is told, once, of each.
  explicit UnlikeNodes(std::function<void(const std::string& sentence)> warn);

  /// Whether a node has left this task of the round in this folder for that reason (other_arithmetic).
  bool has_left(const std::string& round, const std::string& task);

  /// The option of sbatch that leaves them out; empty where there are none.
  std::string option() const;

  /// A round was submitted, or was not. Error: that was so often in succession that no other node is left.
  void accepted() { refusals_ = 0; }
  Result<void> refused(const Error& why, unsigned most);

private:
  std::function<void(const std::string& sentence)> warn_;
  std::set<std::string> names_;
  unsigned refusals_ = 0;
};

} // namespace misfire
