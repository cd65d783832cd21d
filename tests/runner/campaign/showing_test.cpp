// Inputs that a report shows are written by replays of the baseline, one for each of its sets of test data.
#include "runner/campaign/showing.h"

#include "runner/training/shown_inputs.h"
#include "tests/runner/temporary_folder.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::IsEmpty;

const std::string a(16, 'a'), b(16, 'b'), c(16, 'c');

/// Runs that have these inputs, by suite.
class ScriptedReplays : public Executor {
public:
  explicit ScriptedReplays(InputsBySuite inputs) : inputs_(std::move(inputs)) {}

  unsigned jobs() const override { return 1; }
  Result<void> start(const Training& training) override {
    started.push_back(training);
    return {};
  }
  Result<std::optional<Trained>> next(double) override {
    const Training& training = started.back();
    const testing::TemporaryFolder folder;
    std::string text;
    for (const std::string& hash : inputs_[training.suite])
      text += hash + " 1\n1234"; // which is a number
    testing::write_file(folder / "written", text);
    keep_shown(folder / "written", training.shows);
    return Trained{training, {}, {}};
  }
  void stop() override { ++stopped; }
  double now() override { return 0; }

  std::vector<Training> started;
  unsigned stopped = 0;

private:
  InputsBySuite inputs_;
};

class ShowingTest : public ::testing::Test {
protected:
  ShowingTest() {
    configuration_.output = folder_.path;
    configuration_.keep = 1'000'000;
    configuration_.suites["weak"] = {};
    testing::write_file(folder_ / "kept/p/seed-1/network", "x");
    testing::write_file(folder_ / "kept/p/replays", "");
  }
  void show(const InputsBySuite& inputs, bool is_over = false) {
    const Keeper keeper(configuration_);
    const Training baseline{.trial = {baseline_id, {}}, .seed = 1, .program = "p"};
    ASSERT_TRUE(show_inputs(inputs, baseline, configuration_, keeper, runs_, [&] { return is_over; }));
  }
  std::size_t shown() { return read_shown(folder_of_shown(folder_.path), {a, b, c}).size(); }

  testing::TemporaryFolder folder_;
  Configuration configuration_;
  ScriptedReplays runs_{{{"", {a, b}}, {"weak", {c}}}};
};

TEST_F(ShowingTest, one_replay_writes_those_of_the_programs_own_suites_and_one_those_of_each_other) {
  show({{"test", {a}}, {"train", {b}}, {"weak", {c}}});
  ASSERT_EQ(runs_.started.size(), 2u);
  for (const Training& replay : runs_.started) {
    EXPECT_TRUE(replay.replay);
    EXPECT_EQ(replay.kept, folder_ / "kept/p/seed-1");
  }
  EXPECT_EQ(runs_.started[0].suite, "");
  EXPECT_EQ(runs_.started[1].suite, "weak");
  EXPECT_EQ(shown(), 3u);
  show({{"test", {a}}, {"weak", {c}}});
  EXPECT_EQ(runs_.started.size(), 2u) << "they are there";
  EXPECT_EQ(shown(), 2u) << "one is not wanted any more";
  show({{"test", {a}}, {"train", {b}}});
  EXPECT_EQ(runs_.started.size(), 3u);
  EXPECT_EQ(shown(), 2u);
}

TEST_F(ShowingTest, without_a_network_or_time_nothing_is_started) {
  show({{"test", {a}}}, /*is_over=*/true);
  std::filesystem::remove_all(folder_ / "kept/p/seed-1");
  show({{"test", {a}}});
  EXPECT_THAT(runs_.started, IsEmpty());
  EXPECT_EQ(shown(), 0u);
}

} // namespace
} // namespace misfire
