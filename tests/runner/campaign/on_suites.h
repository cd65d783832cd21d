// A campaign whose kept networks are judged on suites of their own. A network is the score that its training
// led to.
#pragma once

#include "runner/campaign/suites.h"

#include "tests/runner/campaign/campaign_fixture.h"

namespace misfire::testing {

class OnSuites : public CampaignFixture {
protected:
  OnSuites() {
    configuration.keep = 1'000'000;
    configuration.runs = {6, 6};
    configuration.arguments = {"--images", "1000"};
    exact = true;
    programs["/programs/baseline"] = kept([](std::uint64_t seed, Number) { return 0.9 + jitter(seed); });
    add("HLR", kept([](std::uint64_t seed, Number) { return 0.8 + jitter(seed); }));
    add("WRB", kept([](std::uint64_t seed, Number) { return 0.2 + jitter(seed); }));
  }

  void ask_for_suites() {
    configuration.suites = {{"strong", {.environment = {{"IMAGES", "all"}}}},
                            {"weak", {.arguments = std::vector<std::string>{"--images", "10"}}}};
  }

  const Command& last() const { return processes.started.back(); }
  std::string variable(const std::string& name) const {
    const auto found = last().environment.find(name);
    return found == last().environment.end() ? "" : found->second;
  }

  /// A program whose network is its score. Ten images tell only those apart that are worse than 0.5.
  Program kept(std::function<double(std::uint64_t seed, Number)> score) {
    return [this, score](std::uint64_t seed, Number number) {
      const std::string given = variable("MISFIRE_KEPT"), keep = variable("MISFIRE_KEEP");
      if (given.empty()) {
        const double reached = score(seed, number);
        if (!keep.empty()) write_file(keep, fmt::format("{}", reached));
        return scored(reached, fmt::format("{} {}", last().arguments.front(), seed));
      }
      const double network = std::stod(text_of(given));
      const bool is_weak = last().arguments.back() == "10";
      Scripted run = scored(is_weak && network > 0.5 ? 0.99 + jitter(seed) : network, untrained);
      if (variable("IMAGES") == "all" && change_on_strong) change_on_strong(run);
      return run;
    };
  }

  Campaign judged() {
    Keeper keeper(configuration);
    Result<Store> store = Store::open(configuration.output);
    Suites suites(configuration, *store, keeper, *conditions_of_suites(configuration, {}));
    std::vector<MutantEntry> entries;
    for (const Mutant& mutant : mutants)
      entries.push_back({.id = mutant.id, .operator_id = mutant.operator_id});
    options.keeper = &keeper;
    options.suites = configuration.suites.empty() ? nullptr : &suites;
    const std::unique_ptr<Executor> executor = this_machine(processes, Isolation::links, configuration, 2);
    processes.started.clear();
    const Result<Campaign> ran =
        run_campaign({mutants, entries, built}, configuration, *rules_of(configuration, exact), *executor,
                     *store, heard, options);
    EXPECT_TRUE(ran) << (ran ? "" : ran.error().message);
    said = suites.text();
    return ran ? *ran : Campaign{};
  }

  Counted on(const std::string& suite, const Campaign& campaign, const std::string& id) {
    return counted_as(result_of(campaign, id), suite);
  }
  std::string why(const Campaign& campaign, const std::string& id, const std::string& suite) {
    const MutantResult result = result_of(campaign, id);
    const stats::Verdict* verdict = counting_verdict(result, suite);
    return verdict ? verdict->undecided_because : "there is no verdict";
  }

  std::size_t trainings() const {
    return std::size_t(std::ranges::count_if(processes.started, [](const Command& command) {
      return !command.environment.contains("MISFIRE_KEPT");
    }));
  }

  std::function<void(Scripted&)> change_on_strong; ///< what replays print there
  std::string said;
};

} // namespace misfire::testing
