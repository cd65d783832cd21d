// What inputs tell of mutants, from a campaign in a store: numbers are worked out by hand from the bits.
#include "report/inputs_text.h"

#include "tests/runner/temporary_folder.h"

#include <cstdlib>
#include <gmock/gmock.h>
#include <random>

namespace misfire {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Four inputs: the program gets all right in five runs.
const char* const four = "000000000000000a000000000000000b000000000000000c000000000000000d";
const char* const four_others = "000000000000001a000000000000001b000000000000001c000000000000001d";

Recorded recorded(const std::string& test, const std::string& train = "", const std::string& set = "set") {
  Recorded all;
  if (!test.empty()) all.evaluations.push_back({"test", "accuracy", 0, set, four, "3,2,1,0", test});
  if (!train.empty())
    all.evaluations.push_back({"train", "train_accuracy", 0, "train's", four_others, "0,1,2,3", train});
  return all;
}

constexpr unsigned seeds = 5;

class Inputs : public ::testing::Test {
protected:
  Inputs() {
    campaign_.summary.baseline = {{.suite = "test", .metric = "accuracy", .n = seeds},
                                  {.suite = "train", .metric = "train_accuracy", .n = seeds}};
    campaign_.summary.judging.baseline_runs = campaign_.summary.judging.mutant_runs = seeds;
    campaign_.summary.baseline_program = baseline_id;
  }

  void keep(const std::string& program, const Recorded& what, Outcome outcome = Outcome::finished) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
      ASSERT_TRUE(store_.keep({.program = program, .seed = seed},
                              {.trial = {.mutant = program}, .seed = seed, .outcome = outcome}, what));
  }

  void add(const std::string& id, const Recorded& what, stats::Decision on_test, stats::Decision on_train,
           Outcome outcome = Outcome::finished) {
    keep(id, what, outcome);
    campaign_.mutants.push_back({.id = id, .operator_id = "HLR", .file = "a.cpp"});
    TrialResult trial{.trial = {.mutant = id}, .runs = seeds, .planned = seeds, .program = id};
    trial.verdicts["test"].decision = on_test;
    trial.verdicts["train"].decision = on_train;
    campaign_.results.push_back({.mutant = id, .trials = {trial}});
  }

  Result<InputsReport> report(const std::string& suite = "test") {
    EXPECT_TRUE(store_.begin(campaign_.mutants));
    for (const MutantResult& result : campaign_.results)
      EXPECT_TRUE(store_.keep(result));
    EXPECT_TRUE(store_.keep(campaign_.summary));
    const auto record = read_record(store_);
    EXPECT_TRUE(record && *record);
    return inputs_report(store_, **record, suite);
  }

  static constexpr auto killed = stats::Decision::killed, survived = stats::Decision::survived;
  testing::TemporaryFolder folder_;
  Store store_ = std::move(*Store::open(folder_.path));
  CampaignRecord campaign_;
};

TEST_F(Inputs, tell_what_kills_a_mutant_and_how_easily) {
  keep(baseline_id, recorded("f", "f"));
  add("M1", recorded("7", "f"), killed, survived); // wrong on the first
  add("M2", recorded("0", "0"), killed, killed);   // wrong on all
  const auto all = report();
  ASSERT_TRUE(all) << all.error().message;
  ASSERT_EQ(all->findings.mutants.size(), 2u);
  EXPECT_EQ(all->findings.mutants[0].killers, 1u);
  EXPECT_EQ(all->findings.mutants[0].triviality, 0.25);
  EXPECT_FALSE(all->findings.mutants[0].trivial);
  EXPECT_EQ(all->findings.mutants[1].killers, 4u);
  EXPECT_TRUE(all->findings.mutants[1].trivial);
  EXPECT_THAT(all->findings.killed_by, ElementsAre(2, 1, 1, 1));
  EXPECT_EQ(all->findings.order.front(), 0u);
  EXPECT_EQ(all->findings.subset, 1u) << "the first input kills both";
  EXPECT_EQ(all->findings.needed, 2u);
  EXPECT_THAT(inputs_text(*all, InputsList::subset), HasSubstr("2  input 3\n"));
  EXPECT_THAT(inputs_csv(*all, InputsList::order), HasSubstr("000000000000000a,3,2\n"));
  EXPECT_THAT(inputs_json(*all), AllOf(HasSubstr("\"0111\""), HasSubstr("\"0000\"")));
  EXPECT_THAT(*inputs_of_mutant(*all, "M1"),
              HasSubstr("input 3: right in the program and wrong here in 5 of 5 runs"));
  EXPECT_FALSE(inputs_of_mutant(*all, "M3"));
}

