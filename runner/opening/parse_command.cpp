// Asks the option table of Clang's driver which flags it knows, so that no list of GCC's need be kept.
#include "runner/opening/parse_command.h"

#include <clang/Basic/Version.h>
#if CLANG_VERSION_MAJOR >= 22 // in which the options have left the driver
#include <clang/Options/Options.h>
#else
#include <clang/Driver/Options.h>
#endif
#include <llvm/Option/ArgList.h>
#include <llvm/Option/OptTable.h>

namespace misfire {
namespace {

#if CLANG_VERSION_MAJOR >= 22
namespace options = clang::options;
using clang::getDriverOptTable;
#else
namespace options = clang::driver::options;
using clang::driver::getDriverOptTable;
#endif
using llvm::opt::Arg;

/// The words of all options that `kept` accepts, as they were written.
template <typename Predicate>
std::vector<std::string> words_of(const std::vector<std::string>& arguments, Predicate kept) {
  std::vector<const char*> words;
  for (const std::string& argument : arguments)
    words.push_back(argument.c_str());
  unsigned missing_index = 0, missing_count = 0;
  auto parsed = getDriverOptTable().ParseArgs(words, missing_index, missing_count,
                                              llvm::opt::Visibility(options::ClangOption));
  std::vector<std::string> result;
  unsigned end = missing_count ? missing_index : static_cast<unsigned>(arguments.size());
  for (auto argument = parsed.begin(); argument != parsed.end(); ++argument) {
    unsigned stop = std::next(argument) == parsed.end() ? end : (*std::next(argument))->getIndex();
    if (kept(**argument))
      result.insert(result.end(), arguments.begin() + (*argument)->getIndex(), arguments.begin() + stop);
  }
  return result;
}

/// GCC's specs and plugins have the form of options that Clang knows and cannot follow.
bool is_known(const Arg& argument) {
  for (unsigned id :
       {options::OPT_UNKNOWN, options::OPT_specs_EQ, options::OPT_specs, options::OPT_fplugin_EQ})
    if (argument.getOption().matches(id)) return false;
  return true;
}

/// Outputs, phases, dependency files and warnings as errors change nothing of what is parsed.
bool is_parsed(const Arg& argument) {
  for (unsigned id : {options::OPT_M_Group, options::OPT_o, options::OPT_c, options::OPT_S, options::OPT_E,
                      options::OPT_INPUT})
    if (argument.getOption().matches(id)) return false;
  return !(argument.getSpelling() == "-W" && llvm::StringRef(argument.getValue()).starts_with("error"));
}

} // namespace

std::vector<std::string> known_to_clang(const std::vector<std::string>& arguments) {
  return words_of(arguments, is_known);
}

std::vector<std::string> parse_arguments(const Unit& unit) {
  return words_of(unit.arguments,
                  [](const Arg& argument) { return is_known(argument) && is_parsed(argument); });
}

} // namespace misfire
