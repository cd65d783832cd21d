#include "tests/runtime/program_run.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <sys/wait.h>
#include <unistd.h>

namespace misfire {
namespace {

std::string contents(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

} // namespace

Ended run_program(const std::string& command, const std::map<std::string, std::string>& environment,
                  Reporting reporting) {
  const std::string scratch = testing::TempDir() + "misfire_runtime." + std::to_string(getpid());
  std::filesystem::remove_all(scratch);
  std::filesystem::create_directories(scratch);
  std::string line =
      "env -u MISFIRE_VALUE -u MISFIRE_PROBE -u MISFIRE_SEED -u MISFIRE_REPORT OMP_NUM_THREADS=1 ";
  for (const auto& [name, text] : environment)
    line += name + "='" + text + "' ";
  if (reporting == Reporting::on) line += "MISFIRE_REPORT=" + scratch + "/report ";
  line += command + " > " + scratch + "/out 2> " + scratch + "/err";

  const int status = std::system(line.c_str());
  const Ended ended{.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
                    .output = contents(scratch + "/out") + contents(scratch + "/err"),
                    .report = contents(scratch + "/report")};
  std::filesystem::remove_all(scratch);
  return ended;
}

} // namespace misfire
