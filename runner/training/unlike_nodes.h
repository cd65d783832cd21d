// Nodes of a cluster that compute other bits than the campaign's first runs have: they get no more runs.
#pragma once

#include "runner/error.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace misfire {

class UnlikeNodes {
public:
  /// `warn` is told, once, of each. `options` are the user's for sbatch, which may leave nodes out already;
  /// `advice` is what lets more nodes compute alike, a sentence or empty.
  UnlikeNodes(std::function<void(const std::string& sentence)> warn, const std::vector<std::string>& options,
              std::string advice);

  /// Whether a node has left this task of the round in this folder for that reason (other_arithmetic).
  bool has_left(const std::string& round, const std::string& task);

  /// The option of sbatch that leaves out them and what the user leaves out, since sbatch takes the last of
  /// several; empty where there are none.
  std::string option() const;

  /// A round was submitted, or was refused while nothing was under way. Error: that was so often in
  /// succession that no other node seems to be left.
  void accepted() { refusals_ = 0; }
  Result<void> refused(const Error& why, unsigned most);

private:
  std::function<void(const std::string& sentence)> warn_;
  std::vector<std::string> left_out_by_user_;
  std::string advice_;
  std::set<std::string> names_;
  unsigned refusals_ = 0;
};

} // namespace misfire
