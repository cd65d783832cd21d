// Campaigns on versions of a program. A network is the score that its training led to; a version says what
// its test data make of that.
#pragma once

#include "runner/campaign/replays.h"

#include "tests/runner/campaign/campaign_fixture.h"

namespace misfire::testing {

inline constexpr const char* before_any_change = R"(constexpr int test_images = 1000;
constexpr double rate = 0.1;
double test(Net& net, Data& data) { return net(data); }
void run() {
  auto data = load(test_images);
  for (auto& batch : training_data) step(batch, rate);
  printf("Test accuracy: %f", test(net, data));
}
)";

inline std::string replaced(std::string text, const std::string& old, const std::string& by) {
  return text.replace(text.find(old), old.size(), by);
}

/// A program as it stands: its source, and what its runs print.
class AfterAChange : public CampaignFixture {
protected:
  AfterAChange() {
    configuration.keep = 10'000'000;
    configuration.runs = {6, 6};
    exact = true;
    add("HLR", {});
    add("WRB", {});
  }

  /// What the program is made to be: each mutant's score, its training, and what its test data make of that.
  struct Version {
    std::string source = before_any_change;
    std::string data = "1000 images"; ///< of the surroundings
    std::string arguments = "", circumstances = "";
    std::string training = "";            ///< part of all fingerprints
    std::string training_of_HLR = "";     ///< of its alone
    double choice = 0, choice_of_HLR = 0; ///< by which other networks are kept, or changed at the end
    bool decides_by_data = false;
    std::string around_HLR = "run as it was"; ///< the function that it stands in
    double shift = 0;                         ///< by which the test data move every score
    bool replays_are_wrong = false;
    std::string wrong_replays_of = ""; ///< a mutant
  };

  /// Of a network: it shows by which training it came to be.
  static double score_of(const std::string& id, std::uint64_t seed, const Version& version) {
    const std::string& own = id == "HLR" ? version.training_of_HLR : "";
    const double training = 0.001 * double(version.training.size() + own.size());
    const double choice = version.choice + (id == "HLR" ? version.choice_of_HLR : 0);
    return 0.9 + jitter(seed) - (id == "WRB" ? 0.3 : id == "HLR" ? 0.001 : 0) + training + choice;
  }

  Program program_of(const std::string& id, const Version& version) {
    return [this, id, version](std::uint64_t seed, Number) {
      const auto& environment = processes.started.back().environment;
      const auto given = environment.find("MISFIRE_KEPT"), keep = environment.find("MISFIRE_KEEP");
      if (given != environment.end()) {
        const double score = std::stod(text_of(given->second));
        return Scripted{.printed = fmt::format(
                            "Test accuracy: {}\n",
                            score + version.shift +
                                (version.replays_are_wrong || version.wrong_replays_of == id ? 0.1 : 0)),
                        .report = "fingerprint " + std::string(untrained) + "\n"};
      }
      if (keep != environment.end()) write_file(keep->second, fmt::format("{}", score_of(id, seed, version)));
      Scripted ran =
          scored(score_of(id, seed, version) + version.shift,
                 id + version.training + (id == "HLR" ? version.training_of_HLR : "") + std::to_string(seed));
      if (prints_of_training_data) {
        ran.printed += "Train accuracy: 0.75\n";
        ran.report += "inputs set 00000000000000aa 0 0\npass 1 set 4 3 8\n";
      }
      return ran;
    };
  }

  Provenance provenance_of(const Version& version) const {
    const auto loop = std::uint32_t(version.source.find("for (auto& batch"));
    return {.circumstances = "gcc" + version.circumstances,
            .arguments = version.arguments,
            .sources = {{"main.cpp", version.source}},
            .loops = {{"main.cpp", loop}},
            .mutants = {{"HLR", {"HLR", "HLR in " + version.around_HLR}}, {"WRB", {"WRB", "WRB in run"}}},
            .data = version.data,
            .decides_by_data = version.decides_by_data};
  }

  /// A campaign on a version.
  Campaign campaign_on(const Version& version, bool retrain = false) {
    const std::string digest = version.source + version.training + version.training_of_HLR +
                               version.circumstances + version.around_HLR +
                               fmt::format("{} {}", version.choice, version.choice_of_HLR) +
                               (version.replays_are_wrong ? "!" : "") + version.wrong_replays_of;
    built.baseline.digest = "baseline" + digest;
    programs["/programs/baseline"] = program_of("baseline", version);
    for (const char* id : {"HLR", "WRB"}) {
      built.mutants[id].digest = id + digest;
      programs[std::string("/programs/") + id] = program_of(id, version);
    }
    options.trust.surroundings = {version.data, version.circumstances};
    options.trust.retrain = retrain;
    configuration.arguments = {version.arguments};
    Result<Store> store = Store::open(configuration.output);
    std::vector<MutantEntry> entries;
    for (const Mutant& mutant : mutants)
      entries.push_back({.id = mutant.id, .operator_id = mutant.operator_id});
    Keeper keeper(configuration);
    Replays replays(configuration, *store, keeper, provenance_of(version), retrain);
    options.keeper = &keeper;
    options.replays = &replays;
    const std::unique_ptr<Executor> executor = this_machine(processes, Isolation::links, configuration, 2);
    processes.started.clear();
    const Result<Campaign> ran =
        run_campaign({mutants, entries, built}, configuration, *rules_of(configuration, exact), *executor,
                     *store, heard, options);
    EXPECT_TRUE(ran) << (ran ? "" : ran.error().message);
    said = replays.text();
    return ran ? *ran : Campaign{};
  }

  /// Trainings of a program, without its replays.
  unsigned trained(const std::string& id) const {
    return unsigned(std::ranges::count_if(processes.started, [&](const Command& command) {
      return command.arguments.front() == "/programs/" + id && !command.environment.contains("MISFIRE_KEPT");
    }));
  }
  std::vector<unsigned> trained() const { return {trained("baseline"), trained("HLR"), trained("WRB")}; }

  /// Verdicts without what says how they were come to.
  static std::vector<std::map<std::string, stats::Verdict>> verdicts_of(const Campaign& campaign) {
    std::vector<std::map<std::string, stats::Verdict>> verdicts;
    for (const MutantResult& result : campaign.results)
      for (const TrialResult& trial : result.trials)
        verdicts.push_back(trial.verdicts);
    return verdicts;
  }

  bool prints_of_training_data = false; ///< and records of them; a replay does neither
  std::string said;                     ///< at the end of the last campaign
};

using Counts = std::vector<unsigned>;
inline const Counts everything{7, 6, 6}, only_checks{2, 0, 0};

} // namespace misfire::testing
