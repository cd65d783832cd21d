// What people wrote beside the programs of the corpus: where which fault belongs (README.md has the format
// and the rules).
#pragma once

#include <set>
#include <string>
#include <vector>

namespace misfire::corpus {

/// A line of a source: the file's name without its folders, and the line, from 1.
using Line = std::pair<std::string, unsigned>;

/// One place of an operator.
struct Annotation {
  std::string family;     ///< the operator's id; "DATA" for each fault of training data
  Line line;              ///< where it is annotated
  std::set<Line> allowed; ///< that line, and those at which its remark lets the fault be written as well
  bool certain = true;    ///< false with a `?`: it may also be explained
};

/// Of an operator, the family that it is counted with.
std::string family_of(const std::string& operator_id);

/// The names of the programs, sorted.
std::vector<std::string> programs();

/// A program's path from the root of the repository: a source, or a folder of sources.
std::string path_of(const std::string& program);

std::vector<Annotation> annotations_of(const std::string& program);

} // namespace misfire::corpus
