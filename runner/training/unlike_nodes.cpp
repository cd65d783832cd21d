// Reads what nodes left, and words what follows from it.
#include "runner/training/unlike_nodes.h"

#include "runner/system/text_file.h"
#include "runner/training/task_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace misfire {

UnlikeNodes::UnlikeNodes(std::function<void(const std::string& sentence)> warn) : warn_(std::move(warn)) {}

bool UnlikeNodes::has_left(const std::string& round, const std::string& task) {
  const Result<std::string> node = read_text(round + "/" + other_arithmetic + task);
  if (!node) return false;
  if (names_.insert(*node).second)
    warn_(fmt::format(
        "The node {} computes other bits than the machine that the campaign began on: its processor "
        "or its libraries have other kernels. It gets no more runs. With `arithmetic: portable` in "
        "misfire.yml more kinds of machine compute alike.",
        *node));
  return true;
}

std::string UnlikeNodes::option() const {
  return names_.empty() ? "" : fmt::format("--exclude={}", fmt::join(names_, ","));
}

Result<void> UnlikeNodes::refused(const Error& why, unsigned most) {
  if (names_.empty() || ++refusals_ < most) return {};
  return failure(
      fmt::format("No node is left that computes the bits of the campaign's first runs: without {}, which "
                  "compute others, Slurm said: {} Start with `--fresh` to train everything on other "
                  "nodes, or write `arithmetic: portable` into misfire.yml, with which more kinds of "
                  "machine compute alike.",
                  fmt::join(names_, ", "), why.message));
}

} // namespace misfire
