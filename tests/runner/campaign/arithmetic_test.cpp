// What is learnt of machines before anything is trained on them, and remembered.
#include "runner/campaign/arithmetic.h"

#include "tests/runner/campaign/campaign_fixture.h"

#include <cstdlib>
#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::HasSubstr;
using testing::Scripted;

class ArithmeticTest : public testing::CampaignFixture {
protected:
  /// Of a machine on which the program does so.
  Result<std::optional<std::string>> asked_where(Scripted answer) {
    programs["/programs/baseline"] = [answer](std::uint64_t, testing::Number) { return answer; };
    const std::unique_ptr<Executor> executor = this_machine(processes, Isolation::links, configuration, 1);
    return ask_arithmetic(*executor, built.baseline, [this] { return interruption; });
  }

  Interruption interruption = Interruption::none;
};

TEST_F(ArithmeticTest, is_what_a_process_of_the_baselines_binary_reports) {
  EXPECT_EQ(**asked_where({.printed = "", .report = "arithmetic 5a7d\n"}), "5a7d");
  ASSERT_EQ(processes.started.size(), 1u);
  EXPECT_EQ(processes.started.front().environment.at("MISFIRE_ARITHMETIC"), "1");
}

TEST_F(ArithmeticTest, of_a_program_that_cannot_say_is_not_known) {
  EXPECT_EQ(**asked_where({.printed = "", .report = ""}), "");
  EXPECT_EQ(processes.started.size(), 1u) << "asked again it would say no more";
}

TEST_F(ArithmeticTest, is_not_known_after_an_interruption) {
  interruption = Interruption::finish;
  EXPECT_EQ(*asked_where({.printed = "", .report = "arithmetic 5a7d\n"}), std::nullopt);
}

TEST_F(ArithmeticTest, of_a_cluster_is_remembered_for_what_decides_it) {
  Surroundings surroundings{.data = "", .system = "libtorch 1.13"};
  EXPECT_EQ(read_arithmetic(configuration, built, surroundings), std::nullopt);
  ASSERT_TRUE(write_arithmetic(configuration, built, surroundings, "5a7d"));
  EXPECT_EQ(read_arithmetic(configuration, built, surroundings), "5a7d");

  Configuration portable = configuration;
  portable.arithmetic = Arithmetic::portable;
  EXPECT_EQ(read_arithmetic(portable, built, surroundings), std::nullopt);
  setenv("ATEN_CPU_CAPABILITY", "default", 1);
  EXPECT_EQ(read_arithmetic(configuration, built, surroundings), std::nullopt);
  unsetenv("ATEN_CPU_CAPABILITY");
  surroundings.system = "libtorch 2.6";
  EXPECT_EQ(read_arithmetic(configuration, built, surroundings), std::nullopt);
}

} // namespace
} // namespace misfire
