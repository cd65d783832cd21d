// Reads sources line by line; what a line means is left to Clang, which refuses a text that came out wrong.
#include "runner/building/program_text.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <sstream>

namespace misfire {
namespace {

namespace fs = std::filesystem;

/// What acts outside any namespace, or before main.
constexpr std::array unfit = {"extern \"C\"", "__attribute__((constructor", "[[gnu::constructor"};

class Writer {
public:
  explicit Writer(const TrainingProgram& program) : program_(program) {}

  void write(const ProgramUnit& unit, const std::vector<std::string>& forced) {
    unit_ = &unit;
    written_.clear();
    body_ += fmt::format("namespace {}{} {{\n", program_namespace, units_++);
    for (const std::string& file : forced)
      if (std::binary_search(unit.files.begin(), unit.files.end(), file))
        write_file(file);
      else
        first_.insert(file);
    write_file(unit.main_file);
    body_ += "}\n";
    for (const std::string& macro : macros_of_unit_)
      body_ += "#undef " + macro + "\n";
    macros_.merge(macros_of_unit_);
    macros_of_unit_.clear();
  }

  std::string text() const {
    std::string text;
    for (const std::string& include : first_)
      text += "#include \"" + include + "\"\n";
    for (const std::string& macro : macros_)
      text += fmt::format("#ifdef {0}\n#error the program defines {0}, which is defined before it\n#endif\n",
                          macro);
    return text + body_;
  }

private:
  /// The file of the subject's that `from` includes by this name; empty where it is none.
  std::string included(const std::string& name, const std::string& from) const {
    std::string beside = (fs::path(from).parent_path() / name).lexically_normal();
    const auto& files = unit_->files;
    if (std::binary_search(files.begin(), files.end(), beside)) return beside;
    const auto found = std::find_if(files.begin(), files.end(),
                                    [&](const std::string& file) { return file.ends_with("/" + name); });
    return found == files.end() ? "" : *found;
  }

  void write_file(const std::string& path) {
    if (!written_.insert(path).second) return;
    const bool generated = path == unit_->main_file && !unit_->generated.empty();
    std::istringstream lines(generated ? unit_->generated : get_file(program_, path).text);
    for (std::string line; std::getline(lines, line);)
      if (!write_directive(line, path)) body_ += line + "\n";
  }

  /// Whether the line is a directive that the text has no use for, or has other lines for.
  bool write_directive(const std::string& line, const std::string& path) {
    static const RE2 include(R"(\s*#\s*include\s*([<"])([^>"]+)[>"].*)"), once(R"(\s*#\s*pragma\s+once\b.*)"),
        macro(R"(\s*#\s*(?:define|undef)\s+(\w+).*)");
    std::string mark, name;
    if (RE2::FullMatch(line, once)) return true;
    if (RE2::FullMatch(line, macro, &name)) macros_of_unit_.insert(name);
    if (!RE2::FullMatch(line, include, &mark, &name)) return false;
    const auto& made = unit_->system_includes;
    if (mark == "<" && std::find(made.begin(), made.end(), name) != made.end()) return true;
    const std::string file = included(name, path);
    if (file.empty()) return false;
    write_file(file);
    return true;
  }

  const TrainingProgram& program_;
  const ProgramUnit* unit_ = nullptr;
  unsigned units_ = 0;
  std::set<std::string> written_, macros_of_unit_, macros_;
  std::set<std::string> first_; ///< files included ahead of all namespaces
  std::string body_;
};

} // namespace

tl::expected<std::string, std::string> program_text(const TrainingProgram& program,
                                                    const std::vector<const ProgramUnit*>& units,
                                                    const std::vector<std::string>& forced) {
  Writer writer(program);
  for (const ProgramUnit* unit : units)
    writer.write(*unit, forced);
  std::string text = writer.text();
  for (const char* word : unfit)
    if (text.find(word) != text.npos) return tl::unexpected(fmt::format("it has {}", word));
  return text;
}

} // namespace misfire
