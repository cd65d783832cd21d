// A campaign on a cluster that only pretends: its queue is a lambda, its nodes write results at once or die.
#include "runner/training/slurm.h"

#include "runner/system/text_file.h"
#include "runner/training/metrics.h"
#include "runner/training/runtime_report.h"
#include "runner/training/task_files.h"
#include "tests/runner/campaign/campaign_fixture.h"

#include <gmock/gmock.h>
#include <sstream>

namespace misfire {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Le;
using ::testing::Not;
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
                          .timeout = 20.5,
                          .arithmetic = "5a7d",
                          .asks_arithmetic = true};
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
                 .log = "logs/a",
                 .arithmetic = "5a7e"};
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
    commands.push_back(command);
    if (refuses(command)) return failure("no such node is available.");
    if (command.front() == "sbatch") return submit(std::filesystem::path(command.back()).parent_path());
    return queued; // as long as nothing straggles, nothing
  }

  /// Trains a whole round at once, but for the tasks of nodes that die or take their time.
  std::string submit(const std::filesystem::path& round) {
    std::vector<std::size_t> sizes;
    for (unsigned task = 0; std::filesystem::exists(round / fmt::format("task-{}", task)); ++task) {
      std::istringstream lines(*read_text(round / fmt::format("task-{}", task)));
      std::string number, text;
      std::size_t count = 0;
      for (; lines >> number && std::getline(lines, text); ++count) {
        const Training training = *parse_training(text);
        if (dies(training)) continue;
        const std::filesystem::path result = round / ("result-" + number);
        std::string made = written(trained_on_a_node(training));
        if (garbles(training)) made.resize(made.size() / 2);
        if (!straggles(training)) {
          EXPECT_TRUE(write_text(result, made));
          continue;
        }
        late[result] = made;
        queued += fmt::format("{}_{}\n", rounds.size() + 1, task);
      }
      sizes.push_back(count);
    }
    rounds.push_back(sizes);
    return fmt::format("{};cluster\n", rounds.size());
  }

  Campaign campaign_on_cluster() {
    Result<Campaign> ran = try_on_cluster();
    EXPECT_TRUE(ran) << (ran ? "" : ran.error().message);
    return ran ? std::move(*ran) : Campaign{};
  }

  Result<Campaign> try_on_cluster() {
    Result<Store> store = Store::open(configuration.output);
    std::vector<MutantEntry> entries;
    for (const Mutant& mutant : mutants)
      entries.push_back({.id = mutant.id, .operator_id = mutant.operator_id});
    const std::unique_ptr<Executor> executor = cluster();
    options.interruption = [&, began = executor->now()] { // so that one which never ends is seen to
      return executor->now() - began < 20 ? Interruption::none : Interruption::stop;
    };
    return run_campaign({mutants, entries, built}, configuration, *rules_of(configuration, false), *executor,
                        *store, heard, options);
  }

  std::unique_ptr<Executor> cluster() {
    return slurm_cluster(configuration, slurm, [this](const auto& command) { return answer(command); });
  }

  Training training_of(std::uint64_t seed) const {
    return {.trial = {"WRB@0", {}}, .seed = seed, .binary = "/programs/WRB@0"};
  }

  /// Of what is trained next; 0 if nothing is.
  static std::uint64_t next_seed(Executor& executor) {
    const Result<std::optional<Trained>> trained = executor.next(2);
    return trained && *trained ? (*trained)->training.seed : 0;
  }

  /// The only one of these commands; each begins with the tool's name.
  std::vector<std::string> command_of(const std::string& name) const {
    const auto of_tool = [&](const auto& command) { return command.front() == name; };
    EXPECT_EQ(std::ranges::count_if(commands, of_tool), 1) << name;
    const auto found = std::ranges::find_if(commands, of_tool);
    return found == commands.end() ? std::vector<std::string>{} : *found;
  }

  SlurmOptions slurm{.misfire = "misfire", .tasks = 4, .between_looks = 0.001, .between_questions = 0};
  double seconds_of_a_run = 1;
  std::function<bool(const Training&)> dies = [](const Training&) { return false; };
  std::function<bool(const Training&)> straggles = dies; ///< has its result in `late` instead of its place
  std::function<bool(const Training&)> garbles = dies;   ///< half of its result is lost
  std::function<bool(const std::vector<std::string>&)> refuses = [](const auto&) { return false; };
  std::map<std::filesystem::path, std::string> late;
  std::string queued; ///< what squeue lists
  std::vector<std::vector<std::string>> commands;
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

TEST_F(SlurmTest, a_result_that_cannot_be_read_is_made_again) {
  const Campaign calm = campaign_on_cluster();
  std::filesystem::remove_all(configuration.output);
  std::map<Training, int> written_badly;
  garbles = [&](const Training& training) {
    return training.seed % 3 == 0 && ++written_badly[training] <= 2;
  };
  EXPECT_EQ(campaign_on_cluster().results, calm.results);
  EXPECT_FALSE(written_badly.empty());
}

