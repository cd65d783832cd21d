// Knows how compilers, linkers, make, ninja and CMake begin an error, and the causes that people meet with
// libtorch.
#include "runner/opening/build_failure.h"

#include "runner/opening/libtorch.h"
#include "runner/system/text_file.h"
#include "runner/system/tool.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <sstream>
#include <utility>

namespace misfire {
namespace {

/// How the errors of compilers, linkers, ninja and make begin.
const RE2& error_line() {
  static const RE2 line(
      R"(\berror: |\bundefined reference to |\bcannot find -l|^g?make(?:\[\d+\])?: \*\*\* )");
  return line;
}

/// What a linker's driver repeats of the linker's own errors.
const RE2& repeating_line() {
  static const RE2 line(R"(^collect2: error: |linker command failed)");
  return line;
}

/// A header that refuses the program's C++, by GCC and by Clang. All other errors follow from that, some
/// ahead of it.
const RE2& refused_standard() {
  static const RE2 line(R"(error: (?:#error )?(?:You need )?C\+\+(\d\d)\b)");
  return line;
}

bool begins_cmake_error(const std::string& line) {
  return line.starts_with("CMake Error");
}

/// The line, and the paragraphs that CMake has indented below it.
std::string cmake_error(std::istringstream& lines, std::string text) {
  std::string blank;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() ? !blank.empty() : !line.starts_with(" ")) break;
    if (line.empty())
      blank = "\n";
    else
      text += std::exchange(blank, "") + "\n" + line;
  }
  return text;
}

std::string standard_cause(const std::string& error, const std::string& standard) {
  std::string header;
  RE2::PartialMatch(error, R"(^([^:\s]+):\d+)", &header);
  const auto version = libtorch_version_of(header);
  return fmt::format(
      "This is what libtorch{} says to programs of an older C++: it needs C++{}. Set CMAKE_CXX_STANDARD "
      "{} in CMakeLists.txt; where nothing sets it there, -DCMAKE_CXX_STANDARD={} does.",
      version ? " " + *version : "", standard, standard, standard);
}

std::string header_cause(const std::string& header) {
  if (header.starts_with("torch/") || header.starts_with("ATen/") || header.starts_with("c10/"))
    return "The compiler is not told where libtorch's headers are: link the target with "
           "\"${TORCH_LIBRARIES}\", or "
           "configure anew if libtorch has moved.";
  return fmt::format(
      "No include directory of the target has the header {}: install what brings it, or name its "
      "folder by target_include_directories.",
      header);
}

std::string reference_cause(const std::string& symbol) {
  const bool torch = RE2::PartialMatch(symbol, R"(\b(?:torch|at|c10|caffe2)::)");
  if (torch && symbol.find("__cxx11") != symbol.npos)
    return "Program and libtorch were built for two forms of std::string: compile with libtorch's "
           "${TORCH_CXX_FLAGS}, "
           "or take the libtorch that is built for the other form (its archives say \"cxx11 ABI\").";
  if (torch)
    return "The target is not linked with libtorch: target_link_libraries(... \"${TORCH_LIBRARIES}\").";
  return "What is called is in no source and no library of the target: one is missing from its "
         "CMakeLists.txt, or was "
         "built for another program.";
}

} // namespace

std::string first_error_of_build(const std::string& printed) {
  std::string first;
  std::istringstream lines(printed);
  for (std::string line; std::getline(lines, line);) {
    if (RE2::PartialMatch(line, refused_standard())) return line;
    if (!first.empty() || RE2::PartialMatch(line, repeating_line())) continue;
    if (begins_cmake_error(line))
      first = cmake_error(lines, line);
    else if (RE2::PartialMatch(line, error_line()))
      first = line;
  }
  return first;
}

std::string cause_of(const std::string& error) {
  std::string found;
  if (RE2::PartialMatch(error, refused_standard(), &found)) return standard_cause(error, found);
  if (RE2::PartialMatch(
          error, R"((?:fatal error: '?)([^':]+?)'?(?:: No such file or directory| file not found))", &found))
    return header_cause(found);
  if (RE2::PartialMatch(error, R"((?:undefined reference to |undefined symbol: )(.*))", &found))
    return reference_cause(found);
  if (RE2::PartialMatch(error, R"((?:cannot find|unable to find library) -l(\S+?):?(?:\s|$))", &found))
    return fmt::format(
        "There is no lib{0}.so and no lib{0}.a where the linker looks: install what brings it.", found);
  if (RE2::PartialMatch(error, R"(needed by .*missing and no known rule|No rule to make target)"))
    return "A file that the build needs is gone: configure anew if a library has moved.";
  if (RE2::PartialMatch(error, R"(Killed signal terminated program|out of memory|Cannot allocate memory)"))
    return "Memory ran out: build the target yourself with fewer jobs, then call misfire again.";
  if (error.find("No space left on device") != error.npos) return "The disk is full.";
  if (RE2::PartialMatch(error, R"re((?s)Could not find a package configuration file provided by\s+"(\w+)")re",
                        &found))
    return found == "Torch"
               ? "CMake does not find libtorch: configure with -DCMAKE_PREFIX_PATH=FOLDER, where "
                 "FOLDER/share/cmake/Torch is."
               : fmt::format("CMake does not find {}: install its development package.", found);
  return "";
}

std::string build_failure(const std::string& what, const std::string& printed, const std::string& log) {
  const std::string error = first_error_of_build(printed);
  std::string told = what;
  if (!error.empty()) told += fmt::format(" The first error:\n{}\n", error);
  if (const std::string cause = cause_of(error); !cause.empty()) told += cause + "\n";
  const bool kept = write_text(log, printed).has_value();
  if (error.empty() || !kept)
    told += (error.empty() ? " Its end:\n" : "Its end:\n") + last_lines(printed, 20);
  if (kept) told += fmt::format("{}The whole output is in {}.", told.ends_with('\n') ? "" : "\n", log);
  return told;
}

} // namespace misfire
