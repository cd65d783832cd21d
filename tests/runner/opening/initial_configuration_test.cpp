#include "runner/opening/initial_configuration.h"

#include "runner/training/metrics.h"

#include <gmock/gmock.h>

#include <sstream>

using namespace misfire;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

/// A program that prints these lines; the metrics of a line are the numbers written {name}, of which {} is
/// none.
TrainingProgram printing(const std::vector<std::string>& lines, Role role = Role::unknown) {
  TrainingProgram program;
  for (const std::string& line : lines) {
    std::string text;
    std::vector<std::pair<std::size_t, bool>> values; // where in the text, and whether it is a metric
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '{') {
        std::size_t end = line.find('}', i);
        values.emplace_back(text.size(), end != i + 1);
        text += "{}";
        i = end;
      } else {
        text += line[i];
      }
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      std::size_t begin = i ? values[i - 1].first + 2 : 0, end = values[i].first;
      std::size_t next = i + 1 < values.size() ? values[i + 1].first : text.size();
      Site site;
      site.role = role;
      site.meaning =
          Metric{text.substr(begin, end - begin), text.substr(end + 2, next - end - 2), text, "", "", {}};
      if (values[i].second) program.sites.push_back(site);
    }
  }
  return program;
}

/// "test_accuracy test max": name, suite, goal.
std::vector<std::string> shown(const std::vector<MetricPattern>& metrics) {
  std::vector<std::string> result;
  for (const MetricPattern& metric : metrics)
    result.push_back(metric.name + " " + metric.suite + (metric.goal == Goal::maximize ? " max" : " min"));
  return result;
}

/// What each pattern finds in an output, by the runner's own search.
std::map<std::string, std::vector<std::string>> found(const std::vector<MetricPattern>& metrics,
                                                      const std::string& output) {
  for (const MetricPattern& metric : metrics)
    EXPECT_EQ(pattern_fault(metric.pattern), "") << metric.pattern;
  std::istringstream printed(output);
  return find_metrics(printed, metrics);
}

} // namespace

TEST(InitialConfiguration, fashion_mlps_metrics_are_found) {
  auto metrics = proposed_metrics(printing(
      {"Test loss: {loss}, test accuracy: {accuracy}", "Train loss: {loss}, train accuracy: {accuracy}"}));
  EXPECT_THAT(shown(metrics), ElementsAre("test_accuracy test max", "test_loss test min",
                                          "train_accuracy train max", "train_loss train min"));
  auto values =
      found(metrics, "Test loss: 0.512, test accuracy: 0.81\nTrain loss: 0.4, train accuracy: 0.9\n");
  EXPECT_THAT(values["test_accuracy"], ElementsAre("0.81"));
  EXPECT_THAT(values["test_loss"], ElementsAre("0.512"));
  EXPECT_THAT(values["train_accuracy"], ElementsAre("0.9"));
  EXPECT_THAT(values["train_loss"], ElementsAre("0.4"));
}

TEST(InitialConfiguration, validation_judges_only_where_nothing_is_tested) {
  EXPECT_THAT(shown(proposed_metrics(printing({"valid rmse: {rmse}", "test rmse: {rmse}"}))),
              ElementsAre("test_rmse test min", "validation_rmse validation min"));
  EXPECT_THAT(shown(proposed_metrics(printing({"Epoch {}: val acc {accuracy}"}))),
              ElementsAre("acc test max"));
}

TEST(InitialConfiguration, mnist_cnns_metrics_are_found) {
  auto metrics = proposed_metrics(
      printing({"Epoch {}: loss {loss}", "Test accuracy: {accuracy}", "Train accuracy: {accuracy}"}));
  EXPECT_THAT(shown(metrics),
              ElementsAre("test_accuracy test max", "train_accuracy train max", "loss train min"));
  auto values = found(metrics, "Epoch  1: loss 1.9210\nEpoch  2: loss nan\nTest accuracy: 0.9012\n"
                               "Train accuracy: 0.9100\n");
  EXPECT_THAT(values["test_accuracy"], ElementsAre("0.9012"));
  EXPECT_THAT(values["train_accuracy"], ElementsAre("0.9100"));
  EXPECT_THAT(values["loss"], ElementsAre("1.9210", "nan"));
}

// https://github.com/pytorch/examples/blob/main/cpp/mnist/mnist.cpp
TEST(InitialConfiguration, the_metrics_of_pytorchs_own_example_are_found) {
  auto metrics = proposed_metrics(printing(
      {"Train Epoch: {} [{}/{}] Loss: {loss}", "Test set: Average loss: {loss} | Accuracy: {accuracy}"}));
  EXPECT_THAT(shown(metrics), ElementsAre("accuracy test max", "test_loss test min", "train_loss train min"));
  auto values =
      found(metrics, "\rTrain Epoch: 1 [   64/60000] Loss: 2.3003\rTrain Epoch: 1 [59584/60000] Loss: "
                     "0.2103\nTest set: Average loss: 0.2056 | Accuracy: 0.936\n");
  EXPECT_THAT(values["accuracy"], ElementsAre("0.936"));
  EXPECT_THAT(values["test_loss"], ElementsAre("0.2056"));
  EXPECT_EQ(values["train_loss"].back(), "0.2103");
}

