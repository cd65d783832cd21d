// Mutants are known again after edits elsewhere, and told apart where they are alike.
#include "mutator/source/identity.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

const std::string two_functions = "int a() { return f(1); }\nint b() { return f(1) + f(1); }\n";

/// A mutant for each `f(1)`, which becomes g().
std::vector<MutantIdentity> identities_in(const std::string& source) {
  TrainingProgram program;
  program.root = "/p";
  program.files = {{"/p/main.cpp", source, 0}};
  std::vector<Mutant> mutants;
  for (std::size_t at = 0; (at = source.find("f(1)", at)) != source.npos; ++at)
    mutants.push_back(
        {.id = std::to_string(mutants.size()),
         .operator_id = "FOO",
         .edits = {{.range = {"/p/main.cpp", std::uint32_t(at), std::uint32_t(at + 4)}, .text = "g()"}}});
  std::vector<MutantIdentity> identities;
  for (const auto& [id, identity] : identities_of(program, mutants))
    identities.push_back(identity);
  return identities;
}

TEST(Identity, lines_and_comments_change_none) {
  EXPECT_EQ(identities_in(two_functions),
            identities_in("// Two functions.\n\n" + two_functions + "int c();\n"));
}

TEST(Identity, those_that_are_alike_are_told_apart) {
  const auto identities = identities_in(two_functions);
  ASSERT_EQ(identities.size(), 3u);
  EXPECT_NE(identities[0].loose, identities[1].loose);
  EXPECT_NE(identities[1].strict, identities[2].strict);
}

TEST(Identity, equal_functions_are_told_apart_by_their_namespace_and_by_how_many_there_are) {
  const std::string one = "namespace { int a() { return f(1); } }\n";
  const auto named = identities_in("namespace m { int a() { return f(1); } }\n" + one);
  EXPECT_NE(named[0].strict, named[1].strict);
  const auto alike = identities_in(one + one), alone = identities_in(one);
  EXPECT_NE(alike[0].strict, alike[1].strict);
  EXPECT_NE(alike[0].strict, alone[0].strict) << "which of both is left is not known";
}

TEST(Identity, the_function_around_is_part_of_the_strict_one_alone) {
  const auto before = identities_in(two_functions),
             after = identities_in("int a() { h(); return f(1); }" + two_functions.substr(25));
  ASSERT_EQ(after.size(), 3u);
  EXPECT_EQ(before[0].loose, after[0].loose);
  EXPECT_NE(before[0].strict, after[0].strict);
  EXPECT_EQ(before[1], after[1]);
}

} // namespace
} // namespace misfire
