// Makes a subject of a link command and a compile database.
#include "runner/opening/open_commands.h"

#include "runner/opening/words.h"

#include <clang/Tooling/JSONCompilationDatabase.h>
#include <fmt/format.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/Program.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace misfire {
namespace {

namespace fs = std::filesystem;

using Words = std::vector<std::string>;

/// "CXX", "C", or nothing for what is no source.
std::string language_of(const std::string& path) {
  static const std::map<std::string, std::string> languages{{".cpp", "CXX"}, {".cc", "CXX"}, {".cxx", "CXX"},
                                                            {".c++", "CXX"}, {".C", "CXX"},  {".c", "C"}};
  const auto found = languages.find(fs::path(path).extension().string());
  return found == languages.end() ? "" : found->second;
}

bool is_object(const std::string& word) {
  return !word.starts_with("-") && (word.ends_with(".o") || word.ends_with(".obj"));
}

bool is_for_the_linker(const std::string& word) {
  return word.starts_with("-l") || word.starts_with("-L") || word.starts_with("-Wl,") || word == "-shared" ||
         (!word.starts_with("-") && language_of(word).empty());
}

/// Whether a compiler's flag has its value in a word of its own.
bool has_a_value(const std::string& word) {
  const Words flags{"-isystem", "-I", "-D", "-include", "-idirafter", "-iquote"};
  return std::ranges::count(flags, word) > 0;
}

std::string program_path(const std::string& name) {
  if (name.find('/') != name.npos) return name;
  const auto found = llvm::sys::findProgramByName(name);
  return found ? *found : "";
}

/// Flags of a compile command alone: without a launcher such as ccache, compiler, source, output and
/// dependency files.
Words flags_of(Words words, const std::string& source, const std::string& directory) {
  const Words with_a_value{"-o", "-MF", "-MT", "-MQ"};
  const Words alone{"-c", "-MD", "-MMD", "-MP", "--"};
  Words flags;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (std::ranges::count(with_a_value, words[i]))
      ++i;
    else if (!std::ranges::count(alone, words[i]) && normal(words[i], directory) != source)
      flags.push_back(words[i]);
  }
  return flags;
}

/// The units of compile_commands.json by the object they are compiled into, and in its order.
struct Compiled {
  std::vector<Unit> units;
  std::map<std::string, std::size_t> by_object;
};

Unit unit_of(const clang::tooling::CompileCommand& command) {
  Words words = command.CommandLine;
  const std::string launcher = words.empty() ? "" : fs::path(words[0]).filename().string();
  if (launcher == "ccache" || launcher == "sccache" || launcher == "distcc") words.erase(words.begin());
  const std::string source = normal(command.Filename, command.Directory);
  return {.source = source,
          .directory = command.Directory,
          .compiler = words.empty() ? "" : program_path(words[0]),
          .arguments = flags_of(words, source, command.Directory),
          .language = language_of(source),
          .archive = ""};
}

/// Where a command puts its object: as the database says, as -o says, or beside the directory by the source's
/// name.
std::string object_of(const clang::tooling::CompileCommand& command) {
  if (!command.Output.empty()) return normal(command.Output, command.Directory);
  for (std::size_t i = 1; i + 1 < command.CommandLine.size(); ++i)
    if (command.CommandLine[i] == "-o") return normal(command.CommandLine[i + 1], command.Directory);
  return normal(fs::path(command.Filename).stem().string() + ".o", command.Directory);
}

Result<Compiled> read_database(const std::string& folder) {
  Compiled compiled;
  const std::string path = folder + "/compile_commands.json";
  if (!fs::exists(path)) return compiled;
  std::string fault;
  const auto database = clang::tooling::JSONCompilationDatabase::loadFromFile(
      path, fault, clang::tooling::JSONCommandLineSyntax::Gnu);
  if (!database) return failure(fmt::format("{}: cannot be read as a compile database: {}", path, fault));
  for (const auto& command : database->getAllCompileCommands()) {
    Unit unit = unit_of(command);
    if (unit.language.empty() || unit.compiler.empty()) continue;
    compiled.by_object[object_of(command)] = compiled.units.size();
    compiled.units.push_back(std::move(unit));
  }
  return compiled;
}

