// What reading costs: CPU time of reading a unit, with every operator and all of its edits, over that of
// `clang++ -fsyntax-only` with the same flags. Both in processes of their own, by turns, so that a busy
// machine troubles both alike. Or what reading side by side gains: the time of reading 30 units as misfire
// reads a program, over that of one after another.
//
//   bench_reading COMPILE_COMMANDS_JSON PROJECT [--json] [--side-by-side]
#include "mutator/operators/operator.h"
#include "mutator/reader/read.h"
#include "mutator/source/emit.h"
#include "runner/opening/parse_command.h"
#include "runner/system/contents.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <llvm/Support/JSON.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace misfire;

constexpr int rounds = 5;

std::string contents_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The units of a compile database whose commands are lists of arguments.
std::vector<Unit> units_in(const std::string& database) {
  std::vector<Unit> units;
  const auto parsed = llvm::cantFail(llvm::json::parse(contents_of(database)));
  for (const auto& entry : *parsed.getAsArray()) {
    const auto& command = *entry.getAsObject();
    Unit unit;
    unit.directory = command.getString("directory")->str();
    unit.source = std::filesystem::path(unit.directory) / command.getString("file")->str();
    unit.language = "CXX";
    const auto& arguments = *command.getArray("arguments");
    unit.compiler = arguments.front().getAsString()->str();
    for (auto argument = arguments.begin() + 1; argument != arguments.end() - 2; ++argument) // -c FILE
      unit.arguments.push_back(argument->getAsString()->str());
    units.push_back(std::move(unit));
  }
  return units;
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

/// The CPU seconds of a process that does `work` and ends; it must succeed.
template <typename Work>
double cpu_of(Work work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    fmt::print(stderr, "bench_reading: a process failed\n");
    std::exit(1);
  }
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

int read_and_mutate(const Unit& unit, const std::string& project) {
  const auto facts =
      read_units({{unit.source, unit.directory, parse_arguments(unit)}}, {.project = project, .build = ""});
  const auto program = link(facts);
  if (is_unread(program)) return 1;
  std::size_t bytes = 0;
  const auto every_operator = parse_selections("all");
  if (!every_operator) return 1;
  for (const auto& mutant : mutate(program, *every_operator).made)
    bytes += diff_of(program, mutant).size();
  return bytes == 0 && program.sites.size() > 3 ? 1 : 0;
}

int check_syntax(const Unit& unit) {
  std::vector<std::string> words = {MISFIRE_CLANG, "-fsyntax-only", "-w"};
  for (const auto& argument : parse_arguments(unit))
    words.push_back(argument);
  words.push_back(unit.source);
  std::vector<char*> arguments;
  for (auto& word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);
  if (chdir(unit.directory.c_str()) != 0) return 1;
  execv(MISFIRE_CLANG, arguments.data());
  return 1;
}

/// The seconds that `work` takes.
template <typename Work>
double time_of(Work work) {
  const auto began = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

void read_side_by_side(const Unit& unit, const std::string& project, bool json) {
  const std::vector<UnitCommand> commands(30, {unit.source, unit.directory, parse_arguments(unit)});
  const ReadOptions options{.project = project, .build = ""};
  const double after_another = time_of([&] {
    for (const UnitCommand& command : commands)
      read_unit(command, options);
  });
  const double together = time_of(
      [&] { read_units_watched(commands, options, std::thread::hardware_concurrency(), digest_of_content); });
  if (json)
    fmt::print("{{\"reading_parallel_ratio\": {:.4f}}}\n", together / after_another);
  else
    fmt::print("{} units: one after another {:.1f} s, side by side {:.1f} s on {} processors, ratio {:.3f}\n",
               commands.size(), after_another, together, std::thread::hardware_concurrency(),
               together / after_another);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_reading COMPILE_COMMANDS_JSON PROJECT [--json] [--side-by-side]\n");
    return 1;
  }
  const std::vector<std::string> options(argv + 3, argv + argc);
  const bool json = std::ranges::find(options, "--json") != options.end();
  if (std::ranges::find(options, "--side-by-side") != options.end()) {
    read_side_by_side(units_in(argv[1]).back(), argv[2], json);
    return 0;
  }
  std::vector<double> ratios;
  double reading = 0, checking = 0;
  for (const Unit& unit : units_in(argv[1])) {
    std::vector<double> read, checked;
    for (int round = 0; round < rounds; ++round) {
      read.push_back(cpu_of([&] { return read_and_mutate(unit, argv[2]); }));
      checked.push_back(cpu_of([&] { return check_syntax(unit); }));
    }
    reading += median(read);
    checking += median(checked);
    if (!json)
      fmt::print("{}: reading {:.2f} s, clang++ -fsyntax-only {:.2f} s, ratio {:.3f}\n",
                 std::filesystem::path(unit.source).lexically_relative(argv[2]).string(), median(read),
                 median(checked), median(read) / median(checked));
  }
  if (json)
    fmt::print(
        "{{\"reading_ratio\": {:.4f}, \"reading_seconds\": {:.3f}, \"syntax_only_seconds\": {:.3f}}}\n",
        reading / checking, reading, checking);
  else
    fmt::print("all units: ratio {:.3f}\n", reading / checking);
}
