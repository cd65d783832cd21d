// Builds the folder of a run and the bubblewrap command around it.
#include "runner/training/sandbox.h"

#include "runner/training/beside.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <unistd.h>

namespace misfire {

namespace fs = std::filesystem;

namespace {

constexpr const char* report_name = ".misfire-report";

std::vector<std::string> bubblewrap_command() {
  return {"bwrap", "--die-with-parent", "--unshare-net", "--ro-bind", "/",    "/", "--dev-bind", "/dev",
          "/dev",  "--tmpfs",           "/dev/shm",      "--proc",    "/proc"};
}

void append(std::vector<std::string>& command, std::initializer_list<std::string> more) {
  command.insert(command.end(), more);
}

/// The entry of `folder` through which `path`, somewhere below it, is reached.
fs::path entry_towards(const fs::path& path, const fs::path& folder) {
  return folder / *path.lexically_relative(folder).begin();
}

constexpr const char* temporary_folder = "/tmp";

/// Copies a file, or a folder with all that is in it.
void copy_all(const fs::path& from, const fs::path& to) {
  fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
}

/// Puts `own` over /tmp, with only those entries in it through which the inhabitant is reached.
void cover_temporary(std::vector<View>& views, const Inhabitant& inhabitant, const fs::path& own) {
  const fs::path temporary = temporary_folder;
  if (is_within(temporary, inhabitant.directory)) return;
  views.push_back({own, temporary, /*is_own=*/true});
  std::set<fs::path> reached;
  std::vector<std::string> needed = inhabitant.visible;
  needed.push_back(inhabitant.directory);
  for (const std::string& path : needed)
    if (path != temporary && is_within(path, temporary) && fs::exists(path))
      reached.insert(entry_towards(path, temporary));
  for (const fs::path& entry : reached)
    views.push_back({entry, entry});
}

/// What copies take: those of all entries together at most this.
struct Extent {
  std::size_t files = 0;
  std::uintmax_t bytes = 0;