TEST_F(SlurmTest, a_result_that_can_never_be_read_ends_the_campaign_and_counts_as_nothing) {
  unsigned made = 0;
  garbles = [&](const Training& training) { return training.trial.mutant == "WRB@3" && ++made > 0; };
  const Result<Campaign> ran = try_on_cluster();
  ASSERT_FALSE(ran);
  EXPECT_THAT(ran.error().message, AllOf(HasSubstr("WRB@3"), HasSubstr("could not be read")));
  EXPECT_GE(made, slurm.most_tries);
  garbles = [](const Training&) { return false; };
  const MutantResult result = result_of(campaign_on_cluster(), "WRB@3");
  const stats::Verdict* verdict = counting_verdict(result, "test");
  ASSERT_TRUE(verdict);
  EXPECT_NE(verdict->cause, stats::Cause::failures) << "none of its runs was kept as a crash";
}

TEST_F(SlurmTest, a_node_without_a_sandbox_is_told_of_once) {
  std::vector<std::string> warnings;
  slurm.warn = [&](const std::string& sentence) { warnings.push_back(sentence); };
  garbles = [&](const Training&) { // asked in the folder of each round
    EXPECT_TRUE(
        write_text(configuration.output + fmt::format("/slurm/{}/no-sandbox", rounds.size() + 1), "n7"));
    return false;
  };
  campaign_on_cluster();
  EXPECT_GT(rounds.size(), 1u);
  EXPECT_THAT(warnings, ElementsAre(HasSubstr("On the node n7, bubblewrap does not work")));
}

/// A cluster with a node, n7, that computes other bits, to which the first tasks go.
class UnlikeNodeTest : public SlurmTest {
protected:
  UnlikeNodeTest() {
    slurm.pause = 0;
    slurm.warn = [this](const std::string& sentence) { warnings.push_back(sentence); };
    dies = [this](const Training&) {
      const auto& told = commands.back();
      const bool left_out = std::ranges::find(told, "--exclude=n7") != told.end();
      if (left_out) return false;
      const std::string round = configuration.output + fmt::format("/slurm/{}", rounds.size() + 1);
      EXPECT_TRUE(write_text(round + "/other-arithmetic-0", "n7"));
      return true;
    };
  }

  std::vector<std::string> warnings;
};

TEST_F(UnlikeNodeTest, gets_no_more_runs_and_its_tasks_are_made_elsewhere) {
  slurm.most_tries = 1; // what such a node leaves is no try
  const std::unique_ptr<Executor> executor = cluster();
  ASSERT_TRUE(executor->start(training_of(1)));
  Result<std::optional<Trained>> trained = executor->next(10);
  ASSERT_TRUE(trained && *trained);
  EXPECT_FALSE((*trained)->lost);
  EXPECT_THAT(warnings, ElementsAre(AllOf(HasSubstr("n7"), HasSubstr("arithmetic: portable"))));
  ASSERT_TRUE(executor->start(training_of(2)));
  ASSERT_TRUE(executor->next(10).value());
  EXPECT_EQ(warnings.size(), 1u);
}

TEST_F(UnlikeNodeTest, is_left_out_beside_those_that_the_user_leaves_out) {
  slurm.sbatch = {"--exclude=old1", "-x", "old2", "-xold3"};
  dies = [inner = dies, this](const Training& training) {
    return !commands.back().empty() &&
           std::ranges::find(commands.back(), "--exclude=old1,old2,old3,n7") == commands.back().end() &&
           inner(training);
  };
  const std::unique_ptr<Executor> executor = cluster();
  ASSERT_TRUE(executor->start(training_of(1)));
  ASSERT_TRUE(executor->next(10).value());
  EXPECT_THAT(commands.back(), Not(::testing::Contains("--exclude=n7")));
}

TEST_F(UnlikeNodeTest, a_refusal_while_a_round_is_under_way_ends_nothing) {
  straggles = [](const Training& training) { return training.seed == 9; };
  slurm.patience = 0;
  const std::unique_ptr<Executor> executor = cluster();
  ASSERT_TRUE(executor->start(training_of(1)));
  ASSERT_TRUE(executor->next(10).value()) << "by then n7 is left out";
  ASSERT_TRUE(executor->start(training_of(9)));
  EXPECT_EQ(executor->next(0.05).value(), std::nullopt);
  unsigned refusals = 0;
  refuses = [&](const auto& command) { return command.front() == "sbatch" && ++refusals > 0; };
  ASSERT_TRUE(executor->start(training_of(2)));
  EXPECT_TRUE(executor->next(0.2));
  EXPECT_GT(refusals, slurm.most_tries);
}

TEST_F(UnlikeNodeTest, where_no_other_is_left_the_campaign_ends_with_what_to_do) {
  refuses = [this](const std::vector<std::string>& command) {
    return std::ranges::find(command, "--exclude=n7") != command.end();
  };
  const std::unique_ptr<Executor> executor = cluster();
  ASSERT_TRUE(executor->start(training_of(1)));
  const Result<std::optional<Trained>> trained = executor->next(10);
  ASSERT_FALSE(trained);
  EXPECT_THAT(trained.error().message, AllOf(HasSubstr("without n7"), HasSubstr("no such node is available"),
                                             HasSubstr("--fresh"), HasSubstr("arithmetic: portable")));
}

