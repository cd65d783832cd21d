#include "mutator/operators/operator.h"

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

TrainingProgram with_loss(const std::string& call, Loss loss) {
  auto program = program_of(call + ".backward();\n");
  loss.input = range_of(program, "«output»,");
  loss.target = range_of(program, "«target»");
  program.sites = {{.range = range_of(program, "«" + call + "»"), .meaning = loss}};
  return program;
}

std::string hinge_of(const TrainingProgram& program) {
  const auto mutants = mutate(program, {{"LCH", {"hinge"}}});
  return mutants.made.empty() ? mutants.not_made.front().reason
                              : mutated_files(program, mutants.made.front()).begin()->second;
}

TEST(ChangeLossFunction, keeps_reduction_and_ignored_targets_and_the_words_of_its_arguments) {
  const Loss logits{.function = "cross_entropy", .form = Form::logits, .reduction = "mean"};
  EXPECT_THAT(hinge_of(with_loss("f(output,\n  target)", logits)),
              testing::EndsWith("misfire::hinge(misfire::from_logits(output),\n  target).backward();\n"));
  auto summed = logits;
  summed.reduction = "sum";
  EXPECT_THAT(hinge_of(with_loss("f(output, target, sum)", summed)),
              testing::EndsWith("from_logits(output), target, torch::kSum).backward();\n"));
  auto ignoring = logits;
  ignoring.ignore_index = Slot{.written = "kPad"};
  EXPECT_THAT(hinge_of(with_loss("f(output, target, kPad)", ignoring)),
              testing::EndsWith("from_logits(output), target, torch::kMean, kPad).backward();\n"));
}

TEST(ChangeLossFunction, a_loss_whose_input_or_reduction_is_not_known_is_left_alone) {
  const Loss unknown_form{.function = "mine", .reduction = "mean"};
  EXPECT_THAT(hinge_of(with_loss("f(output, target)", unknown_form)), testing::HasSubstr("is not known"));
  const Loss no_reduction{.function = "nll_loss", .form = Form::log_probabilities};
  EXPECT_THAT(hinge_of(with_loss("f(output, target)", no_reduction)),
              testing::HasSubstr("its reduction is not known"));
}

TEST(ChangeLossFunction, the_programs_own_loss_is_not_made_whatever_libtorch_calls_it) {
  const std::vector<std::tuple<std::string, Form, std::string>> own = {
      {"nll_loss", Form::log_probabilities, "categorical_crossentropy"},
      {"cross_entropy", Form::logits, "categorical_crossentropy"},
      {"binary_cross_entropy", Form::probabilities, "binary_crossentropy"},
      {"binary_cross_entropy_with_logits", Form::binary_logits, "binary_crossentropy"},
      {"kl_div", Form::log_probabilities, "kullback_leibler_divergence"},
      {"mse_loss", Form::values, "mean_squared_error"},
      {"l1_loss", Form::values, "mean_absolute_error"},
      {"huber_loss", Form::values, "huber"}};
  for (const auto& [function, form, keras] : own) {
    const auto program =
        with_loss("f(output, target)", {.function = function, .form = form, .reduction = "mean"});
    const auto mutants = mutate(program, {{"LCH", {keras}}});
    EXPECT_THAT(mutants.made, IsEmpty()) << function;
    EXPECT_THAT(mutants.not_made, ElementsAre(Field(&NotMade::reason, "it is the program's loss function")));
  }
}

TEST(ChangeLossFunction, values_have_seven_losses_and_classes_thirteen) {
  const auto made = [](Form form) {
    return mutate(with_loss("f(output, target)", {.function = "other", .form = form, .reduction = "mean"}),
                  {{"LCH", {}}})
        .made.size();
  };
  EXPECT_EQ(made(Form::values), 7u);
  EXPECT_EQ(made(Form::logits), 13u);
  EXPECT_EQ(made(Form::log_probabilities), 13u);
  EXPECT_EQ(made(Form::probabilities), 13u);
  EXPECT_EQ(made(Form::binary_logits), 13u);
}

} // namespace
} // namespace misfire