  bool is_small() const { return files <= 20 && bytes <= (16 << 20); }
  auto operator<=>(const Extent&) const = default;
};

/// That of a file, or of a folder with all that is in it; nothing where it is not small, a program, or no
/// such thing.
std::optional<Extent> extent_of(const fs::directory_entry& entry) {
  Extent extent{1, 0};
  if (entry.is_regular_file()) {
    const bool runs = (entry.status().permissions() & fs::perms::owner_exec) != fs::perms::none;
    extent.bytes = entry.file_size();
    return runs || !extent.is_small() ? std::nullopt : std::optional(extent);
  }
  if (!entry.is_directory()) return std::nullopt;
  for (const fs::directory_entry& inner : fs::recursive_directory_iterator(entry.path())) {
    ++extent.files;
    const bool is_file = !inner.is_symlink() && inner.is_regular_file();
    if (is_file) extent.bytes += inner.file_size();
    const bool copied = is_file || inner.is_symlink() || inner.is_directory();
    if (!copied || !extent.is_small()) return std::nullopt;
  }
  return extent;
}

/// Which of the entries the run has copies of: the smallest, files first, no hidden ones.
std::set<fs::path> smallest_of(const std::vector<fs::directory_entry>& entries,
                               const Inhabitant& inhabitant) {
  std::vector<std::pair<Extent, fs::path>> candidates;
  for (const fs::directory_entry& entry : entries) {
    const bool stays = std::ranges::any_of(inhabitant.never_copied, [&](const std::string& path) {
      return is_within(path, entry.path()) || is_within(entry.path(), path);
    });
    const bool hidden = entry.path().filename().string().starts_with('.');
    if (stays || hidden || entry.is_symlink()) continue;
    if (const auto extent = extent_of(entry)) candidates.emplace_back(*extent, entry.path());
  }
  std::ranges::sort(candidates);
  std::set<fs::path> copied;
  Extent sum;
  for (const auto& [extent, path] : candidates) {
    const Extent more{sum.files + extent.files, sum.bytes + extent.bytes};
    if (!more.is_small()) continue;
    sum = more;
    copied.insert(path);
  }
  return copied;
}

/// Which entries of the working directory the run has copies of, so that it can write a checkpoint or a log
/// over one of an earlier time.
std::set<fs::path> copied_entries(const Inhabitant& inhabitant) {
  const fs::directory_iterator entries(inhabitant.directory);
  return smallest_of({begin(entries), end(entries)}, inhabitant);
}

/// Which folders beside the working directory it has copies of, so that it can write there, too.
std::set<fs::path> copied_folders(const Inhabitant& inhabitant) {
  return smallest_of({inhabitant.beside.begin(), inhabitant.beside.end()}, inhabitant);
}

/// Puts copies of the small folders beside the working directory, which lie in `own`, over them.
void cover_beside(std::vector<View>& views, const Inhabitant& inhabitant, const fs::path& own) {
  for (const fs::path& folder : copied_folders(inhabitant)) {
    copy_all(folder, own / folder.filename());
    views.push_back({own / folder.filename(), folder, /*is_own=*/true});
  }
}

/// Puts `own` over the working directory, and that directory's entries into it, copied or as views. Where
/// they are many (a command has room for some thousands, and each mount takes its time), the directory itself
/// is shown in the run's own /tmp, which is `temporary`, and they are links into it.
void cover_directory(std::vector<View>& views, const Inhabitant& inhabitant, const fs::path& own,
                     const fs::path& temporary) {
  constexpr std::size_t many = 200;
  const fs::path directory = inhabitant.directory;
  const fs::path aside = fs::path(temporary_folder) / ".misfire-directory";
  std::vector<fs::path> entries;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    if (entry.is_symlink())
      fs::copy_symlink(entry.path(), own / entry.path().filename());
    else if (entry.is_directory() || entry.is_regular_file())
      entries.push_back(entry.path());
  }
  const bool linked = entries.size() > many && !is_within(temporary_folder, directory);
  const std::set<fs::path> copied = linked ? std::set<fs::path>() : copied_entries(inhabitant);
  if (linked) {
    fs::create_directories(temporary / aside.filename());
    views.push_back({directory, aside});
  }
  views.push_back({own, directory, /*is_own=*/true});
  for (const fs::path& entry : entries)
    if (linked)
      fs::create_symlink(aside / entry.filename(), own / entry.filename());
    else if (copied.contains(entry))
      copy_all(entry, own / entry.filename());
    else
      views.push_back({entry, entry});
}

/// What is not the run's own is read-only.
std::vector<std::string> wrapper_of(const std::vector<View>& views, const fs::path& directory) {
  std::vector<std::string> command = bubblewrap_command();
  append(command, {"--unshare-pid"});
  // bubblewrap leaves root all its rights, with which a run could set the clock or undo mounts. What is left
  // is to read and write files of other users, as root does.
  if (geteuid() == 0) append(command, {"--cap-drop", "ALL", "--cap-add", "CAP_DAC_OVERRIDE"});
  for (const View& view : views)
    append(command, {view.is_own ? "--bind" : "--ro-bind", view.from, view.to});
  append(command, {"--chdir", directory, "--"});
  return command;
}

Cell bubblewrap_cell(const Inhabitant& inhabitant, const fs::path& folder) {
  const fs::path directory = inhabitant.directory;
  const fs::path own = folder / "directory";
  const fs::path temporary = folder / "tmp";
  for (const fs::path& made : {own, temporary, folder / "beside"})
    fs::create_directories(made);
  Cell cell{.folder = folder,
            .report = own / report_name,
            .inner_report = directory / report_name,
            .wrapper = {},
            .directory = own,
            .views = {},
            .inner_directory = directory,
            .temporary = "/tmp"};
  cover_temporary(cell.views, inhabitant, temporary);
  cover_beside(cell.views, inhabitant, folder / "beside");
  cover_directory(cell.views, inhabitant, own, temporary);
  cell.wrapper = wrapper_of(cell.views, directory);
  return cell;
}

/// Links all entries of `from` but some into `to`.
void link_entries(const fs::path& from, const fs::path& to, const std::set<fs::path>& except) {
  for (const fs::directory_entry& entry :
       fs::directory_iterator(from, fs::directory_options::skip_permission_denied))
    if (!except.contains(entry.path())) fs::create_symlink(entry.path(), to / entry.path().filename());
}

/// The working directory and its parent are both imitated, so that ../data is found too.
Cell linked_cell(const Inhabitant& inhabitant, const fs::path& folder) {
  const fs::path directory = inhabitant.directory;
  const fs::path parent = folder / "parent";
  const fs::path own = parent / directory.filename();
  fs::create_directories(own);
  fs::create_directories(folder / "tmp");
  const std::set<fs::path> copied = copied_entries(inhabitant);
  link_entries(directory, own, copied);
  for (const fs::path& entry : copied)
    copy_all(entry, own / entry.filename());
  std::set<fs::path> own_beside = copied_folders(inhabitant);
  for (const fs::path& beside : own_beside)
    copy_all(beside, parent / beside.filename());
  own_beside.insert(directory);
  if (directory.has_relative_path()) link_entries(directory.parent_path(), parent, own_beside);
  return {.folder = folder,
          .report = own / report_name,
          .inner_report = own / report_name,
          .wrapper = {},
          .directory = own,
          .views = {},
          .inner_directory = own,
          .temporary = folder / "tmp"};
}

} // namespace

Isolation find_isolation(Processes& processes, const std::string& scratch) {
  Command command{.arguments = bubblewrap_command(),
                  .environment = {},
                  .directory = "/",
                  .output = fs::path(scratch) / "bubblewrap.txt",
                  .timeout = 10};
  append(command.arguments, {"--unshare-pid", "--", "true"});
  if (!processes.start(command)) return Isolation::links;
  std::optional<Ended> ended;
  while (!(ended = processes.wait(10))) {
  }
  fs::remove(command.output);
  const bool works = ended->how == Ended::How::exited && ended->code == 0;
  return works ? Isolation::bubblewrap : Isolation::links;
}

Result<Cell> make_cell(Isolation isolation, const Inhabitant& inhabitant, const std::string& folder) {
  try {
    return isolation == Isolation::bubblewrap ? bubblewrap_cell(inhabitant, folder)
                                              : linked_cell(inhabitant, folder);
  } catch (const fs::filesystem_error& error) {
    return failure(fmt::format("Making the folder {} for a run in {} failed: {}.", folder,
                               inhabitant.directory, error.what()));
  }
}

std::vector<std::string> wrapper_of_host(Isolation isolation, const std::string& cells) {
  if (isolation != Isolation::bubblewrap) return {};
  // Not --unshare-pid: by the numbers that the host tells of its runs, misfire counts their processes and
  // ends them. Under other numbers than the machine's it would meet none of them, or somebody else's.
  std::vector<std::string> command = bubblewrap_command();
  append(command, {"--bind", cells, cells, "--"});
  return command;
}

void remove_cell(const Cell& cell) {
  std::error_code ignored; // what is left is found by `misfire clean`
  fs::remove_all(cell.folder, ignored);
}

} // namespace misfire