/// A cluster on which the second of two trainings straggles and the first has ended.
class StragglerTest : public SlurmTest {
protected:
  std::unique_ptr<Executor> with_a_straggler(double patience) {
    straggles = [](const Training& training) { return training.seed == 2; };
    slurm.patience = patience;
    std::unique_ptr<Executor> executor = cluster();
    for (const std::uint64_t seed : {1, 2})
      EXPECT_TRUE(executor->start(training_of(seed)));
    EXPECT_EQ(next_seed(*executor), 1u);
    return executor;
  }
};

TEST_F(StragglerTest, who_follows_a_straggler_waits_for_others_as_long_as_there_is_patience) {
  const std::unique_ptr<Executor> executor = with_a_straggler(/*patience=*/1000);
  for (const std::uint64_t seed : {3, 4, 5}) {
    ASSERT_TRUE(executor->start(training_of(seed)));
    EXPECT_EQ(executor->next(0.01).value(), std::nullopt);
  }
  EXPECT_THAT(rounds, ElementsAre(ElementsAre(1u, 1u)));
  ASSERT_FALSE(late.empty());
  for (const auto& [path, result] : late)
    ASSERT_TRUE(write_text(path, result));
  EXPECT_EQ(next_seed(*executor), 2u);
  for (int i = 0; i < 3; ++i)
    EXPECT_GE(next_seed(*executor), 3u);
  EXPECT_THAT(rounds, ElementsAre(ElementsAre(1u, 1u), ElementsAre(1u, 1u, 1u)));
}

TEST_F(StragglerTest, without_patience_who_follows_a_straggler_goes_at_once) {
  const std::unique_ptr<Executor> executor = with_a_straggler(/*patience=*/0);
  for (const std::uint64_t seed : {3, 4, 5}) {
    ASSERT_TRUE(executor->start(training_of(seed)));
    EXPECT_EQ(next_seed(*executor), seed);
  }
  EXPECT_THAT(rounds, ElementsAre(ElementsAre(1u, 1u), ElementsAre(1u), ElementsAre(1u), ElementsAre(1u)));
}

TEST_F(SlurmTest, sbatch_is_told_of_the_tasks_their_cores_and_what_the_user_asks_for) {
  slurm.sbatch = {"--partition=gpu", "--cpus-per-task=5"};
  configuration.threads = 3;
  const std::unique_ptr<Executor> executor = cluster();
  for (std::uint64_t seed = 1; seed <= 9; ++seed)
    ASSERT_TRUE(executor->start(training_of(seed)));
  ASSERT_TRUE(executor->next(10).value());
  std::vector<std::string> told = command_of("sbatch");
  EXPECT_THAT(told, IsSupersetOf({"--parsable", "--requeue", "--array=0-3", "--cpus-per-task=3"}));
  ASSERT_GE(told.size(), 3u);
  EXPECT_TRUE(std::filesystem::exists(told.back()));
  told.pop_back();
  EXPECT_EQ(std::vector(told.end() - 2, told.end()), slurm.sbatch)
      << "last of all, since sbatch takes the last of two that contradict";
}

TEST_F(SlurmTest, what_an_earlier_coordinator_left_is_cancelled_before_anything_is_submitted) {
  testing::write_file(configuration.output + "/slurm/7/result-0", "of another campaign");
  const std::unique_ptr<Executor> executor = cluster();
  ASSERT_EQ(commands.size(), 1u);
  EXPECT_FALSE(std::filesystem::exists(configuration.output + "/slurm"));
  ASSERT_TRUE(executor->start(training_of(1)));
  ASSERT_TRUE(executor->next(10).value());
  const auto name = std::ranges::find_if(commands.at(1), [](const auto& word) {
                      return word.starts_with("--job-name=");
                    })->substr(std::string("--job-name=").size());
  EXPECT_THAT(commands.front(), ElementsAre("scancel", "--name=" + name));
  configuration.output = folder / "elsewhere";
  commands.clear();
  cluster();
  EXPECT_THAT(commands.front(), ElementsAre("scancel", ::testing::Ne("--name=" + name)))
      << "what works in another folder is left alone";
}

TEST_F(SlurmTest, a_mutant_that_always_takes_its_node_with_it_is_an_outcome) {
  dies = [](const Training& training) { return training.trial.mutant == "WRB@3"; };
  const MutantResult result = result_of(campaign_on_cluster(), "WRB@3");
  const stats::Verdict* verdict = counting_verdict(result, "test");
  ASSERT_TRUE(verdict);
  EXPECT_EQ(counted_as(*verdict), Counted::killed);
  EXPECT_EQ(verdict->cause, stats::Cause::failures);
}

} // namespace
} // namespace misfire
