// What differs between two versions of a program's sources.
#pragma once

#include "mutator/source/version.h"

namespace misfire {

/// Marks the declarations of a version that are not in the other: all of a file where those that are in both
/// stand in another order, since directives may stand between them. One in another namespace is another.
void mark_changed(Version& version, const Version& other);

/// A function's words before its body.
std::string head_of(const Declaration& function);

/// Of a function that has changed, in the file `path`: its statements that have.
std::set<std::size_t> changed_statements(const Declaration& function, const Version& other,
                                         const std::string& path);

} // namespace misfire
