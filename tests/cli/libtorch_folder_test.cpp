// A libtorch that was unpacked from an archive: beside the system's own, outside of the project and in it.
#include "tests/cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <unistd.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

/// It says which libtorch it has loaded, and which program it runs in.
const std::string source = R"(#include <torch/torch.h>

#include <fstream>
#include <iostream>

void tell_where_it_runs() {
  std::ifstream maps("/proc/self/maps");
  std::string line;
  std::getline(maps, line); // the process's own program
  std::cout << "program " << line.substr(line.find('/')) << '\n';
  while (std::getline(maps, line))
    if (line.find("/libtorch_cpu.so") != line.npos && line.find("r-xp") != line.npos)
      std::cout << "loaded " << line.substr(line.find('/')) << '\n';
}

int main() {
  tell_where_it_runs();
  torch::manual_seed(1);
  auto inputs = torch::linspace(-1, 1, 64).unsqueeze(1);
  auto targets = 3 * inputs + 1;
  torch::nn::Linear model(1, 1);
  torch::optim::SGD optimizer(model->parameters(), torch::optim::SGDOptions(0.1));
  for (int epoch = 0; epoch < 30; ++epoch) {
    optimizer.zero_grad();
    auto loss = torch::mse_loss(model->forward(inputs), targets);
    loss.backward();
    optimizer.step();
  }
  std::cout << "Test loss: " << torch::mse_loss(model->forward(inputs), targets).item<double>() << '\n';
}
)";

const std::string lists = R"(cmake_minimum_required(VERSION 3.18)
project(lines LANGUAGES CXX)
set(CMAKE_BUILD_TYPE Release)
set(CMAKE_CXX_STANDARD )" PROGRAM_STANDARD R"()
find_package(Torch REQUIRED)
add_executable(lines lines.cpp)
target_link_libraries(lines PRIVATE ${TORCH_LIBRARIES})
)";

class LibtorchFolder : public ::testing::TestWithParam<std::string> {
protected:
  LibtorchFolder() {
    folder = fs::temp_directory_path() / ("misfire-libtorch-" + std::to_string(getpid()));
    fs::remove_all(folder);
    write_file(folder / "project/lines.cpp", source);
    write_file(folder / "project/CMakeLists.txt", lists);
  }
  ~LibtorchFolder() override { fs::remove_all(folder); }

  /// What the lines that begin with `word` say in the logs of all runs.
  std::set<std::string> told(const std::string& word) const {
    std::set<std::string> rest;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "project/misfire.out/logs")) {
      std::ifstream log(entry.path());
      for (std::string line; std::getline(log, line);)
        if (line.starts_with(word + " ")) rest.insert(line.substr(word.size() + 1));
    }
    return rest;
  }

  fs::path folder;
};

TEST_P(LibtorchFolder, is_what_the_host_and_all_its_runs_load) {
  const std::string torch = fs::path(folder / GetParam()).lexically_normal();
  const Ran laid = run_command("/", MISFIRE_SOURCE_DIR "/tests/cli/libtorch_folder.sh '" + torch + "'");
  ASSERT_EQ(laid.exit_code, 0) << laid.output;
  const fs::path project = folder / "project";
  const Ran configured = run_command(project, "cmake -G Ninja -B build -DCMAKE_PREFIX_PATH='" + torch + "'");
  ASSERT_EQ(configured.exit_code, 0) << configured.output;
  const Ran init = run_misfire(project, "init build --target lines");
  ASSERT_EQ(init.exit_code, 0) << init.output;
  std::ofstream(project / "misfire.yml", std::ios::app) << "runs: {baseline: 3, mutant: 3}\n";
  const Ran ran = run_misfire(project, "run --operators HNE -j 2");
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("killed       HNE@lines.cpp"));

  const Ran needed = run_command(project, "ldd misfire.out/build/host");
  EXPECT_THAT(needed.output, HasSubstr("=> " + torch + "/lib/libtorch_cpu.so"))
      << "the host has it before it forks";
  EXPECT_THAT(told("program"), ElementsAre(EndsWith("/misfire.out/build/host")))
      << "every run is forked from it";
  EXPECT_THAT(told("loaded"), ElementsAre(HasSubstr(torch + "/lib/libtorch_cpu.so")));
}

INSTANTIATE_TEST_SUITE_P(Unpacked, LibtorchFolder,
                         ::testing::Values("libtorch", "project/third_party/libtorch"),
                         [](const auto& where) {
                           return where.param == "libtorch" ? "beside_the_project" : "in_the_project";
                         });

} // namespace
} // namespace misfire
