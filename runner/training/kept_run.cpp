// Moves files between cells and the folder of kept networks.
#include "runner/training/kept_run.h"

#include "runner/training/beside.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace misfire {

namespace fs = std::filesystem;

namespace {

/// Moves a file, to another file system too.
void move_file(const fs::path& from, const fs::path& to) {
  fs::create_directories(to.parent_path());
  std::error_code error;
  fs::rename(from, to, error);
  if (error) fs::copy_file(from, to);
}

/// Where a mount of the run's left an empty file or folder in its cell, from outside.
std::vector<fs::path> mount_points(const Cell& cell) {
  std::vector<fs::path> points;
  for (const View& own : cell.views) {
    if (!own.is_own) continue;
    for (const View& view : cell.views)
      if (view.to != own.to && is_within(view.to, own.to))
        points.push_back(fs::path(own.from) / fs::path(view.to).lexically_relative(own.to));
  }
  return points;
}

void collect(const fs::path& folder, const fs::path& root, const std::vector<fs::path>& without,
             CellFiles& files) {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.is_symlink() || std::ranges::find(without, entry.path()) != without.end()) continue;
    if (entry.is_directory())
      collect(entry.path(), root, without, files);
    else if (entry.is_regular_file())
      files[entry.path().lexically_relative(root)] = {entry.file_size(),
                                                      entry.last_write_time().time_since_epoch().count()};
  }
}

} // namespace

std::uint64_t kept_of_a_run(const Configuration& configuration) {
  constexpr std::uint64_t runs = 50;
  return configuration.keep / runs;
}

std::string network_of(const std::string& report) {
  return fs::path(report).replace_filename(".misfire-network");
}

CellFiles files_in(const Cell& cell) {
  CellFiles files;
  try {
    std::vector<fs::path> without = mount_points(cell);
    without.insert(without.end(), {fs::path(cell.report), fs::path(network_of(cell.report))});
    collect(cell.folder, cell.folder, without, files);
  } catch (const fs::filesystem_error&) { // a file that cannot be seen cannot be kept either
    files.clear();
  }
  return files;
}

std::string keep_run(const Cell& cell, const CellFiles& before, const std::string& kept, std::uint64_t most) {
  const std::string part = kept + ".part";
  std::error_code ignored;
  try {
    const fs::path network = network_of(cell.report);
    if (!fs::exists(network)) return "the run left no network";
    CellFiles left = files_in(cell);
    std::erase_if(left, [&](const auto& file) {
      const auto known = before.find(file.first);
      return known != before.end() && known->second == file.second;
    });
    std::uintmax_t bytes = fs::file_size(network);
    for (const auto& [path, file] : left)
      bytes += file.first;
    if (bytes > most)
      return fmt::format("its network and the files that it writes take {} bytes, more than the {} of a run",
                         bytes, most);
    fs::remove_all(part);
    move_file(network, fs::path(part) / "network");
    for (const auto& [path, file] : left)
      move_file(fs::path(cell.folder) / path, fs::path(part) / "files" / path);
    fs::remove_all(kept);
    fs::rename(part, kept);
    return "";
  } catch (const fs::filesystem_error& error) {
    fs::remove_all(part, ignored);
    return fmt::format("it could not be written: {}", error.what());
  }
}

Result<void> restore_run(const std::string& kept, const Cell& cell) {
  try {
    fs::copy_file(fs::path(kept) / "network", network_of(cell.report));
    if (fs::exists(fs::path(kept) / "files"))
      fs::copy(fs::path(kept) / "files", cell.folder,
               fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    return {};
  } catch (const fs::filesystem_error& error) {
    return failure(fmt::format("Reading the network that is kept in {} failed: {}.", kept, error.what()));
  }
}

} // namespace misfire
