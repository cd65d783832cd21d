#include "runner/building/attempts.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::ElementsAre;

/// Options with tools that are there, and a program that asks for nothing.
BuildOptions options_with(const std::string& lld_folder) {
  return {.for_host = true,
          .tools = {.clang = "/clang++", .lld_folder = lld_folder, .runtime = find_tools().runtime}};
}

std::string word_of(const Compiler& compiler) {
  const std::string keeping = compiler.keeping ? ", keeping" : "";
  if (compiler.kind == Compiler::Kind::own) return "own" + keeping;
  return std::to_string(int(compiler.headers)) + (compiler.for_host ? " for a host" : "") + keeping;
}

std::vector<std::string> words_of(const Attempts& attempts) {
  std::vector<std::string> words;
  for (const Compiler& compiler : attempts.compilers)
    words.push_back(word_of(compiler));
  return words;
}

TEST(Attempts, go_from_the_fastest_compiler_to_the_subjects_own) {
  EXPECT_THAT(words_of(attempts_for({}, options_with("/lld"))),
              ElementsAre("2 for a host", "2", "3 for a host", "3", "own"))
      << "without llvm-nm and llvm-objcopy, modules have no code";
}

TEST(Attempts, what_compiles_and_does_not_link_for_a_host_is_tried_without_one) {
  Attempts attempts = attempts_for({}, options_with("/lld"));
  rule_out(attempts, {.why = "error: no", .compiles = true});
  EXPECT_THAT(words_of(attempts), ElementsAre("2", "3", "own"));
}

TEST(Attempts, what_does_not_compile_is_tried_with_other_headers_and_for_a_host_again) {
  Attempts attempts = attempts_for({}, options_with("/lld"));
  rule_out(attempts, {.why = "error: no", .compiles = false});
  EXPECT_THAT(words_of(attempts), ElementsAre("3 for a host", "3", "own"));
  rule_out(attempts, {.why = "error: no", .compiles = false});
  EXPECT_THAT(words_of(attempts), ElementsAre("own"));
}

TEST(Attempts, only_the_subjects_own_compiler_is_left_where_there_is_no_other_or_it_is_asked_for) {
  BuildOptions options = options_with("/lld");
  options.own = true;
  EXPECT_THAT(words_of(attempts_for({}, options)), ElementsAre("own"));
  options = options_with("/lld");
  options.tools.clang.clear();
  EXPECT_THAT(words_of(attempts_for({}, options)), ElementsAre("own"));
}

TEST(Attempts, without_lld_nothing_is_for_a_host) {
  EXPECT_THAT(words_of(attempts_for({}, options_with(""))), ElementsAre("2", "3", "own"));
}

TEST(Attempts, that_keep_networks_come_first_and_say_nothing_of_the_others) {
  BuildOptions options = options_with("");
  options.keeping = true;
  Attempts attempts = attempts_for({}, options);
  EXPECT_THAT(words_of(attempts), ElementsAre("2, keeping", "3, keeping", "own, keeping", "2", "3", "own"));
  const std::string before = attempts.note;
  rule_out(attempts, {.why = "error: no", .compiles = false});
  rule_out(attempts, {.why = "error: no", .compiles = false});
  EXPECT_THAT(words_of(attempts), ElementsAre("own, keeping", "2", "3", "own"));
  rule_out(attempts, {.why = "error: no", .compiles = false});
  EXPECT_THAT(words_of(attempts), ElementsAre("2", "3", "own"));
  EXPECT_EQ(attempts.note, before + " No network is kept, since the program does not build with what keeps "
                                    "them: error: no")
      << "Clang may take it now";
}

} // namespace
} // namespace misfire
