// Reads rows of DeepCrime's statistics, which have no header: their form follows from the file's name.
//
//   *_binarysearch.csv   lower, upper, middle (empty in the first row: the upper is tried), p, d, killed
//   *_exssearch.csv      value, p, d, killed
//   *_nosearch.csv       value or nothing, p, d, killed; of some operators p, d, killed
#include "cli/deepcrime_stats.h"

#include <array>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <optional>
#include <sstream>
#include <vector>

namespace misfire::cli {

namespace {

namespace fs = std::filesystem;

/// The names that statistics have, where score files have others.
constexpr std::array<std::pair<const char*, const char*>, 4> other_names{
    {{"delete_td", "delete_training_data"},
     {"unbalance_td", "unbalance_train_data"},
     {"output_classes_overlap", "make_output_classes_overlap"},
     {"change_patience", "change_earlystopping_patience"}}};

std::string scores_name(const std::string& statistics) {
  for (const auto& [from, to] : other_names)
    if (statistics == from || statistics.starts_with(std::string(from) + "_site"))
      return to + statistics.substr(std::string_view(from).size());
  return statistics;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line)
    if (c == ',')
      cells.emplace_back();
    else if (c != '\r')
      cells.back() += c;
  return cells;
}

std::optional<double> number_in(const std::string& cell) {
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return error == std::errc{} && end == cell.data() + cell.size() ? std::optional(value) : std::nullopt;
}

/// A row with its value; nothing where the row has another form.
std::optional<std::pair<std::string, DeepcrimeVerdict>> verdict_in(const std::vector<std::string>& cells) {
  if (cells.size() != 3 && cells.size() != 4 && cells.size() != 6) return std::nullopt;
  const std::size_t first = cells.size() - 3;
  const auto p = number_in(cells[first]), d = number_in(cells[first + 1]);
  const std::string& killed = cells.back();
  const bool yes = killed == "True" || killed == "TRUE";
  if (!p || !d || (!yes && killed != "False" && killed != "FALSE")) return std::nullopt;
  std::string value = cells.size() == 4 ? cells[0] : "";
  if (cells.size() == 6) value = cells[2].empty() ? cells[1] : cells[2];
  return std::pair(value, DeepcrimeVerdict{*p, *d, yes});
}

} // namespace

std::map<std::string, DeepcrimeVerdict> read_deepcrime_stats(const std::string& folder) {
  std::map<std::string, DeepcrimeVerdict> verdicts;
  std::error_code error;
  for (fs::directory_iterator entry(fs::path(folder) / "stats", error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string stem = entry->path().stem();
    const std::size_t end_of_name = stem.rfind('_'); // behind it stands the kind of search
    if (entry->path().extension() != ".csv" || end_of_name == std::string::npos) continue;
    const std::string name = scores_name(stem.substr(0, end_of_name));
    std::ifstream file(entry->path());
    for (std::string line; std::getline(file, line);)
      if (const auto row = verdict_in(cells_of(line)))
        verdicts[row->first.empty() ? name : name + " " + row->first] = row->second;
  }
  return verdicts;
}

} // namespace misfire::cli
