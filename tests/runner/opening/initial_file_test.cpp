// The misfire.yml that misfire init writes.
#include "runner/opening/initial_file.h"

#include <gmock/gmock.h>

using namespace misfire;
using ::testing::HasSubstr;

namespace {

const std::string path = "/p/misfire.yml";

TrainingProgram program() {
  TrainingProgram program;
  program.root = "/p";
  program.files = {{.path = "/p/main.cpp", .text = "\ncout << right << all"}};
  program.printed = {{{"/p/main.cpp", 9, 14}, "{} / {}", 0, "right"}};
  return program;
}

Configuration configuration() {
  Configuration configuration;
  configuration.target = "train";
  configuration.build = "/p/build";
  configuration.directory = "/p";
  configuration.output = "/p/misfire.out";
  return configuration;
}

} // namespace

TEST(InitialFile, has_in_comments_what_might_judge_with_its_place) {
  const TrainingProgram printing = program();
  const std::string text = initial_text(configuration(), possible_metrics(printing), printing, path);
  EXPECT_THAT(text, HasSubstr("\nmetrics:\n#  - { name: score, "));
  EXPECT_THAT(text, HasSubstr("  # main.cpp:2 prints right\n"));
  const auto unchanged = parse_configuration(text, path);
  ASSERT_FALSE(unchanged);
  EXPECT_THAT(unchanged.error().message, HasSubstr("metrics: at least one is needed"));

  std::string taken = text;
  taken.erase(taken.find("#  - "), 1);
  const auto parsed = parse_configuration(taken, path);
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->metrics.at(0).pattern, possible_metrics(printing)[0].metric.pattern);
}

TEST(InitialFile, names_the_sets_of_operators_and_counts_their_mutants) {
  Configuration with_sets = configuration();
  with_sets.operators = *parse_selections("deepcrime,libtorch");
  const std::string text = initial_text(with_sets, {}, program(), path);
  EXPECT_THAT(text, HasSubstr("\n# deepcrime: 0 mutants, libtorch: 0 mutants. `misfire list` says "));
  EXPECT_LT(text.find("# deepcrime: 0"), text.find("\noperators:"));
  EXPECT_THAT(text.substr(text.find("\noperators:")), HasSubstr("libtorch"));
}

TEST(InitialFile, what_was_found_to_judge_stays_beside_the_comments) {
  Configuration with_loss = configuration();
  with_loss.metrics = {{"loss", "train", "loss: (.*)", Goal::minimize}};
  const TrainingProgram printing = program();
  const std::string text = initial_text(with_loss, possible_metrics(printing), printing, path);
  const auto parsed = parse_configuration(text, path);
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->metrics, with_loss.metrics);
}

TEST(InitialFile, tells_whether_it_was_edited) {
  const std::string text = initial_text(configuration(), {}, program(), path);
  EXPECT_TRUE(is_as_written(text));
  EXPECT_FALSE(is_as_written(text + "jobs: 1\n"));
  EXPECT_FALSE(is_as_written("jobs: 1\n" + text));
  EXPECT_FALSE(is_as_written("target: train\n"));
}
