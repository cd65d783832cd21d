// Reads what nodes left, and words what follows from it.
#include "runner/training/unlike_nodes.h"

#include "runner/system/text_file.h"
#include "runner/training/task_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace misfire {

namespace {

/// The lists of nodes behind sbatch's -x and --exclude.
std::vector<std::string> excluded_by(const std::vector<std::string>& options) {
  std::vector<std::string> lists;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::string& option = options[i];
    const bool separate = option == "-x" || option == "--exclude";
    if (separate && i + 1 < options.size())
      lists.push_back(options[++i]);
    else if (option.starts_with("--exclude="))
      lists.push_back(option.substr(option.find('=') + 1));
    else if (option.starts_with("-x") && !separate)
      lists.push_back(option.substr(2));
  }
  return lists;
}

} // namespace

UnlikeNodes::UnlikeNodes(std::function<void(const std::string& sentence)> warn,
                         const std::vector<std::string>& options, std::string advice)
    : warn_(std::move(warn)), left_out_by_user_(excluded_by(options)), advice_(std::move(advice)) {}

bool UnlikeNodes::has_left(const std::string& round, const std::string& task) {
  const Result<std::string> node = read_text(round + "/" + other_arithmetic + task);
  if (!node) return false;
  if (names_.insert(*node).second)
    warn_(fmt::format(
        "The node {} computes other bits than the node that the campaign began on: its processor or its "
        "libraries have other kernels. It gets no more runs.{}{}",
        *node, advice_.empty() ? "" : " ", advice_));
  return true;
}

std::string UnlikeNodes::option() const {
  if (names_.empty()) return "";
  std::vector<std::string> all = left_out_by_user_;
  all.insert(all.end(), names_.begin(), names_.end());
  return fmt::format("--exclude={}", fmt::join(all, ","));
}

Result<void> UnlikeNodes::refused(const Error& why, unsigned most) {
  if (names_.empty() || ++refusals_ < most) return {};
  return failure(
      fmt::format("No node seems to be left that computes the bits of the campaign's first runs: without {}, "
                  "which compute others, Slurm said: {} `misfire run` goes on where this ended as soon "
                  "as there is one; `--fresh` trains everything on other nodes.{}{}",
                  fmt::join(names_, ", "), why.message, advice_.empty() ? "" : " ", advice_));
}

} // namespace misfire
