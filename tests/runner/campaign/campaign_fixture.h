// A campaign whose programs are lambdas: what a training prints is a function of its seed and its number.
#pragma once

#include "runner/campaign/campaign.h"
#include "runner/training/this_machine.h"
#include "tests/runner/campaign/jitter.h"
#include "tests/runner/campaign/scripted_processes.h"

#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace misfire::testing {

using Number = std::optional<double>;
/// How a training of a program goes.
using Program = std::function<Scripted(std::uint64_t seed, Number number)>;

/// Of a search that halves it: a share in percent.
inline constexpr Interval halves{.mild = 0.0, .harsh = 100, .step = 5};

inline Scripted scored(double score, const std::string& fingerprint = "") {
  return {.printed = fmt::format("Test accuracy: {}\n", score),
          .report = fingerprint.empty() ? "" : "fingerprint " + fingerprint + "\n"};
}

/// A program that is worse than the baseline by `loss`, and trains otherwise.
inline Program worse_by(double loss) {
  return [loss](std::uint64_t seed, Number) { return scored(0.9 - loss + jitter(seed), "mutant"); };
}

/// A program that reports of one input, of whose targets it gets the share right that it prints.
inline Program recording(Program program) {
  return [program = std::move(program)](std::uint64_t seed, Number number) {
    Scripted ran = program(seed, number);
    const double score = std::stod(ran.printed.substr(ran.printed.find(": ") + 2));
    ran.report += fmt::format("inputs set 00000000000000aa 0 0\npass 0 set 1000000000 {} 8\n",
                              std::llround(1e9 * score));
    return ran;
  };
}

/// What the watcher was told, for the tests to look at.
struct Heard : Watcher {
  void warned(const std::string& sentence) override { warnings.push_back(sentence); }
  void baseline_trained(unsigned, unsigned) override {}
  void estimated(const Estimate& told) override { estimate = told; }
  void decided(const MutantEntry& mutant, const MutantResult&) override {
    decided_order.push_back(mutant.id);
  }
  void progressed(const Progress& told) override {
    progress = told;
    if (on_progress) on_progress();
  }

  std::vector<std::string> warnings;
  std::vector<std::string> decided_order;
  std::optional<Estimate> estimate;
  Progress progress;
  std::function<void()> on_progress;
};

class CampaignFixture : public ::testing::Test {
protected:
  CampaignFixture() {
    configuration.directory = folder / "project";
    configuration.output = folder / "out";
    configuration.metrics = {{.name = "accuracy", .pattern = "Test accuracy: (\\S+)"}};
    std::filesystem::create_directories(configuration.directory);
    built.baseline = {.path = "/programs/baseline", .diagnostic = "", .digest = "digest of baseline"};
    programs["/programs/baseline"] = [](std::uint64_t seed, Number) {
      return scored(0.9 + jitter(seed), fmt::format("baseline {}", seed));
    };
  }

  void add(const std::string& id, Program program, Domain domain = Fixed{}) {
    Mutant mutant{.id = id, .operator_id = id.substr(0, 3), .domain = domain};
    if (const auto* interval = std::get_if<Interval>(&domain)) mutant.number = interval->harsh;
    mutants.push_back(mutant);
    built.mutants[id] = {.path = "/programs/" + id, .diagnostic = "", .digest = "digest of " + id};
    programs["/programs/" + id] = std::move(program);
  }

  Scripted follow(const Command& command) const {
    const auto& environment = command.environment;
    const auto value = environment.find("MISFIRE_VALUE");
    const Number number = value == environment.end() ? Number{} : Number{std::stod(value->second)};
    if (environment.contains("MISFIRE_PROBE")) return probes.at(command.arguments.front());
    return programs.at(command.arguments.front())(std::stoull(environment.at("MISFIRE_SEED")), number);
  }

  /// Runs the campaign on the store that is there.
  Result<Campaign> run(unsigned jobs = 2) {
    Result<Store> store = Store::open(configuration.output);
    if (!store) return tl::unexpected(store.error());
    std::vector<MutantEntry> entries;
    for (const Mutant& mutant : mutants)
      entries.push_back({.id = mutant.id, .operator_id = mutant.operator_id});
    const Rules rules = *rules_of(configuration, exact);
    const std::unique_ptr<Executor> executor = this_machine(processes, Isolation::links, configuration, jobs);
    return run_campaign({mutants, entries, built}, configuration, rules, *executor, *store, heard, options);
  }

  /// As `run`, of a campaign that must succeed.
  Campaign campaign(unsigned jobs = 2) {
    Result<Campaign> ran = run(jobs);
    EXPECT_TRUE(ran) << (ran ? "" : ran.error().message);
    return ran ? std::move(*ran) : Campaign{};
  }

  MutantResult result_of(const Campaign& campaign, const std::string& id) {
    for (const MutantResult& result : campaign.results)
      if (result.mutant == id) return result;
    ADD_FAILURE() << "no result for " << id;
    return {};
  }

  Counted verdict_of(const Campaign& campaign, const std::string& id) {
    return counted_as(result_of(campaign, id), "test");
  }

  /// How often a program was started.
  std::size_t starts_of(const std::string& id) const {
    return std::size_t(std::ranges::count(processes.started, "/programs/" + id,
                                          [](const Command& command) { return command.arguments.front(); }));
  }

  TemporaryFolder folder{memory()};
  Configuration configuration;
  bool exact = false;
  std::vector<Mutant> mutants;
  Built built;
  std::map<std::string, Program> programs;
  std::map<std::string, Scripted> probes;
  ScriptedProcesses processes{[this](const Command& command) { return follow(command); }};
  Heard heard;
  CampaignOptions options;
};

} // namespace misfire::testing
