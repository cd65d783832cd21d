// Every mutant of both bundled subjects is compiled, as a campaign compiles it, and differs from the program.
#include "tests/cli/command_line.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <llvm/Support/JSON.h>

#include <set>
#include <unistd.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;

class Subjects : public testing::TestWithParam<std::string> {
protected:
  void SetUp() override {
    folder = fs::temp_directory_path() / ("misfire-" + GetParam() + "-" + std::to_string(getpid()));
    fs::remove_all(folder);
    fs::copy(fs::path(MISFIRE_SOURCE_DIR) / "subjects", folder, fs::copy_options::recursive);
    const Ran configured = run_command(folder, "cmake -G Ninja -B build -DCMAKE_BUILD_TYPE=Release");
    ASSERT_EQ(configured.exit_code, 0) << configured.output;
    const Ran made = run_misfire(folder, "init build --target " + GetParam());
    ASSERT_EQ(made.exit_code, 0) << made.output;
    // Compiling is all that is wanted: a small training for the baseline, and no mutant's.
    const std::string small =
        GetParam() == "mnist_cnn"
            ? "arguments: [--train-samples, '200', --test-samples, '100', --epochs, '1']\n"
            : "";
    write_file(folder / "misfire.yml",
               contents_of(folder / "misfire.yml") + small + "runs: {baseline: 2, mutant: 2}\n");
  }
  void TearDown() override { fs::remove_all(folder); }
  fs::path folder;
};

TEST_P(Subjects, every_mutant_compiles_or_says_why_not_and_none_equals_the_program) {
  const Ran ran = run_misfire(folder, "run --dry-run");
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  auto listed = llvm::json::parse(contents_of(folder / "misfire.out/mutants.json"));
  ASSERT_TRUE(bool(listed)) << llvm::toString(listed.takeError());
  const auto& mutants = *listed->getAsObject()->getArray("mutants");
  std::set<std::string> diffs;
  for (const auto& entry : fs::directory_iterator(folder / "misfire.out/mutants")) {
    const std::string diff = contents_of(entry.path() / "mutant.diff");
    EXPECT_THAT(diff, testing::HasSubstr("\n-")) << entry.path() << " changes nothing";
    EXPECT_TRUE(diffs.insert(diff).second) << entry.path() << " equals another mutant";
  }
  EXPECT_EQ(diffs.size(), mutants.size());
  std::size_t compiled = 0;
  for (const auto& mutant : mutants) {
    const auto reason = mutant.getAsObject()->getString("unbuildable");
    if (!reason)
      ++compiled;
    else
      std::cout << mutant.getAsObject()->getString("id")->str() << ": " << reason->str() << '\n';
  }
  fmt::print("{}: {} of {} mutants compile ({:.1f} %)\n", GetParam(), compiled, mutants.size(),
             100.0 * static_cast<double>(compiled) / static_cast<double>(mutants.size()));
  EXPECT_EQ(compiled, mutants.size());
}

INSTANTIATE_TEST_SUITE_P(bundled, Subjects, testing::Values("fashion_mlp", "mnist_cnn"),
                         [](const auto& subject) { return subject.param; });

} // namespace
} // namespace misfire
