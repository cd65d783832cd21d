#include "tests/operators/trained_mutants.h"

#include "mutator/operators/operator.h"
#include "mutator/reader/read.h"
#include "mutator/source/emit.h"
#include "tests/operators/golden.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace misfire {
namespace {

namespace fs = std::filesystem;

TrainingProgram program_of(const fs::path& source) {
  const std::string folder = source.parent_path().string();
  const auto unit =
      read_unit({source.string(), folder, {"-std=c++" PROGRAM_STANDARD, "-isystem", MISFIRE_TORCH_INCLUDE}},
                {folder, ""});
  if (!unit.refusal.empty()) throw std::runtime_error(unit.refusal);
  return link({unit});
}

/// Sources as functions of one unit, called by their names.
struct Unit {
  std::vector<std::string> includes;
  std::string body, choices;
  int sources = 0;

  void add(const std::string& name, const std::string& text) {
    body += fmt::format("namespace source_{} {{\n", ++sources);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      const bool include = line.starts_with("#include");
      if (include && std::find(includes.begin(), includes.end(), line) == includes.end())
        includes.push_back(line);
      if (include) continue;
      const auto entry = line.find("int main()");
      body += (entry == line.npos ? line : line.replace(entry, 10, "int run()")) + "\n";
    }
    body += "} // namespace\n";
    choices += fmt::format("  if (name == \"{}\") return source_{}::run();\n", name, sources);
  }

  std::string text() const {
    return fmt::format(
        "{}\n#include <string>\n{}int main(int, char** arguments) {{\n  const std::string name = "
        "arguments[1];\n{}  return 1;\n}}\n",
        fmt::join(includes, "\n"), body, choices);
  }
};

} // namespace

TrainedMutants::TrainedMutants(const std::string& name, const std::string& operators) {
  const fs::path source = fs::path(MISFIRE_SOURCE_DIR) / "tests/operators/effects" / (name + ".cpp");
  const auto read = program_of(source);
  const auto mutants = mutate(read, *parse_selections(operators));
  Unit unit;
  unit.add("program", golden::read(source));
  ids_.push_back("program");
  for (const auto& mutant : mutants.made) {
    unit.add(mutant.id, mutated_files(read, mutant).begin()->second);
    ids_.push_back(mutant.id);
  }
  binary_ = (fs::path(SCRATCH_FOLDER) / ("effects_of_" + name)).string();
  std::ofstream(binary_ + ".cpp", std::ios::binary) << unit.text();
  const auto command =
      fmt::format("{} -std=c++" PROGRAM_STANDARD " -w {} '{}.cpp' -o '{}' {} > '{}.log' 2>&1", CLANG_COMPILER,
                  TORCH_INCLUDES, binary_, binary_, TORCH_LINKED, binary_);
  if (std::system(command.c_str()) != 0)
    throw std::runtime_error(command + "\n" + golden::read(binary_ + ".log"));
}

std::string TrainedMutants::printed_by(const std::string& begins, const std::string& ends) const {
  std::string name;
  for (const auto& known : ids_)
    if (known.starts_with(begins) && known.ends_with(ends)) name = known;
  if (name.empty()) throw std::runtime_error("no mutant's id begins '" + begins + "', ends '" + ends + "'");
  const auto command = fmt::format("OMP_NUM_THREADS=1 '{}' '{}' 2>&1", binary_, name);
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> buffer{};
  std::string printed;
  for (std::size_t count = 1; count > 0;) {
    count = fread(buffer.data(), 1, buffer.size(), pipe);
    printed.append(buffer.data(), count);
  }
  if (pclose(pipe) != 0) throw std::runtime_error(command + "\n" + printed);
  return printed;
}

} // namespace misfire
