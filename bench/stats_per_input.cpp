// How long the per-input analysis takes at 200 mutants, 60,000 inputs and 20 runs, and how it grows.
#include "stats/per_input/input_set.h"
#include "stats/per_input/killing.h"
#include "stats/per_input/redundancy.h"

#include <chrono>
#include <fmt/format.h>
#include <random>

namespace {

using namespace misfire::stats;
using Generator = std::mt19937_64;

/// Runs that get each input right with probability sixteenths / 16.
RightInputs draw_runs(Generator& generator, int runs, std::size_t inputs, int sixteenths) {
  RightInputs result(static_cast<std::size_t>(runs), Bits(inputs));
  for (Bits& run : result) {
    for (std::uint64_t& word : run.words)
      for (int digit = 0; digit < 4; ++digit) { // from the probability's last binary digit to its first
        const std::uint64_t coin = generator();
        word = (sixteenths >> digit & 1) != 0 ? word | coin : word & coin;
      }
    if (inputs % 64 != 0) run.words.back() &= (std::uint64_t{1} << (inputs % 64)) - 1;
  }
  return result;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void analyse(std::size_t mutants, std::size_t inputs, int runs) {
  Generator generator(3);
  const RightInputs baseline = draw_runs(generator, runs, inputs, 15);
  std::vector<RightInputs> recorded;
  for (std::size_t i = 0; i < mutants; ++i)
    recorded.push_back(draw_runs(generator, runs, inputs, static_cast<int>(i % 15) + 1));

  const auto start = std::chrono::steady_clock::now();
  std::vector<KillCounts> counts;
  for (const auto& mutant : recorded)
    counts.push_back(kill_counts(baseline, mutant).value());
  const double counted = seconds_since(start);
  const auto redundancies = find_redundancies(counts).value();
  const double compared = seconds_since(start);
  const auto set = small_killing_set(counts).value();
  const auto valuable = most_valuable_inputs(counts, 10).value();
  const double all = seconds_since(start);
  fmt::print("{:4} mutants {:7} inputs {:3} runs: count {:.2f} s, all pairs {:.2f} s, inputs {:.2f} s, "
             "together {:.2f} s"
             "  ({} redundancies, {} inputs kill all, the best kills {})\n",
             mutants, inputs, runs, counted, compared - counted, all - compared, all, redundancies.size(),
             set.size(), valuable.front().mutants_killed);
}

} // namespace

int main() {
  analyse(200, 60'000, 20);
  for (const std::size_t mutants : {50, 100, 400})
    analyse(mutants, 60'000, 20);
  for (const std::size_t inputs : {10'000, 120'000})
    analyse(200, inputs, 20);
  for (const int runs : {5, 10, 40})
    analyse(200, 60'000, runs);
}
