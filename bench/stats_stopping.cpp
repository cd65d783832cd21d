// How many trainings early stopping saves, and how often it changes a verdict: on published and on simulated
// scores, by the scores alone and by pairs. The numbers of docs/decisions/early-stopping.md.
#include "stopping_trials.h"
#ifdef MISFIRE_HAS_PUBLISHED_RUNS
#include "published_runs.h"
#endif

#include <cmath>
#include <fmt/format.h>
#include <functional>

namespace {

using namespace misfire::stats;
using Generator = std::mt19937_64;

constexpr int planned = 20;

double draw_normal(Generator& generator) {
  return std::normal_distribution<double>()(generator);
}

/// A long tail towards bad scores; mean 0, deviation 1.
double draw_skewed(Generator& generator) {
  return 1 - std::exponential_distribution<double>(1)(generator);
}

/// How the scores of a program and of a mutant of it come about.
struct Scores {
  const char* name;
  double (*noise)(Generator&) = draw_normal;
  double deviation = 1;  ///< of the mutant, in those of the program
  double collapsing = 0; ///< share of the mutant's runs that fall by thirty deviations
  double step = 0;       ///< of what is printed; 0: any score
};

const Scores kinds[] = {{"normal"},
                        {"skewed", draw_skewed},
                        {"rare collapse", draw_normal, 1, 0.05},
                        {"unstable mutant", draw_normal, 3},
                        {"coarse", draw_normal, 1, 0, 0.5},
                        {"a third collapses", draw_normal, 1, 1.0 / 3}};

double printed(double score, double step) {
  return step > 0 ? std::round(score / step) * step : score;
}

/// Runs of which the mutant's noise correlates with the program's of the same seed.
Suite draw_trial(Generator& generator, const Scores& scores, double harm, double correlation, Test test) {
  Suite suite{{}, {}, {.test = test}};
  for (int run = 0; run < planned; ++run) {
    const double shared = scores.noise(generator);
    const double own = scores.noise(generator);
    const bool collapses = std::bernoulli_distribution(scores.collapsing)(generator);
    const double noise = correlation * shared + std::sqrt(1 - correlation * correlation) * own;
    suite.baseline.runs.emplace_back(printed(shared, scores.step));
    suite.mutant.runs.emplace_back(
        printed(scores.deviation * noise - harm - (collapses ? 30 : 0), scores.step));
  }
  return suite;
}

/// Harms as campaigns have them: a third nearly harmless, a third broken outright, the rest in between.
double draw_harm(Generator& generator) {
  const double kind = std::uniform_real_distribution(0.0, 1.0)(generator);
  if (kind < 0.35) return std::uniform_real_distribution(0.0, 0.2)(generator);
  if (kind < 0.65) return std::uniform_real_distribution(0.2, 2.0)(generator);
  return std::uniform_real_distribution(2.0, 30.0)(generator);
}

struct Harms {
  const char* name;
  std::function<double(Generator&)> draw;
};

const Harms harms[] = {
    {"a campaign", draw_harm},
    {"0..2", [](Generator& generator) { return std::uniform_real_distribution(0.0, 2.0)(generator); }},
    {"none", [](Generator&) { return 0.0; }},
    {"0.62", [](Generator&) { return 0.62; }}};

std::string text_of(const Stopped& stopped) {
  return fmt::format("{:5.2f} {:6.2f}", stopped.mean_runs(), 100 * stopped.share_kept());
}

void print(const std::string& name, const BothRules& both) {
  fmt::print("{:<46} {} > {}\n", name, text_of(both.by_scores), text_of(both.by_pairs));
}

void simulate(const Scores& scores, const Harms& harm, Test test, int count) {
  for (const double correlation : {0.0, 0.3, 0.6, 0.9}) {
    Generator generator(7);
    BothRules both;
    for (int trial = 0; trial < count; ++trial) {
      const Suite suite = draw_trial(generator, scores, harm.draw(generator), correlation, test);
      both.add(std::span(&suite, 1), planned);
    }
    print(fmt::format("{}, harm {}, correlation {}", scores.name, harm.name, correlation), both);
  }
}

void stop_published(int orders) {
#ifdef MISFIRE_HAS_PUBLISHED_RUNS
  const auto configurations = published_runs();
  if (configurations.empty()) return fmt::print("published: {}\n", no_published_runs);
  for (const bool guarded : {true, false}) {
    Stopped stopped;
    StoppingRule rule;
    if (!guarded) rule.minimum_with_outlier = rule.minimum;
    for (const auto& one : configurations) {
      const Suite suite{one.baseline, one.mutant, {}};
      add(stopped, std::span(&suite, 1), rule);
    }
    fmt::print("published order, by scores, {} the outlier guard: {}\n", guarded ? "with" : "without",
               text_of(stopped));
  }
  BothRules both;
  Generator generator(7);
  for (const auto& one : configurations)
    for (int order = 0; order < orders; ++order) {
      const Suite suite{one.baseline, one.mutant, {}};
      both.add(shuffled(std::span(&suite, 1), generator), planned);
    }
  print(fmt::format("published, {} random orders, no pairs", orders), both);
#else
  fmt::print("published: needs the tests (MISFIRE_BUILD_TESTS), {} orders\n", orders);
#endif
}

} // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::stoi(argv[1]) : 4000;
  fmt::print("runs of {} and % of verdicts kept, by the scores alone > by pairs\n", planned);
  stop_published(200);
  for (const auto& [test_name, test] : {std::pair{"glm", Test::glm}, {"t", Test::t}}) {
    fmt::print("\n--test {}\n", test_name);
    for (const Scores& scores : kinds)
      for (const Harms& harm : harms)
        simulate(scores, harm, test, count);
  }
}
