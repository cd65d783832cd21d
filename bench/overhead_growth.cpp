// How the cost of a run grows with the number of runs that are queued: campaigns of mutants whose trainings
// end as soon as they are started, in memory, with the runner's own loop and a store on disk. Each campaign
// in a process of its own, whose peak memory the kernel tells; medians of three rounds count.
//
//   bench_overhead_growth [MOST]     MOST runs at most, 100,000 by default
//
// The last lines are read by overhead.sh: `growth`, the time per run at MOST over that at 1,000; the same
// over that at 100, where what a campaign costs once still shows; and `megabytes`, by how much the peak
// memory grows from 1,000 on.
#include "runner/campaign/campaign.h"
#include "runner/campaign/rules.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace misfire;

constexpr unsigned runs_each = 20;

/// Trains in no time, in the order in which trainings are started.
class InMemory : public Executor {
public:
  unsigned jobs() const override { return 2; }
  Result<void> start(const Training& training) override {
    started.push_back(training);
    return {};
  }
  Result<std::optional<Trained>> next(double) override {
    if (started.empty()) return std::nullopt;
    Trained trained{.training = started.front(), .run = {}, .current = {}};
    started.pop_front();
    Run& run = trained.run;
    run.trial = trained.training.trial;
    run.seed = trained.training.seed;
    run.metrics["accuracy"] = {fmt::format("0.{}", 8000 + run.seed * 37 % 100)};
    run.fingerprint = fmt::format("{:016x}", std::hash<std::string>()(run.trial.mutant) + run.seed);
    run.seconds = run.cpu_seconds = 1;
    run.log = fmt::format("logs/{}/seed-{}.txt", run.trial.mutant, run.seed);
    return trained;
  }
  void stop() override { started.clear(); }
  double now() override {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
  }

private:
  std::deque<Training> started;
};

struct Silent : Watcher {
  void warned(const std::string&) override {}
  void baseline_trained(unsigned, unsigned) override {}
  void estimated(const Estimate&) override {}
  void decided(const MutantEntry&, const MutantResult&) override {}
  void progressed(const Progress&) override {}
};

/// A campaign of about so many runs, all of which are made; false if it fails.
bool run_campaign_of(unsigned runs, const std::string& output) {
  Configuration configuration;
  configuration.output = output;
  configuration.directory = "/";
  configuration.metrics = {{.name = "accuracy", .pattern = "accuracy: (\\S+)"}};
  std::vector<Mutant> mutants;
  std::vector<MutantEntry> entries;
  Built built{.baseline = {.path = "/programs/baseline", .diagnostic = "", .digest = "baseline"}};
  for (unsigned i = 0; i < runs / runs_each - 1; ++i) {
    const std::string id = fmt::format("RAW@train.cpp:{}:1", i);
    mutants.push_back({.id = id, .operator_id = "RAW", .domain = Fixed{}});
    entries.push_back({.id = id, .operator_id = "RAW"});
    built.mutants[id] = {.path = "/programs/" + id, .diagnostic = "", .digest = id};
  }
  Result<Store> store = Store::open(output);
  const Result<Rules> rules = rules_of(configuration, /*exact=*/true);
  if (!store || !rules) return false;
  InMemory executor;
  Silent watcher;
  const Result<Campaign> campaign =
      run_campaign({mutants, entries, built}, configuration, *rules, executor, *store, watcher, {});
  if (!campaign) fmt::print(stderr, "bench_overhead_growth: {}\n", campaign.error().message);
  return campaign && campaign->results.size() == mutants.size();
}

struct Cost {
  double microseconds = 0; ///< wall time of a run
  double megabytes = 0;    ///< the most memory that was held
};

Cost cost_of(unsigned runs) {
  std::string output = std::filesystem::temp_directory_path() / "misfire-bench-XXXXXX";
  if (!mkdtemp(output.data())) std::exit(1);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) _exit(run_campaign_of(runs, output) ? 0 : 1);
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - start;
  std::filesystem::remove_all(output);
  if (status != 0) {
    fmt::print(stderr, "bench_overhead_growth: a campaign of {} runs failed\n", runs);
    std::exit(1);
  }
  return {taken.count() / runs, double(usage.ru_maxrss) / 1000};
}

/// Campaigns of 100 runs, 1,000 and so on up to `most`, told as they end.
std::map<unsigned, Cost> costs_up_to(unsigned most) {
  std::map<unsigned, Cost> costs;
  for (unsigned runs = 100; runs <= most; runs *= 10) {
    const Cost cost = costs[runs] = cost_of(runs);
    fmt::print("{} runs: {:.0f} microseconds a run, {:.1f} MB at most\n", runs, cost.microseconds,
               cost.megabytes);
    std::fflush(stdout);
  }
  return costs;
}

double median(std::vector<double> numbers) {
  std::ranges::sort(numbers);
  return numbers[numbers.size() / 2];
}

} // namespace

int main(int argc, char** argv) {
  constexpr unsigned first = 100, few = 1000;
  constexpr int rounds = 3; // the machine is not equally fast all the time: what is compared is of one round
  const unsigned most = argc > 1 ? unsigned(std::stoul(argv[1])) : 100000;
  std::vector<double> growth, growth_from_first, megabytes;
  for (int round = 0; round < rounds; ++round) {
    const std::map<unsigned, Cost> costs = costs_up_to(most);
    const Cost again = cost_of(few), &last = costs.rbegin()->second;
    growth.push_back(last.microseconds * 2 / (costs.at(few).microseconds + again.microseconds));
    growth_from_first.push_back(last.microseconds / costs.at(first).microseconds);
    megabytes.push_back(last.megabytes - costs.at(few).megabytes);
  }
  fmt::print("growth {:.3f}\ngrowth_from_100 {:.3f}\nmegabytes {:.1f}\n", median(growth),
             median(growth_from_first), median(megabytes));
}
