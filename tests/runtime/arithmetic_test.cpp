// What a machine's arithmetic is known by: equal where bits are equal, another where kernels are others.
#include "tests/runtime/program_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire {
namespace {

using testing::IsEmpty;
using testing::MatchesRegex;

/// The line that a program reports which is asked, under these variables beside.
std::string arithmetic(std::map<std::string, std::string> environment = {}) {
  environment["MISFIRE_ARITHMETIC"] = "1";
  const Ended ended = run_program(std::string(TRAINING_PROGRAM) + " draws", environment);
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(ended.output, IsEmpty()) << "the program itself is not run";
  EXPECT_THAT(ended.report, MatchesRegex("arithmetic [0-9a-f]{16}\n"));
  return ended.report;
}

TEST(Arithmetic, is_the_same_each_time_and_with_more_threads) {
  const std::string once = arithmetic();
  EXPECT_EQ(arithmetic(), once);
  EXPECT_EQ(arithmetic({{"OMP_NUM_THREADS", "2"}, {"OPENBLAS_NUM_THREADS", "2"}}), once);
  EXPECT_EQ(arithmetic({{"MISFIRE_SEED", "7"}}), once) << "it draws from a generator of its own";
}

// The first two may be refused by other builds of libtorch; where they are known, results tell.
TEST(Arithmetic, is_another_with_the_kernels_of_older_processors) {
  if (!__builtin_cpu_supports("avx2")) GTEST_SKIP() << "this processor has no others";
  const std::string own = arithmetic();
  EXPECT_NE(arithmetic({{"ATEN_CPU_CAPABILITY", "default"}}), own) << "initial weights";
  EXPECT_NE(arithmetic({{"OPENBLAS_CORETYPE", "Nehalem"}}), own) << "matrix products";
  EXPECT_NE(arithmetic({{"ONEDNN_MAX_CPU_ISA", "SSE41"}}), own) << "convolutions";
}

} // namespace
} // namespace misfire
