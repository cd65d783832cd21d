// Every mutant of every program compiles, by every operator.
#include "mutator/operators/operator.h"
#include "tests/reader/compiled_mutants.h"
#include "tests/reader/read_program.h"

#include <algorithm>
#include <cstdlib>
#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <random>

namespace misfire {
namespace {

/// Compiles what operators make of programs, or so many of those, drawn by a fixed seed; the number of all.
std::size_t compile_mutants_by(const std::string& operators, const std::vector<std::string>& names,
                               std::size_t most) {
  std::map<std::string, std::vector<Mutant>> mutants;
  std::vector<programs::MutantOf> all;
  for (const auto& name : names) {
    mutants[name] = mutate(programs::get(name), *parse_selections(operators)).made;
    for (const auto& mutant : mutants[name])
      all.push_back({&programs::get(name), &mutant});
  }
  const auto count = all.size();
  if (count > most && !std::getenv("MISFIRE_ALL_MUTANTS")) {
    std::shuffle(all.begin(), all.end(), std::mt19937(1));
    all.resize(most);
  }
  programs::expect_to_compile(all);
  return count;
}

TEST(AllPrograms, have_mutants_that_compile) {
  EXPECT_GT(compile_mutants_by("deepcrime", programs::all(), std::numeric_limits<std::size_t>::max()), 1000u);
}

/// All of them: MISFIRE_ALL_MUTANTS=1, which takes two minutes of a core.
TEST(AllPrograms, have_mutants_by_faults_of_libtorch_programs_that_compile) {
  auto names = programs::all();
  for (const char* program : {"perceptron", "convolution", "adversaries", "q_learning"})
    names.push_back(std::string("tests/campaigns/") + program);
  EXPECT_GT(compile_mutants_by("libtorch", names, 200), 1000u);
}

/// Of the forms in which a fault is easily written wrong, all are compiled.
TEST(OddForms, have_mutants_by_faults_of_libtorch_programs_that_compile) {
  const auto& program = programs::get("tests/programs/training_loops_in_odd_forms.cpp");
  const auto mutants = mutate(program, *parse_selections("libtorch")).made;
  std::vector<programs::MutantOf> all;
  for (const auto& mutant : mutants)
    all.push_back({&program, &mutant});
  EXPECT_GT(all.size(), 50u);
  programs::expect_to_compile(all);
}

} // namespace
} // namespace misfire
