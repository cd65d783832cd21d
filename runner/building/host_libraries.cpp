// Sorts the words of a link line into libraries and the folders they are looked for in.
#include "runner/building/host_libraries.h"

#include "runner/opening/words.h"

#include <algorithm>
#include <filesystem>

namespace misfire {
namespace {

namespace fs = std::filesystem;

using Words = std::vector<std::string>;

/// A library as the link line names it.
struct Library {
  std::string word; ///< a path, or -lNAME
  std::string file; ///< where it is, absolute; empty for one that the linker finds in the system
};

/// What a link line says of shared libraries.
struct LinkedLibraries {
  Words searched;  ///< folders of -L, absolute
  Words run_paths; ///< folders of -rpath, as written
  bool inherited_run_paths =
      false; ///< they hold for what libraries load, too: DT_RPATH in place of DT_RUNPATH
  std::vector<Library> libraries;
};

bool is_shared(const std::string& word) {
  return !word.starts_with("-") && fs::path(word).filename().string().find(".so") != std::string::npos;
}

void append_parts(Words& to, const std::string& text, char between) {
  std::size_t start = 0;
  for (std::size_t end = 0; end != text.npos; start = end + 1) {
    end = text.find(between, start);
    const std::string part = text.substr(start, end == text.npos ? end : end - start);
    if (!part.empty()) to.push_back(part);
  }
}

/// The words as the linker gets them: those that the compiler hands on by -Wl, and -Xlinker apart, each value
/// in a word of its own.
Words linker_words(const Words& words) {
  Words apart;
  for (const std::string& word : words) {
    if (word.starts_with("-Wl,"))
      append_parts(apart, word.substr(4), ',');
    else if (word != "-Xlinker")
      apart.push_back(word);
  }
  Words parted;
  for (const std::string& word : apart) {
    const bool assigned = word.starts_with("-rpath=") || word.starts_with("--rpath=");
    const bool joined = word.starts_with("-L") || word.starts_with("-l") || word.starts_with("-R");
    const std::size_t end = assigned ? word.find('=') : joined ? 2 : word.size();
    parted.push_back(word.substr(0, end));
    if (assigned) parted.push_back(word.substr(end + 1));
    if (joined && end < word.size()) parted.push_back(word.substr(end));
  }
  return parted;
}

/// lib/libNAME.so in the first folder that has one.
std::string find_library(const std::string& name, const Words& folders) {
  for (const std::string& folder : folders)
    if (const fs::path file = fs::path(folder) / ("lib" + name + ".so"); fs::exists(file)) return file;
  return "";
}

LinkedLibraries libraries_on(const LinkCommand& link) {
  Words words = link.before;
  words.insert(words.end(), link.after.begin(), link.after.end());
  words = linker_words(words);
  words.emplace_back(); // the value of a last word that lacks it
  LinkedLibraries linked;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "-L")
      linked.searched.push_back(normal(words[++i], link.directory));
    else if (words[i] == "-rpath" || words[i] == "--rpath" || words[i] == "-R")
      append_parts(linked.run_paths, words[++i], ':');
    else if (words[i] == "-l")
      linked.libraries.push_back({"-l" + words[++i], ""});
    else if (words[i] == "--disable-new-dtags")
      linked.inherited_run_paths = true;
    else if (is_shared(words[i]))
      linked.libraries.push_back({words[i], normal(words[i], link.directory)});
  }
  for (Library& library : linked.libraries)
    if (library.file.empty()) library.file = find_library(library.word.substr(2), linked.searched);
  return linked;
}

bool is_in(const std::string& path, const Words& folders) {
  return std::ranges::any_of(
      folders, [&](const std::string& folder) { return path == folder || path.starts_with(folder + "/"); });
}

/// The folders that libtorch's own libraries on the line stand in.
Words folders_of_torch(const LinkedLibraries& linked) {
  Words folders;
  for (const Library& library : linked.libraries) {
    const fs::path file = library.file;
    if (file.filename().string().starts_with("libtorch")) folders.push_back(file.parent_path());
  }
  return folders;
}

} // namespace

std::vector<std::string> host_libraries(const LinkCommand& link, const std::vector<std::string>& folders) {
  const LinkedLibraries linked = libraries_on(link);
  const Words torch = folders_of_torch(linked);
  const auto is_outside = [&](const std::string& path) {
    return is_in(path, torch) || !is_in(path, folders);
  };
  Words words;
  for (const std::string& folder : linked.searched)
    words.push_back("-L" + folder);
  if (linked.inherited_run_paths) words.push_back("-Wl,--disable-new-dtags");
  for (const std::string& folder : linked.run_paths)
    if (is_outside(normal(folder, link.directory))) words.push_back("-Wl,-rpath," + folder);
  for (const Library& library : linked.libraries)
    if (library.file.empty() || is_outside(library.file)) words.push_back(library.word);
  return words;
}

} // namespace misfire
