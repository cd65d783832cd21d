// Writes build.ninja, runs ninja, and asks it which files an output was made from.
#include "runner/building/ninja.h"

#include "runner/building/shadow_tree.h"
#include "runner/system/tool.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <sstream>

namespace misfire {
namespace {

namespace fs = std::filesystem;

/// `$`, space and `:` mean something to ninja in a path, `$` and the line's end in a value.
std::string escaped(const std::string& text, const std::string& special) {
  std::string result;
  for (char letter : text) {
    if (special.find(letter) != std::string::npos) result += '$';
    result += letter;
  }
  return result;
}

std::string path_text(const std::string& path) {
  return escaped(path, "$ :");
}

/// The step's shell command. An output of an earlier time goes first, so that what is there afterwards is
/// new.
std::string shell_text(const BuildStep& step) {
  return fmt::format("cd {} && rm -f {} && {} > {} 2>&1", shell_quoted(step.directory),
                     shell_quoted(step.output), shell_command(step.command),
                     shell_quoted(log_of(step.output)));
}

} // namespace

std::string log_of(const std::string& output) {
  return output + ".log";
}

std::string ninja_text(const std::vector<BuildStep>& steps) {
  std::string text = "# Written by misfire; changes are lost.\n"
                     "rule compile\n  command = $shell\n  depfile = $out.d\n  deps = gcc\n"
                     "rule make\n  command = $shell\n";
  for (const BuildStep& step : steps) {
    text += fmt::format("\nbuild {}: {}", path_text(step.output), step.writes_depfile ? "compile" : "make");
    for (const std::string& input : step.inputs)
      text += " " + path_text(input);
    for (const std::string& before : step.after)
      text += (&before == &step.after.front() ? " || " : " ") + path_text(before);
    text += fmt::format("\n  shell = {}\n  description = {}\n", escaped(shell_text(step), "$\n"),
                        escaped(step.description, "$\n"));
  }
  return text;
}

Result<NinjaResult> run_ninja(const std::string& folder, const std::vector<BuildStep>& steps, unsigned jobs,
                              const std::function<void(unsigned, unsigned)>& progress) {
  if (auto written = write_if_changed(folder + "/build.ninja", ninja_text(steps)); !written)
    return tl::unexpected(written.error());
  auto on_line = [&](const std::string& line) {
    unsigned done = 0, total = 0;
    if (progress && std::sscanf(line.c_str(), "misfire %u %u", &done, &total) == 2) progress(done, total);
  };
  ToolResult run =
      run_tool({"env", "NINJA_STATUS=misfire %f %t ", "ninja", "-j", std::to_string(jobs), "-k", "0"}, folder,
               on_line);
  if (run.status == 127)
    return failure("ninja is not found in PATH; misfire builds mutants with it (Debian: ninja-build).");
  // How ninja ends where steps have failed, and nothing else has.
  const bool steps_failed = run.output.find("due to previous errors") != std::string::npos;
  return NinjaResult{run.succeeded(), run.succeeded() || steps_failed, run.output};
}

std::map<std::string, std::vector<std::string>> ninja_dependencies(const std::string& folder) {
  std::map<std::string, std::vector<std::string>> dependencies;
  std::istringstream lines(run_tool({"ninja", "-t", "deps"}, folder).output);
  std::vector<std::string>* current = nullptr;
  for (std::string line; std::getline(lines, line);) {
    if (std::size_t end = line.find(": #deps"); end != std::string::npos)
      current = &dependencies[line.substr(0, end)];
    else if (current && line.starts_with("    "))
      current->push_back((fs::path(folder) / line.substr(4)).lexically_normal().string());
  }
  return dependencies;
}

} // namespace misfire
