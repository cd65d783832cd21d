// Tells DeepCrime's files apart by their names.
#include "cli/deepcrime_folder.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace misfire::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* mark = "_mutated";

fs::path folder_of_results(const fs::path& folder) {
  for (const char* name : {"results_test", "results"})
    if (fs::is_directory(folder / name)) return folder / name;
  return folder;
}

std::string stem_of(const std::string& path) {
  return fs::path(path).stem();
}

} // namespace

stats::Result<DeepcrimeFolder> read_deepcrime_folder(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> baselines, mutants;
  for (fs::directory_iterator entry(folder_of_results(folder), error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() != ".csv" || !entry->is_regular_file()) continue;
    const std::string stem = entry->path().stem();
    (stem.find(mark) == std::string::npos ? baselines : mutants).push_back(entry->path());
  }
  if (error) return tl::unexpected(stats::Error{fmt::format("cannot read {}: {}", folder, error.message())});
  std::ranges::sort(baselines);
  std::ranges::sort(mutants);
  if (baselines.size() != 1)
    return tl::unexpected(stats::Error{
        fmt::format("{} has {} for the unmutated program: one NAME.csv is needed, beside the mutants' "
                    "NAME_OPERATOR_mutated0_MP_VALUE.csv",
                    folder, baselines.empty() ? "no file" : fmt::format("{}", fmt::join(baselines, ", ")))});
  if (mutants.empty())
    return tl::unexpected(
        stats::Error{fmt::format("{} has no mutant's scores: NAME_OPERATOR_mutated0_MP_VALUE.csv", folder)});
  return DeepcrimeFolder{baselines.front(), std::move(mutants)};
}

std::string deepcrime_title(const DeepcrimeFolder& folder, const std::string& mutant) {
  std::string text = stem_of(mutant);
  const std::string subject = stem_of(folder.baseline) + "_";
  if (text.starts_with(subject)) text.erase(0, subject.size());
  const std::size_t at = text.find(mark);
  std::string name = text.substr(0, at);
  const std::size_t value = text.find("_MP_", at);
  if (value == std::string::npos) return name;
  std::string shown = text.substr(value + 4);
  if (shown.starts_with("False_")) shown.erase(0, 6); // a setting that has no value
  return name + " " + shown;
}

} // namespace misfire::cli
