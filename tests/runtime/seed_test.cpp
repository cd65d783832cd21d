#include "tests/runtime/program_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <vector>

using testing::HasSubstr;

namespace misfire {
namespace {

std::string output(const std::string& mode, const std::string& seed) {
  const Ended ended = run_program(std::string(TRAINING_PROGRAM) + " " + mode, {{"MISFIRE_SEED", seed}});
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_NE(ended.output, "");
  return ended.output;
}

// What a program that seeds nothing draws: libtorch's numbers for a global, std::rand's first, libtorch's in
// main.
std::vector<std::string> draws(const std::string& seed) {
  std::istringstream lines(output("draws", seed));
  std::vector<std::string> drawn;
  for (std::string line; std::getline(lines, line);)
    drawn.push_back(line);
  EXPECT_EQ(drawn.size(), 3u);
  drawn.resize(3);
  return drawn;
}

TEST(StartObject, seeds_every_generator_before_globals_are_made) {
  const auto once = draws("1");
  EXPECT_EQ(draws("1"), once);
  const auto other = draws("2");
  for (std::size_t generator = 0; generator < once.size(); ++generator)
    EXPECT_NE(other[generator], once[generator]);
}

TEST(StartObject, seeds_nothing_without_a_seed) {
  const auto once = draws(""), again = draws("");
  EXPECT_NE(once[0], again[0]); // libtorch seeds its generators by chance
  EXPECT_NE(once[2], again[2]);
  EXPECT_EQ(once[1], "1804289383"); // glibc: rand() of a program that never calls srand()
}

TEST(Seed, is_a_function_of_the_run_and_of_the_programs_own) {
  const std::string once = output("seed 5", "1");
  EXPECT_EQ(output("seed 5", "1"), once);
  EXPECT_NE(output("seed 5", "2"), once);
  EXPECT_NE(output("seed 6", "1"), once);
  EXPECT_NE(output("seed 1", "5"), once);
}

TEST(Seed, is_the_programs_own_without_a_run) {
  EXPECT_EQ(output("seed 5", ""), output("manual_seed 5", ""));
}

TEST(Seed, mixes_with_splitmix64) {
  // python3 -c 'M=2**64-1
  // def s(x):
  //   x=(x+0x9e3779b97f4a7c15)&M; x=((x^x>>30)*0xbf58476d1ce4e5b9)&M; x=((x^x>>27)*0x94d049bb133111eb)&M;
  //   return x^x>>31
  // print(s(s(1)+5&M))'
  EXPECT_EQ(output("seed 5", "1"), output("manual_seed 8581286081765471666", ""));
}

TEST(Seed, that_is_no_whole_number_is_refused_with_code_70) {
  for (const char* text : {"one", "-1", "99999999999999999999"}) {
    const Ended ended = run_program(std::string(TRAINING_PROGRAM) + " draws", {{"MISFIRE_SEED", text}});
    EXPECT_EQ(ended.exit_code, 70) << text;
    EXPECT_THAT(ended.output, HasSubstr("MISFIRE_SEED is '" + std::string(text) + "', not a whole number"));
  }
}

} // namespace
} // namespace misfire
