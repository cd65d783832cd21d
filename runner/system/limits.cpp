// Looks into /proc and at files.
#include "runner/system/limits.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

namespace misfire {

namespace fs = std::filesystem;

namespace {

std::vector<pid_t> children_of(pid_t process) {
  std::vector<pid_t> children;
  std::error_code error;
  const fs::path tasks = fmt::format("/proc/{}/task", process);
  for (fs::directory_iterator task(tasks, error), end; !error && task != end; task.increment(error)) {
    std::ifstream listed(task->path() / "children");
    children.insert(children.end(), std::istream_iterator<pid_t>(listed), std::istream_iterator<pid_t>());
  }
  return children;
}

std::string bytes_text(std::uint64_t bytes) {
  return bytes >= 1'000'000'000 ? fmt::format("{:.3g} GB", double(bytes) / 1e9)
                                : fmt::format("{:.3g} MB", double(bytes) / 1e6);
}

} // namespace

std::vector<pid_t> family_of(pid_t leader, std::size_t most) {
  std::vector<pid_t> family{leader};
  for (std::size_t i = 0; i < family.size() && family.size() < most; ++i)
    for (const pid_t child : children_of(family[i]))
      if (family.size() < most) family.push_back(child);
  return family;
}

std::uint64_t bytes_under(const std::string& folder, std::uint64_t most) {
  constexpr std::uintmax_t block =
      4096; // what an empty file takes too, or soon there is no room for its name
  std::uint64_t bytes = 0;
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator entry(folder, options, error), end;
       !error && entry != end && bytes <= most; entry.increment(error)) {
    std::error_code gone; // while we look
    const bool is_file = !entry->is_symlink(gone) && entry->is_regular_file(gone);
    const std::uintmax_t size = is_file ? entry->file_size(gone) : 0;
    if (!gone) bytes += std::max(size, block);
  }
  return bytes;
}

std::string excess_of(pid_t leader, const std::string& output, const Limits& limits) {
  std::error_code error;
  if (limits.printed && fs::file_size(output, error) > limits.printed && !error)
    return "printed more than " + bytes_text(limits.printed);
  if (limits.processes && family_of(leader, limits.processes + 1).size() > limits.processes)
    return fmt::format("had more than {} processes", limits.processes);
  const std::uint64_t most = limits.disk + limits.there;
  if (limits.disk && bytes_under(limits.folder, most) > most)
    return "wrote more than " + bytes_text(limits.disk);
  return "";
}

void shorten_file(const std::string& path, std::uint64_t most) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error || size <= most) return;
  const std::uint64_t half = most / 2;
  std::string begin(half, '\0'), end(half, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(begin.data(), std::streamsize(half));
  file.seekg(-std::streamoff(half), std::ios::end);
  file.read(end.data(), std::streamsize(half));
  if (!file) return;
  file.close();
  std::ofstream(path, std::ios::binary)
      << begin << fmt::format("\n[misfire left out {} bytes here]\n", size - 2 * half) << end;
}

} // namespace misfire
