// What metrics cannot show, and which of a program's numbers they take.
#include "runner/opening/doubts.h"

#include "runner/opening/printed.h"

#include <gmock/gmock.h>

using namespace misfire;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

const SourceRange loss{"main.cpp", 10, 20}, other_loss{"main.cpp", 30, 40};

struct Printed {
  std::string label, after, line;
  std::vector<SourceRange> losses = {};
  bool of_one_batch = false;
};

TrainingProgram program_printing(const std::vector<Printed>& lines) {
  TrainingProgram program;
  for (const Printed& one : lines) {
    Site site;
    site.meaning = Metric{.label = one.label,
                          .after = one.after,
                          .line = one.line,
                          .losses = one.losses,
                          .of_one_batch = one.of_one_batch};
    program.sites.push_back(site);
  }
  return program;
}

const MetricPattern train_loss{"loss", "train", "loss: ([0-9.]+)", Goal::minimize};
const MetricPattern accuracy{"accuracy", "test", "accuracy: ([0-9.]+)", Goal::maximize};

std::vector<std::string> findings(const std::vector<MetricPattern>& metrics, const TrainingProgram& program) {
  Configuration configuration;
  configuration.metrics = metrics;
  std::vector<std::string> found;
  for (const Doubt& doubt : doubts_of(configuration, program))
    found.push_back(doubt.finding);
  return found;
}

} // namespace

TEST(Printed, a_pattern_takes_the_number_that_its_group_stands_around) {
  const TrainingProgram program =
      program_printing({{"loss: ", ", accuracy: ", "loss: {}, accuracy: {}", {loss}},
                        {", accuracy: ", "", "loss: {}, accuracy: {}"}});
  ASSERT_EQ(printed_by(program, train_loss).size(), 1u);
  EXPECT_EQ(printed_by(program, train_loss).front()->label, "loss: ");
  EXPECT_EQ(printed_by(program, accuracy).front()->label, ", accuracy: ");
  EXPECT_THAT(printed_by(program, {.name = "x", .pattern = "[bad"}), IsEmpty());
}

TEST(Printed, a_loss_is_a_metrics_own_where_every_line_of_it_is_made_of_it) {
  const Printed train{"loss: ", "", "loss: {}", {loss, other_loss}}, test{"loss: ", "", "test loss: {}", {}};
  EXPECT_THAT(own_losses(program_printing({train}), train_loss), ElementsAre(loss, other_loss));
  EXPECT_THAT(own_losses(program_printing({train, {"loss: ", "", "a loss: {}", {loss}}}), train_loss),
              ElementsAre(loss));
  EXPECT_THAT(own_losses(program_printing({train, test}), train_loss), IsEmpty());
  MetricPattern maximized = train_loss;
  maximized.goal = Goal::maximize;
  EXPECT_THAT(own_losses(program_printing({train}), maximized), IsEmpty());
}

TEST(Doubts, there_are_none_where_a_score_of_test_data_judges) {
  EXPECT_THAT(findings({accuracy, train_loss}, program_printing({{"loss: ", "", "loss: {}", {loss}}})),
              IsEmpty());
}

TEST(Doubts, what_is_measured_on_training_data_alone_is_said_and_what_its_own_loss_cannot_judge) {
  EXPECT_THAT(findings({train_loss}, program_printing({{"loss: ", "", "loss: {}", {loss}}})),
              ElementsAre("nothing is measured on test data: what judges is loss, on the data of training",
                          "the metric loss is the value of the loss that is trained with: it cannot judge a "
                          "change of that loss (LCH)"));
}

TEST(Doubts, the_loss_of_one_batch_judges_badly_and_is_missed_where_it_is_only_recorded) {
  const TrainingProgram program = program_printing({{"loss: ", "", "loss: {}", {loss}, true}});
  EXPECT_THAT(findings({accuracy, train_loss}, program),
              ElementsAre("the metric loss, which judges on train, is the loss of one batch alone"));
  MetricPattern recorded = train_loss;
  recorded.judges = false;
  EXPECT_THAT(findings({accuracy, recorded}, program),
              ElementsAre("the metric loss is the loss of one batch alone, so it is recorded and does not "
                          "judge: nothing judges on train"));
}

TEST(Doubts, a_number_that_counts_or_is_constant_judges_nothing) {
  const MetricPattern last{"last", "test", "([0-9.]+)", Goal::maximize};
  const auto doubted = [&](const std::string& expression) {
    TrainingProgram program;
    program.printed = {{.range = loss, .line = "epoch {} of 20", .index = 0, .expression = expression}};
    return findings({last}, program);
  };
  for (const char* expression :
       {"epoch", "epoch + 1", "this->step_", "options.epochs", "20", "i + 1", "batch_idx", "kEpochs"})
    EXPECT_THAT(doubted(expression), ElementsAre("the metric last, which judges on test, is the number `" +
                                                 std::string(expression) +
                                                 "` in the line 'epoch {} of 20': it is the same whatever "
                                                 "the network has learned, and cannot judge"));
  for (const char* expression : {"score", "right * 1.0 / count", "evaluate(net)", "0.5 * epoch_loss",
                                 "epoch_loss", "batch_loss", "correct_count", "n", "step_accuracy"})
    EXPECT_THAT(doubted(expression), IsEmpty()) << expression;
  TrainingProgram scored = program_printing({{"epoch ", "", "epoch {}"}});
  scored.printed = {{.range = loss, .line = "{} epochs", .index = 0, .expression = "epoch"}};
  EXPECT_THAT(findings({last}, scored), IsEmpty()) << "it takes a score as well";
}
