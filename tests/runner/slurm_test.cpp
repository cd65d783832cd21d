// A campaign on a cluster that only pretends: its queue is a lambda, its nodes write results at once or die.
#include "runner/slurm.h"

#include "runner/metrics.h"
#include "runner/task_files.h"
#include "runner/text_file.h"
#include "tests/runner/campaign_fixture.h"

#include <gmock/gmock.h>
#include <sstream>

namespace misfire {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::Ge;
using ::testing::Le;
using testing::Number;
using testing::Scripted;
using testing::worse_by;

TEST(TaskFilesTest, a_training_reads_back_as_it_was_written) {
  const Training training{.trial = {"HLR@a.cpp:1:2", 0.1},
                          .seed = 7,
                          .repetition = 1,
                          .probe = true,
                          .binary = "/b in \"ary",
                          .program = "abc",
                          .timeout = 20.5};
  EXPECT_EQ(*parse_training(written(training)), training);
  Trained trained{.training = training, .run = {}, .current = 1.0 / 3};
  trained.run = {.trial = training.trial,
                 .seed = 7,
                 .outcome = Outcome::diverged,
                 .ending = "exit status 0",
                 .metrics = {{"accuracy", {"0.10", "nan"}}},
                 .fingerprint = "0123456789abcdef",
                 .inapplicable = "no class",
                 .seconds = 1.25,
                 .cpu_seconds = 1.5,
                 .log = "logs/a"};
  const Result<Trained> read = parse_trained(written(trained));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->training, trained.training);
  EXPECT_EQ(read->run, trained.run);
  EXPECT_EQ(read->current, trained.current);
  EXPECT_FALSE(parse_trained("{\"run\": "));
  EXPECT_FALSE(parse_training("[]"));
}

class SlurmTest : public testing::CampaignFixture {
protected:
  SlurmTest() {
    for (int i = 0; i < 4; ++i)
      add(fmt::format("WRB@{}", i), worse_by(0.004 * i));
    add(
        "TRD@data",
        [](std::uint64_t seed, Number share) {
          return testing::scored(0.9 - (*share >= 60 ? 0.2 : 0) + testing::jitter(seed), "x");
        },
        Interval{.mild = 0.0, .harsh = 100, .step = 5});
  }

  Trained trained_on_a_node(const Training& training) {
    const Scripted scripted = programs.at(training.binary)(training.seed, training.trial.number);
    std::istringstream printed(scripted.printed), report(scripted.report);
    Trained trained{.training = training, .run = {}, .current = {}};
    trained.run.metrics = find_metrics(printed, configuration.metrics);
    trained.run.fingerprint = read_runtime_report(report).fingerprint;
    trained.run.seconds = seconds_of_a_run;
    return trained;
  }

  Result<std::string> answer(const std::vector<std::string>& command) {
    if (command.front() == "sbatch") return submit(std::filesystem::path(command.back()).parent_path());
    return std::string(); // nothing is queued any more
  }

  /// Trains a whole round at once, but for the tasks of nodes that die.
  std::string submit(const std::filesystem::path& round) {
    std::vector<std::size_t> sizes;
    for (unsigned task = 0; std::filesystem::exists(round / fmt::format("task-{}", task)); ++task) {
      std::istringstream lines(*read_text(round / fmt::format("task-{}", task)));
      std::string number, text;
      std::size_t count = 0;
      for (; lines >> number && std::getline(lines, text); ++count) {
        const Training training = *parse_training(text);
        if (dies(training)) continue;
        EXPECT_TRUE(write_text(round / ("result-" + number), written(trained_on_a_node(training))));
      }
      sizes.push_back(count);
    }
    rounds.push_back(sizes);
    return fmt::format("{};cluster\n", rounds.size());
  }

  Campaign campaign_on_cluster() {
    Result<Store> store = Store::open(configuration.output);
    std::vector<MutantEntry> entries;
    for (const Mutant& mutant : mutants)
      entries.push_back({.id = mutant.id, .operator_id = mutant.operator_id});
    const std::unique_ptr<Executor> executor =
        slurm_cluster(configuration, slurm, [this](const auto& command) { return answer(command); });
    Result<Campaign> ran = run_campaign({mutants, entries, built}, configuration,
                                        *rules_of(configuration, false), *executor, *store, heard, options);
    EXPECT_TRUE(ran) << (ran ? "" : ran.error().message);
    return ran ? std::move(*ran) : Campaign{};
  }

  SlurmOptions slurm{.misfire = "misfire", .tasks = 4, .between_looks = 0.001, .between_questions = 0};
  double seconds_of_a_run = 1;
  std::function<bool(const Training&)> dies = [](const Training&) { return false; };
  std::vector<std::vector<std::size_t>> rounds; ///< trainings by task
};

TEST_F(SlurmTest, a_campaign_ends_like_one_on_this_machine) {
  const Campaign here = campaign();
  configuration.output = folder / "cluster";
  EXPECT_EQ(campaign_on_cluster().results, here.results);
  EXPECT_FALSE(std::filesystem::exists(folder / "cluster/slurm")) << "nothing is left of the rounds";
}

TEST_F(SlurmTest, tiny_trainings_share_tasks_and_long_ones_have_their_own) {
  campaign_on_cluster();
  EXPECT_THAT(rounds.front(), AllOf(::testing::SizeIs(4), Each(AllOf(Ge(5u), Le(6u))))) << "21 baseline runs";
  rounds.clear();
  std::filesystem::remove_all(configuration.output);
  seconds_of_a_run = 600;
  campaign_on_cluster();
  EXPECT_THAT(rounds[1], Each(1u)) << "as is known after the first round";
}

TEST_F(SlurmTest, what_a_dead_node_had_is_made_again) {
  const Campaign calm = campaign_on_cluster();
  const auto rounds_of_calm = rounds.size();
  std::filesystem::remove_all(configuration.output);
  std::map<Training, int> deaths;
  dies = [&](const Training& training) { return training.seed % 3 == 0 && ++deaths[training] <= 2; };
  EXPECT_EQ(campaign_on_cluster().results, calm.results);
  EXPECT_GT(rounds.size(), rounds_of_calm);
}

TEST_F(SlurmTest, a_mutant_that_always_takes_its_node_with_it_is_an_outcome) {
  dies = [](const Training& training) { return training.trial.mutant == "WRB@3"; };
  const MutantResult result = result_of(campaign_on_cluster(), "WRB@3");
  const stats::Verdict* verdict = counting_verdict(result, "test");
  ASSERT_TRUE(verdict);
  EXPECT_EQ(spelled(*verdict), "killed");
  EXPECT_EQ(verdict->cause, stats::Cause::failures);
}

} // namespace
} // namespace misfire
