// Writes shadow trees and turns include directories towards them.
#include "runner/building/shadow_tree.h"

#include "runner/system/text_file.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

namespace misfire {
namespace {

namespace fs = std::filesystem;

Result<void> cannot(const std::string& what, const std::string& path, const std::string& why) {
  return failure(fmt::format("{}: {}: {}. Is the disk full, or the folder not writable?", path, what, why));
}

Result<void> link_to(const std::string& path, const std::string& goal) {
  std::error_code error;
  if (fs::is_symlink(path) && fs::read_symlink(path, error) == goal) return {};
  fs::remove(path, error);
  fs::create_directories(fs::path(path).parent_path(), error);
  fs::create_symlink(goal, path, error);
  if (error) return cannot("the link cannot be made", path, error.message());
  return {};
}

void remove_others(const std::string& folder, const std::set<std::string>& kept) {
  std::vector<fs::path> others;
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(folder, ignored))
    if (!entry.is_directory() || entry.is_symlink())
      if (!kept.count(entry.path().string())) others.push_back(entry.path());
  for (const fs::path& path : others)
    fs::remove(path, ignored);
}

std::string absolute(const std::string& path, const std::string& directory) {
  std::string full = (fs::path(directory) / path).lexically_normal().string();
  return full.size() > 1 && full.back() == '/' ? full.substr(0, full.size() - 1) : full;
}

/// The options whose value is an include directory, or a file to be included. Longer ones first: -I is a
/// prefix of none, but -include is one of -include-pch.
const std::vector<std::string> directory_options = {"-isystem", "-iquote", "-idirafter", "-I"};
const std::vector<std::string> file_options = {"-include", "-imacros"};

/// An option with its value, however they were written; an empty name for anything else.
struct Option {
  std::string name, value;
};

Option option_at(const std::vector<std::string>& arguments, std::size_t& index,
                 const std::vector<std::string>& names) {
  const std::string& word = arguments[index];
  for (const std::string& name : names) {
    if (word == name && index + 1 < arguments.size()) return {name, arguments[++index]};
    if (word.starts_with(name) && !word.starts_with(name + "-") && word != name)
      return {name, word.substr(name.size())};
  }
  return {};
}

} // namespace

std::string shadow_path(const std::string& folder, const std::string& path) {
  return folder + path;
}

std::string original_path(const std::string& folder, const std::string& path) {
  return path.starts_with(folder + "/") ? path.substr(folder.size()) : path;
}

Result<void> write_if_changed(const std::string& path, const std::string& text) {
  std::error_code error;
  if (fs::is_symlink(path)) fs::remove(path, error); // else the subject's own file would be written
  if (const Result<std::string> present = read_text(path); present && *present == text) return {};
  fs::create_directories(fs::path(path).parent_path(), error);
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) return cannot("cannot be written", path, error ? error.message() : "writing fails");
  return {};
}

std::string with_relative_includes(const std::string& text, const std::string& path,
                                   const std::vector<std::string>& files) {
  static const RE2 include(R"((?m)^([ \t]*#[ \t]*include[ \t]*["<])(/[^">\n]+)[">])");
  std::string turned;
  re2::StringPiece rest(text), before, name;
  const char* kept_to = text.data();
  while (RE2::FindAndConsume(&rest, include, &before, &name)) {
    const fs::path included = fs::path(std::string(name)).lexically_normal();
    if (!std::binary_search(files.begin(), files.end(), included.string())) continue;
    turned.append(kept_to, name.data());
    turned += included.lexically_relative(fs::path(path).parent_path()).string();
    kept_to = name.data() + name.size();
  }
  return turned.append(kept_to, text.data() + text.size());
}

Result<void> write_shadow_tree(const std::string& folder, const std::map<std::string, std::string>& texts,
                               const std::map<std::string, std::string>& links) {
  std::set<std::string> kept;
  for (const auto& [path, text] : texts) {
    std::string shadow = shadow_path(folder, path);
    kept.insert(shadow);
    if (auto written = write_if_changed(shadow, text); !written) return written;
  }
  for (const auto& [path, goal] : links) {
    if (texts.count(path)) continue;
    std::string shadow = shadow_path(folder, path);
    kept.insert(shadow);
    if (auto linked = link_to(shadow, goal); !linked) return linked;
  }
  remove_others(folder, kept);
  return {};
}

std::vector<std::string> redirected(const std::vector<std::string>& arguments, const std::string& directory,
                                    const std::vector<std::string>& files, const std::string& folder) {
  auto holds_a_file = [&](const std::string& parent) {
    return std::any_of(files.begin(), files.end(), [&](const std::string& file) {
      return parent == "/" || file.starts_with(parent + "/");
    });
  };
  std::vector<std::string> result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (Option option = option_at(arguments, i, directory_options); !option.name.empty()) {
      std::string path = absolute(option.value, directory);
      if (holds_a_file(path)) result.insert(result.end(), {option.name, shadow_path(folder, path)});
      result.insert(result.end(), {option.name, path});
    } else if (option = option_at(arguments, i, file_options); !option.name.empty()) {
      // A file that does not stand there is looked for in the include directories: its name stays as it is.
      std::string path = absolute(option.value, directory);
      bool ours = std::find(files.begin(), files.end(), path) != files.end();
      std::string value = ours ? shadow_path(folder, path) : fs::exists(path) ? path : option.value;
      result.insert(result.end(), {option.name, value});
    } else {
      result.push_back(arguments[i]);
    }
  }
  return result;
}

} // namespace misfire
