// Every mutant of every program compiles, by every operator.
#include "mutator/operators/operator.h"
#include "tests/reader/compiled_mutants.h"
#include "tests/reader/read_program.h"

#include <gtest/gtest.h>
#include <map>

namespace misfire {
namespace {

TEST(AllPrograms, have_mutants_that_compile) {
  std::map<std::string, std::vector<Mutant>> mutants;
  std::vector<programs::MutantOf> all;
  for (const auto& name : programs::all()) {
    mutants[name] = mutate(programs::get(name), {}).made;
    for (const auto& mutant : mutants[name])
      all.push_back({&programs::get(name), &mutant});
  }
  programs::expect_to_compile(all);
  EXPECT_GT(all.size(), 1000u);
}

} // namespace
} // namespace misfire
