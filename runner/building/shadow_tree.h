// The folder tree that a mutant is compiled from: the subject's files as symbolic links, the changed ones
// with their own text, each under its absolute path below the tree's folder.
//
// A quoted include looks beside the including file first, so a unit that includes a changed header is
// compiled at its shadow path; and every include directory that holds files of the subject gets its shadow in
// front. With g++ and Clang alike: otherwise the changed header is silently not used.
#pragma once

#include "runner/error.h"

#include <map>
#include <string>
#include <vector>

namespace misfire {

/// Where the file at `path` (absolute) stands in the tree at `folder`.
std::string shadow_path(const std::string& folder, const std::string& path);

/// The file that a path in the tree stands for; a path outside it stands for itself.
std::string original_path(const std::string& folder, const std::string& path);

/// Makes the tree at `folder`: each file of `texts` (by absolute path) with its text, each file of `links`
/// (absolute path to the absolute path it shall lead to) as a link. What is there and right is left
/// untouched, so that its time tells when it changed; what else is in the folder is removed.
Result<void> write_shadow_tree(const std::string& folder, const std::map<std::string, std::string>& texts,
                               const std::map<std::string, std::string>& links);

/// A unit's flags with every include directory under which one of `files` stands preceded by its shadow, and
/// every file included by the command line that is one of `files` replaced by its shadow. Relative paths are
/// made absolute from `directory`.
std::vector<std::string> redirected(const std::vector<std::string>& arguments, const std::string& directory,
                                    const std::vector<std::string>& files, const std::string& folder);

/// The text of the file at `path` with every #include of one of `files` (sorted) by an absolute path replaced
/// by a relative one, which in each tree leads to the file there: what a unity build generates includes the
/// subject's sources so.
std::string with_relative_includes(const std::string& text, const std::string& path,
                                   const std::vector<std::string>& files);

/// Writes a file if its text differs from what is there.
Result<void> write_if_changed(const std::string& path, const std::string& text);

} // namespace misfire
