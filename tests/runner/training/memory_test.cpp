#include "runner/training/memory.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

TEST(Memory, of_a_run_is_a_share_of_the_machines_by_the_jobs_or_what_is_asked_for) {
  const double machine = double(memory_of_machine());
  EXPECT_GT(machine, 1e8);
  EXPECT_NEAR(double(memory_of_a_run(MemoryLimit{}, 4)), 0.2 * machine, 1);
  EXPECT_EQ(memory_of_a_run(MemoryLimit{0.8, 5'000'000}, 4), 5'000'000u);
}

} // namespace
} // namespace misfire