// Two hundred inputs and ten mutants at random: each input is right in the program with 0.9, and in the i-th
// mutant with 0.9 - i / 12.
TEST_F(Inputs, have_the_numbers_that_another_program_computes_from_their_bits) {
  if (std::system("python3 --version > /dev/null") != 0) GTEST_SKIP() << "there is no python3";
  std::mt19937 random(1);
  const auto digits = [&](double share) {
    std::string hex;
    for (int i = 0; i < 50; ++i) {
      int digit = 0;
      for (int bit = 0; bit < 4; ++bit)
        digit = 2 * digit + (double(random() % 1000) < 1000 * share ? 1 : 0);
      hex += "0123456789abcdef"[digit];
    }
    return hex;
  };
  std::string hashes, positions;
  for (int i = 0; i < 200; ++i) {
    hashes += "0000000000000" + std::to_string(100 + i);
    positions += (i == 0 ? "" : ",") + std::to_string(i);
  }
  const auto keep_one = [&](const std::string& program, std::uint64_t seed, double share) {
    ASSERT_TRUE(store_.keep({.program = program, .seed = seed}, {.trial = {.mutant = program}, .seed = seed},
                            {{{"test", "accuracy", 0, "many", hashes, positions, digits(share)}}, ""}));
  };
  for (int mutant = 0; mutant < 10; ++mutant)
    add("M" + std::to_string(mutant), {}, killed, survived);
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    keep_one(baseline_id, seed, 0.9);
    for (int mutant = 0; mutant < 10; ++mutant)
      keep_one("M" + std::to_string(mutant), seed, 0.9 - mutant / 12.0);
  }
  const auto all = report();
  ASSERT_TRUE(all) << all.error().message;
  testing::write_file(folder_ / "inputs.json", inputs_json(*all));
  const std::string command =
      "python3 '" MISFIRE_SOURCE_DIR "/tests/report/check_inputs.py' '" + (folder_ / "inputs.json") + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST_F(Inputs, of_another_suite_show_what_a_survivor_lacks) {
  keep(baseline_id, recorded("f", "f"));
  add("M1", recorded("f", "3"), survived, killed);
  const auto all = report();
  ASSERT_TRUE(all) << all.error().message;
  ASSERT_EQ(all->missing.size(), 1u);
  EXPECT_THAT(all->missing[0].noticing, ElementsAre(0u, 1u));
  EXPECT_EQ(all->missing[0].fewest, 1u);
  EXPECT_THAT(inputs_text(*all, InputsList::mutants),
              HasSubstr("M1 survives here and is killed on train: 1 input like those"));
}

TEST_F(Inputs, of_the_suite_that_kills_most_survivors_show_what_they_lack) {
  campaign_.summary.baseline.push_back({.suite = "whole", .metric = "whole_accuracy", .n = seeds});
  std::string inputs = four_others;
  const auto with_whole = [&](Recorded all, const std::string& whole) {
    all.evaluations.push_back({"whole", "whole_accuracy", 0, "whole's", inputs, "0,1,2,3", whole});
    return all;
  };
  keep(baseline_id, with_whole(recorded("f", "f"), "f"));
  add("M1", with_whole(recorded("f", "f"), "1"), survived, survived);
  campaign_.results.back().trials[0].verdicts["whole"].decision = killed;
  const auto all = report();
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_EQ(all->other->suite, "whole") << "the training data do not notice it";
  ASSERT_EQ(all->missing.size(), 1u);
  EXPECT_THAT(all->missing[0].noticing, ElementsAre(0u, 1u, 2u));
  EXPECT_FALSE(report("train")->other);

  inputs = four;
  keep(baseline_id, with_whole(recorded("f", "f"), "f"));
  keep("M1", with_whole(recorded("f", "f"), "1"));
  EXPECT_TRUE(report()->missing.empty())
      << "a suite of some of the same inputs shows nothing that is lacking";
}

