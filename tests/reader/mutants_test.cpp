// Every mutant of every program compiles, by every operator.
#include "mutator/operators/operator.h"
#include "tests/reader/compiled_mutants.h"
#include "tests/reader/read_program.h"

#include <gtest/gtest.h>
#include <map>

namespace misfire {
namespace {

/// Compiles what operators make of every program; the number of mutants.
std::size_t compile_mutants_by(const std::string& operators) {
  std::map<std::string, std::vector<Mutant>> mutants;
  std::vector<programs::MutantOf> all;
  for (const auto& name : programs::all()) {
    mutants[name] = mutate(programs::get(name), *parse_selections(operators)).made;
    for (const auto& mutant : mutants[name])
      all.push_back({&programs::get(name), &mutant});
  }
  programs::expect_to_compile(all);
  return all.size();
}

TEST(AllPrograms, have_mutants_that_compile) {
  EXPECT_GT(compile_mutants_by("deepcrime"), 1000u);
}

TEST(AllPrograms, have_mutants_by_faults_of_libtorch_programs_that_compile) {
  EXPECT_GT(compile_mutants_by("libtorch"), 500u);
}

} // namespace
} // namespace misfire
