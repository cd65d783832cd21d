// How many trainings early stopping saves, and how often it changes a verdict: on published and on simulated
// scores.
#include "stats/stopping.h"
#include "stats/verdict.h"
#ifdef MISFIRE_HAS_PUBLISHED_RUNS
#include "published_runs.h"
#endif

#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <random>

namespace {

using namespace misfire::stats;
using Generator = std::mt19937_64;

constexpr int planned = 20;

/// One score of a mutant that is worse by `harm` standard deviations of the program; the program itself has
/// harm 0.
using DrawScore = std::function<double(Generator&, double harm)>;

double draw_normal(Generator& generator, double harm) {
  return std::normal_distribution<double>(-harm, 1)(generator);
}

/// A long tail towards bad scores; mean -harm, standard deviation 1.
double draw_skewed(Generator& generator, double harm) {
  return 1 - std::exponential_distribution<double>(1)(generator) - harm;
}

/// One mutant run in twenty collapses by thirty standard deviations; the program never does.
double draw_rare_collapse(Generator& generator, double harm) {
  const bool collapses = harm > 0 && std::bernoulli_distribution(0.05)(generator);
  return std::normal_distribution<double>(-harm - (collapses ? 30 : 0), 1)(generator);
}

/// Scores in steps of half a standard deviation, as of a small test set.
double draw_coarse(Generator& generator, double harm) {
  return std::round(2 * draw_normal(generator, harm)) / 2;
}

/// The mutant varies three times as much as the program.
double draw_unstable(Generator& generator, double harm) {
  return std::normal_distribution<double>(-harm, harm > 0 ? 3 : 1)(generator);
}

Sample draw_runs(Generator& generator, const DrawScore& draw, double harm) {
  Sample sample;
  for (int run = 0; run < planned; ++run)
    sample.runs.push_back(draw(generator, harm));
  return sample;
}

/// What became of trials that were stopped early and also judged whole.
struct Trials {
  int count = 0;
  int kept = 0;
  int killed_early_alone = 0;
  double runs = 0;
};

void add(Trials& trials, const Suite& suite, const StoppingRule& rule) {
  const Stop stop = find_stop(std::span(&suite, 1), rule).value();
  const auto early = judge_stopped(suite, stop, rule).decision;
  const auto whole = judge(suite.baseline, suite.mutant, suite.criterion).decision;
  ++trials.count;
  trials.runs += stop.runs;
  trials.kept += early == whole ? 1 : 0;
  trials.killed_early_alone += early == Decision::killed && whole != Decision::killed ? 1 : 0;
}

void print(const std::string& name, const Trials& trials) {
  fmt::print("{:<36} {:6} trials  {:5.2f} runs  {:6.2f} % of verdicts kept  {:.2f} % killed early alone\n",
             name, trials.count, trials.runs / trials.count, 100.0 * trials.kept / trials.count,
             100.0 * trials.killed_early_alone / trials.count);
}

/// Harms as campaigns have them: a third nearly harmless, a third broken outright, the rest in between.
double draw_harm(Generator& generator) {
  const double kind = std::uniform_real_distribution(0.0, 1.0)(generator);
  if (kind < 0.35) return std::uniform_real_distribution(0.0, 0.2)(generator);
  if (kind < 0.65) return std::uniform_real_distribution(0.2, 2.0)(generator);
  return std::uniform_real_distribution(2.0, 30.0)(generator);
}

void simulate(const std::string& name, const DrawScore& draw, Test test, int count) {
  Generator generator(7);
  Trials mixed;
  Trials harmless;
  Trials borderline;
  const Criterion criterion{.test = test};
  for (int trial = 0; trial < count; ++trial) {
    const Sample baseline = draw_runs(generator, draw, 0);
    add(mixed, {baseline, draw_runs(generator, draw, draw_harm(generator)), criterion}, {});
    add(harmless, {baseline, draw_runs(generator, draw, 0), criterion}, {});
    add(borderline, {baseline, draw_runs(generator, draw, 0.62), criterion}, {});
  }
  print(name + ", harms of a campaign", mixed);
  print(name + ", no harm", harmless);
  print(name + ", harm of d = 0.62", borderline);
}

void stop_published() {
#ifdef MISFIRE_HAS_PUBLISHED_RUNS
  const auto configurations = published_runs();
  if (configurations.empty()) return fmt::print("published: {}\n", no_published_runs);
  for (const bool guarded : {true, false}) {
    Trials trials;
    StoppingRule rule;
    if (!guarded) rule.minimum_with_outlier = rule.minimum;
    for (const auto& one : configurations)
      add(trials, {one.baseline, one.mutant, {}}, rule);
    print(guarded ? "published, with the outlier guard" : "published, without it", trials);
  }
#else
  fmt::print("published: needs the tests (MISFIRE_BUILD_TESTS)\n");
#endif
}

} // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::stoi(argv[1]) : 4000;
  stop_published();
  for (const auto& [test_name, test] : {std::pair{"glm", Test::glm}, {"t", Test::t}}) {
    fmt::print("\n--test {}\n", test_name);
    simulate("normal", draw_normal, test, count);
    simulate("skewed", draw_skewed, test, count);
    simulate("rare collapse", draw_rare_collapse, test, count);
    simulate("coarse", draw_coarse, test, count);
    simulate("unstable mutant", draw_unstable, test, count);
  }
}