TEST(InitialConfiguration, a_label_that_stands_elsewhere_is_told_apart_by_its_line) {
  auto metrics = proposed_metrics(printing(
      {"Train set: Average loss: {l} | Accuracy: {a}%", "Test set: Average loss: {l} | Accuracy: {a}%"}));
  auto values = found(metrics, "Train set: Average loss: 0.1 | Accuracy: 99.5%\n"
                               "Test set: Average loss: 0.2 | Accuracy: 98%\n");
  EXPECT_THAT(values["test_accuracy"], ElementsAre("98"));
  EXPECT_THAT(values["train_accuracy"], ElementsAre("99.5"));
  EXPECT_THAT(values["test_loss"], ElementsAre("0.2"));
  EXPECT_THAT(values["train_loss"], ElementsAre("0.1"));
}

TEST(InitialConfiguration, a_single_metric_has_a_plain_name_and_pattern) {
  auto metrics = proposed_metrics(printing({"Test accuracy: {accuracy}"}));
  EXPECT_THAT(shown(metrics), ElementsAre("accuracy test max"));
  EXPECT_TRUE(metrics[0].pattern.starts_with("Test accuracy: *(")) << metrics[0].pattern;
}

TEST(InitialConfiguration, numbers_are_found_in_every_form) {
  auto metrics = proposed_metrics(printing({"loss={loss}"}));
  auto values = found(metrics, "loss=1e-05\nloss=-inf\nloss=nan.\nloss= 12.5.\nloss=-3\nloss=none\n");
  EXPECT_THAT(values["loss"], ElementsAre("1e-05", "-inf", "nan", "12.5", "-3"));
}

TEST(InitialConfiguration, words_that_judge_nothing_are_left_out) {
  EXPECT_THAT(shown(proposed_metrics(
                  printing({"took {seconds} s", "elapsed time: {t}", "learning rate {lr}", "acc {a}"}))),
              ElementsAre("acc test max"));
  EXPECT_THAT(shown(proposed_metrics(printing({"time: {t}", "BLEURT: {b}"}))), ElementsAre("bleurt test max"))
      << "an unknown name judges where no known one does";
  EXPECT_THAT(proposed_metrics(printing({"time: {t}"})), IsEmpty());
}

TEST(InitialConfiguration, the_role_tells_the_suite_where_the_words_do_not) {
  EXPECT_THAT(shown(proposed_metrics(printing({"loss {l}"}, Role::train))), ElementsAre("loss train min"));
  EXPECT_THAT(shown(proposed_metrics(printing({"loss {l}"}, Role::eval))), ElementsAre("loss test min"));
  EXPECT_THAT(shown(proposed_metrics(printing({"epoch {}: loss {l}"}))), ElementsAre("loss test min"))
      << "the only metric must judge";
}

TEST(InitialConfiguration, what_is_printed_twice_counts_once_and_names_are_unique) {
  auto metrics =
      proposed_metrics(printing({"accuracy {a}", "accuracy {a}", "valid accuracy {a}", "test accuracy {a}"}));
  EXPECT_THAT(shown(metrics), ElementsAre("test_accuracy test max", "test_accuracy_2 test max",
                                          "validation_accuracy validation max"));
}

namespace {

/// A program that prints numbers of which nothing tells what they are, {} each.
TrainingProgram printing_numbers(const std::string& line) {
  TrainingProgram program;
  unsigned index = 0;
  for (std::size_t at = line.find("{}"); at != line.npos; at = line.find("{}", at + 2))
    program.printed.push_back({{"main.cpp", std::uint32_t(at), std::uint32_t(at) + 2}, line, index++, "n"});
  return program;
}

std::vector<std::string> found_each(const std::string& line, const std::string& printed) {
  std::vector<std::string> texts;
  for (const PossibleMetric& one : possible_metrics(printing_numbers(line)))
    texts.push_back(found({one.metric}, printed)[one.metric.name].back());
  return texts;
}

} // namespace

TEST(PossibleMetrics, are_found_by_what_stands_around_them) {
  EXPECT_THAT(found_each("正确率 {}/{} ({}%)", "正确率 283/300 (94.3%)\n"),
              ElementsAre("283", "300", "94.3"));
  EXPECT_THAT(found_each("{} / {}", "283 / 300\n"), ElementsAre("283", "300"));
  EXPECT_THAT(found_each("{}", "Epoch 3\n0.94\n"), ElementsAre("0.94"));
}

TEST(PossibleMetrics, are_a_dozen_at_most_and_have_names_of_their_own) {
  std::string line;
  for (int i = 0; i < 20; ++i)
    line += "{} ";
  const std::vector<PossibleMetric> possible = possible_metrics(printing_numbers(line));
  ASSERT_EQ(possible.size(), 12u);
  EXPECT_EQ(possible[0].metric.name, "score");
  EXPECT_EQ(possible[11].metric.name, "score_12");
}

TEST(InitialConfiguration, the_loss_of_one_batch_is_only_recorded) {
  TrainingProgram program = printing({"Train loss: {loss}", "Test loss: {loss}"});
  std::get<Metric>(program.sites[0].meaning).of_one_batch = true;
  const auto metrics = proposed_metrics(program);
  ASSERT_EQ(metrics.size(), 2u);
  EXPECT_TRUE(metrics[0].judges);
  EXPECT_EQ(metrics[1].suite, "train");
  EXPECT_FALSE(metrics[1].judges);
}
