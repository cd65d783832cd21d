#include "mutator/operators/training_data/data_fault.h"

#include "mutator/source/emit.h"
#include "tests/program/program_by_hand.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using by_hand::program_of;
using by_hand::range_of;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

Mutants deletions(const TrainingProgram& program) {
  return spoil_training_data(program, "misfire::delete_training_data", 99, "deleted");
}

/// The program's file after its only mutant.
std::string mutated(const TrainingProgram& program) {
  const auto mutants = deletions(program);
  EXPECT_EQ(mutants.made.size(), 1u);
  return mutants.made.empty() ? "" : mutated_files(program, mutants.made.front()).begin()->second;
}

TrainingProgram with_tensors(const std::string& text, const std::string& after,
                             std::vector<std::string> inputs = {"x"}) {
  auto program = program_of(text);
  const auto point = range_of(program, after);
  program.sites = {{.range = point,
                    .role = Role::train,
                    .meaning = TrainingTensors{.inputs = std::move(inputs), .targets = "y", .after = point}}};
  return program;
}

TEST(DataFault, is_a_statement_of_its_own_before_the_one_that_trains) {
  EXPECT_THAT(
      mutated(with_tensors("{\n  fit(x, y);\n}\n", "«»fit(x, y)")),
      testing::EndsWith("{\n  misfire::delete_training_data(x, y, misfire::value(99));\n  fit(x, y);\n}\n"));
  EXPECT_THAT(
      mutated(with_tensors("{ make(); fit(x, y); }\n", "«»fit(x, y)")),
      testing::EndsWith("{ make(); misfire::delete_training_data(x, y, misfire::value(99)); fit(x, y); }\n"));
}

TEST(DataFault, stands_below_the_comment_that_names_the_tensors) {
  EXPECT_THAT(mutated(with_tensors("  // misfire: train-data x y\n  fit();\n", "train-data x y«»\n")),
              testing::EndsWith("  // misfire: train-data x y\n"
                                "  misfire::delete_training_data(x, y, misfire::value(99));\n  fit();\n"));
}

TEST(DataFault, ties_several_inputs) {
  EXPECT_THAT(
      mutated(with_tensors("fit();\n", "«»fit()", {"a", "b"})),
      testing::EndsWith("misfire::delete_training_data(std::tie(a, b), y, misfire::value(99));\nfit();\n"));
}

TrainingProgram with_datasets(const std::vector<Role>& roles) {
  auto program = program_of("load(a);\nload(b);\n");
  const std::vector<std::string> places = {"load(«a»)", "load(«b»)"};
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const auto range = range_of(program, places[i]);
    program.sites.push_back({.range = range,
                             .role = roles[i],
                             .meaning = Dataset{.type = "Points", .data = Place{.range = range}}});
  }
  return program;
}

TEST(DataFault, takes_the_line_ends_of_the_file) {
  EXPECT_THAT(
      mutated(with_tensors("// x, y\r\nfit(x, y);\r\n", "// x, y«»")),
      testing::HasSubstr("// x, y\r\nmisfire::delete_training_data(x, y, misfire::value(99));\r\nfit"));
  EXPECT_THAT(mutated(with_tensors("{\r\n  fit(x, y);\r\n}\r\n", "«»fit(x, y)")),
              testing::HasSubstr("misfire::value(99));\r\n  fit"));
}

TEST(DataFault, spares_datasets_that_are_not_trained_on) {
  const auto mutants = deletions(with_datasets({Role::eval, Role::train}));
  EXPECT_EQ(mutants.made.size(), 1u);
  EXPECT_THAT(mutants.not_made, ElementsAre(Field(&NotMade::reason, "it is no training data")));
}

TEST(DataFault, takes_a_dataset_of_unknown_role_only_if_it_is_the_only_one) {
  EXPECT_EQ(deletions(with_datasets({Role::unknown})).made.size(), 1u);
  const auto two = deletions(with_datasets({Role::unknown, Role::unknown}));
  EXPECT_THAT(two.made, IsEmpty());
  EXPECT_EQ(two.not_made.size(), 2u);
}

TEST(DataFault, of_a_stream_acts_on_every_batch_or_is_not_made) {
  auto program = program_of("load(Sensor());\n");
  const auto range = range_of(program, "load(«Sensor()»)");
  Dataset stream{.type = "Sensor", .data = Place{range, {}, {}}};
  stream.streams = true;
  program.sites = {{.range = range, .role = Role::train, .meaning = stream}};
  EXPECT_THAT(deletions(program).made, IsEmpty());
  const auto labels = spoil_training_data(program, "misfire::change_label", 100, "relabelled", ActsOn::labels,
                                          "misfire::change_label_of_batch");
  ASSERT_EQ(labels.made.size(), 1u);
  EXPECT_EQ(labels.made[0].description, "in every batch, relabelled");
  EXPECT_THAT(mutated_files(program, labels.made[0]).begin()->second,
              testing::HasSubstr("load(misfire::change_label(Sensor(), "));
}

TEST(DataFault, says_why_a_dataset_cannot_be_wrapped) {
  auto program = with_datasets({Role::train});
  program.sites.front().meaning = Dataset{.type = "Points", .obstacle = "its type is spelled out"};
  EXPECT_THAT(deletions(program).not_made, ElementsAre(Field(&NotMade::reason, "its type is spelled out")));
}

} // namespace
} // namespace misfire