TEST_F(Inputs, that_are_others_than_the_programs_say_so) {
  keep(baseline_id, recorded("f"));
  add("M1", recorded("7", "", "others"), killed, survived);
  add("M2", recorded(""), killed, survived);
  const auto all = report();
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_TRUE(all->findings.mutants.empty());
  EXPECT_THAT(inputs_text(*all, InputsList::mutants),
              AllOf(HasSubstr("not used: M1: the inputs that it evaluates are others"),
                    HasSubstr("not used: M2: in some of its runs no evaluation has the value")));
}

TEST_F(Inputs, that_are_others_are_the_reason_before_what_is_said_of_another_comparison) {
  keep(baseline_id, recorded("f"));
  Recorded others = recorded("7", "", "others"), none = recorded("");
  others.unrecorded = none.unrecorded = "it could not be read";
  add("M1", others, killed, survived);
  add("M2", none, killed, survived);
  const auto all = report();
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_THAT(inputs_text(*all, InputsList::mutants),
              AllOf(HasSubstr("not used: M1: the inputs that it evaluates are others"),
                    HasSubstr("of one of its comparisons is known: it could not be read")));
}

TEST_F(Inputs, of_a_mutant_that_crashes_are_not_known) {
  keep(baseline_id, recorded("f"));
  add("M1", {}, killed, survived, Outcome::crashed);
  const auto all = report();
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_THAT(inputs_text(*all, InputsList::mutants),
              HasSubstr("not used: M1: none of its runs has finished"));
}

TEST_F(Inputs, are_used_only_where_every_run_of_the_program_printed_their_share) {
  keep(baseline_id, recorded("f"));
  ASSERT_TRUE(store_.keep({.program = baseline_id, .seed = 3}, {.trial = {.mutant = baseline_id}, .seed = 3},
                          recorded("f", "", "others")));
  const auto all = report();
  ASSERT_FALSE(all);
  EXPECT_THAT(all.error().message, HasSubstr("No evaluation of the same inputs has, in every run"));
}

TEST_F(Inputs, are_not_used_where_two_evaluations_could_be_meant) {
  Recorded two = recorded("f");
  two.evaluations.push_back(recorded("f", "", "others").evaluations.front());
  keep(baseline_id, two);
  const auto all = report();
  ASSERT_FALSE(all);
  EXPECT_THAT(all.error().message, HasSubstr("several evaluations on different inputs"));
}

TEST_F(Inputs, of_a_suite_that_there_is_not_name_those_that_there_are) {
  keep(baseline_id, recorded("f", "f"));
  EXPECT_EQ(report("tets").error().message, "There is no suite tets. This campaign judges: test, train.");
}

TEST_F(Inputs, are_of_the_suite_that_their_metric_judges_today) {
  const auto called = [](const std::string& test, const std::string& train) {
    Recorded all = recorded(test, train);
    for (Evaluation& one : all.evaluations)
      one.suite = one.suite == "test" ? "valid" : "test"; // as both were when they were trained
    return all;
  };
  keep(baseline_id, called("f", "f"));
  add("M1", called("7", "3"), killed, survived);
  const auto all = report();
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_EQ(all->inputs.metric, "accuracy");
  EXPECT_EQ(all->findings.mutants.at(0).killers, 1u);
  EXPECT_EQ(report("train")->inputs.metric, "train_accuracy");
}

TEST_F(Inputs, that_could_not_be_recorded_say_why) {
  keep(baseline_id, {.evaluations = {}, .unrecorded = "it evaluates other inputs again and again"});
  const auto all = report();
  ASSERT_FALSE(all);
  EXPECT_THAT(all.error().message, AllOf(HasSubstr("No evaluation of the unmodified program"),
                                         HasSubstr("other inputs again and again")));
}

} // namespace
} // namespace misfire