/// The deepest folder that holds both.
fs::path common(const fs::path& one, const fs::path& other) {
  fs::path shared;
  for (auto a = one.begin(), b = other.begin(); a != one.end() && b != other.end() && *a == *b; ++a, ++b)
    shared /= *a;
  return shared;
}

/// Goes through a link command word by word.
struct Reading {
  const Words words;
  const std::string directory;
  const Compiled compiled;
  Subject subject;
  std::string program = "a.out"; ///< what is linked

  void read() {
    subject.link = {.directory = directory, .driver = program_path(words[0]), .before = {}, .after = {}};
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (words[i] == "-o" && i + 1 < words.size()) program = words[i + 1];
      if (words[i] == "-o" || has_a_value(words[i]))
        ++i; // what is only for the compiler
      else if (!take_source(words[i]) && !take_object(words[i]))
        (subject.units.empty() && !is_for_the_linker(words[i]) ? subject.link.before : subject.link.after)
            .push_back(words[i]);
    }
    if (subject.units.empty()) subject.units = compiled.units;
    const std::string folder = fs::path(normal(program, directory)).parent_path();
    subject.link.before = with_origin(std::move(subject.link.before), folder);
    subject.link.after = with_origin(std::move(subject.link.after), folder);
  }

private:
  bool take_source(const std::string& word) {
    if (word.starts_with("-") || language_of(word).empty()) return false;
    const std::string source = normal(word, directory);
    subject.units.push_back({.source = source,
                             .directory = directory,
                             .compiler = subject.link.driver,
                             .arguments = compile_flags(),
                             .language = language_of(word),
                             .archive = ""});
    return true;
  }

  /// The command's flags that are for the compiler, with their values where those are words of their own.
  Words compile_flags() const {
    Words flags;
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (words[i] == "-o") {
        ++i;
      } else if (has_a_value(words[i]) && i + 1 < words.size()) {
        flags.push_back(words[i]);
        flags.push_back(words[++i]);
      } else if (words[i].starts_with("-") && !is_for_the_linker(words[i])) {
        flags.push_back(words[i]);
      }
    }
    return flags;
  }

  bool take_object(const std::string& word) {
    if (!is_object(word)) return false;
    const auto found = compiled.by_object.find(normal(word, directory));
    if (found == compiled.by_object.end()) return false;
    subject.units.push_back(compiled.units[found->second]);
    return true;
  }
};

} // namespace

Result<Subject> open_commands(const Configuration& configuration) {
  const Words words = command_words(configuration.link);
  if (words.empty() || program_path(words[0]).empty())
    return failure(
        fmt::format("link: '{}' does not begin with a compiler that can be found.", configuration.link));
  Result<Compiled> compiled = read_database(configuration.build);
  if (!compiled) return tl::unexpected(compiled.error());
  Reading reading{words, configuration.build, std::move(*compiled), {}};
  reading.read();
  Subject subject = std::move(reading.subject);
  if (subject.units.empty())
    return failure(fmt::format("link: '{}' names no source, and there is no {}/compile_commands.json. `bear "
                               "-- make`, `ninja -t compdb` and "
                               "Meson write one.",
                               configuration.link, configuration.build));
  fs::path project = configuration.build;
  bool out_of_tree = true;
  for (const Unit& unit : subject.units) {
    out_of_tree = out_of_tree && !unit.source.starts_with(configuration.build + "/");
    project = common(project, fs::path(unit.source).parent_path());
  }
  subject.target = configuration.target;
  subject.project = project;
  subject.build = out_of_tree ? configuration.build : configuration.output;
  subject.arguments = configuration.arguments;
  subject.directory = configuration.directory;
  return subject;
}

} // namespace misfire
