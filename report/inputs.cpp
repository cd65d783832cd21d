// Reads from the store which evaluation is a suite's, and what the runs got right in it.
#include "report/inputs.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>

namespace misfire {

namespace {

constexpr std::size_t digits_of_a_hash = 16;

/// By what an evaluation is the same in another run.
using EvaluationKey = std::tuple<std::string, unsigned, std::string>; // metric, comparison, inputs

EvaluationKey key_of(const Evaluation& one) {
  return {one.metric, one.comparison, one.inputs};
}

stats::Bits bits_of(const std::string& hex, std::size_t size) {
  stats::Bits bits(size);
  for (std::size_t i = 0; i < size; ++i) {
    const char digit = hex[i / 4];
    const int value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
    if ((value >> (3 - i % 4) & 1) != 0) bits.set(i);
  }
  return bits;
}

std::vector<std::string> hashes_in(const std::string& text) {
  std::vector<std::string> hashes;
  for (std::size_t at = 0; at + digits_of_a_hash <= text.size(); at += digits_of_a_hash)
    hashes.push_back(text.substr(at, digits_of_a_hash));
  return hashes;
}

std::vector<std::size_t> numbers_in(const std::string& text) {
  std::vector<std::size_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    at = std::from_chars(at, end, numbers.emplace_back()).ptr;
    if (at < end) ++at; // the comma
  }
  return numbers;
}

/// The evaluations of a suite in one run.
std::vector<Evaluation> on_suite(const Recorded& recorded, const std::string& suite) {
  std::vector<Evaluation> found;
  std::ranges::copy_if(recorded.evaluations, std::back_inserter(found),
                       [&](const Evaluation& one) { return one.suite == suite; });
  return found;
}

/// The evaluation to use, of those that are in all runs of the baseline. Error: why none, in a sentence.
tl::expected<EvaluationKey, std::string> evaluation_of(const std::vector<Recorded>& runs,
                                                       const std::string& suite, const std::string& judging) {
  std::map<EvaluationKey, std::size_t> seen;
  std::string unrecorded;
  for (const Recorded& run : runs) {
    for (const Evaluation& one : on_suite(run, suite))
      ++seen[key_of(one)];
    if (unrecorded.empty()) unrecorded = run.unrecorded;
  }
  std::vector<EvaluationKey> in_all;
  for (const auto& [key, count] : seen)
    if (count == runs.size()) in_all.push_back(key);
  std::ranges::stable_partition(in_all,
                                [&](const EvaluationKey& one) { return std::get<0>(one) == judging; });
  if (!in_all.empty()) {
    const auto other = std::ranges::find_if(in_all, [&](const EvaluationKey& one) {
      return std::get<0>(one) == std::get<0>(in_all.front()) &&
             std::get<2>(one) != std::get<2>(in_all.front());
    });
    if (other == in_all.end()) return in_all.front();
    return tl::unexpected(fmt::format(
        "In every run of the unmodified program, several evaluations on different inputs have the value that "
        "it prints for suite {}, so that none can be told to be it.",
        suite));
  }
  return tl::unexpected(fmt::format(
      "{} of suite {}{}{}. Where the program compares predictions with targets in another way, a comment can "
      "say what is right: docs/inputs.md.",
      seen.empty()
          ? "No evaluation of the unmodified program has a share of right inputs that is the printed value"
          : "No evaluation of the same inputs has, in every run of the unmodified program, the printed value",
      suite, unrecorded.empty() ? "" : "; of one is known: ", unrecorded));
}

/// An evaluation says of which suite its metric was when it was trained; today's judging metrics are of their
/// suites, whatever they were then.
void name_todays_suites(std::vector<Evaluation>& evaluations, const std::vector<BaselineSuite>& judging) {
  for (Evaluation& one : evaluations)
    if (const auto today = std::ranges::find(judging, one.metric, &BaselineSuite::metric);
        today != judging.end())
      one.suite = today->suite;
}

Result<std::vector<Recorded>> recorded_of(Store& store, const CampaignRecord& record,
                                          const std::string& program, const std::optional<double>& number,
                                          const std::vector<Run>& runs) {
  std::vector<Recorded> all;
  for (const Run& run : runs) {
    Result<Recorded> recorded = store.recorded({.program = program, .number = number, .seed = run.seed});
    if (!recorded) return tl::unexpected(recorded.error());
    name_todays_suites(recorded->evaluations, record.summary.baseline);
    all.push_back(std::move(*recorded));
  }
  return all;
}

/// The bits of one evaluation in each run; nothing where it is not there.
stats::RecordedRuns runs_of(const std::vector<Recorded>& recorded, const std::string& suite,
                            const EvaluationKey& key, std::size_t size) {
  stats::RecordedRuns runs;
  for (const Recorded& run : recorded) {
    runs.emplace_back();
    for (const Evaluation& one : on_suite(run, suite))
      if (key_of(one) == key) runs.back() = bits_of(one.right, size);
  }
  return runs;
}

/// Why finished runs have no such evaluation: other inputs are a reason before what the runtime says, which
/// may be of another comparison.
std::string why_unusable(const std::vector<Recorded>& without, const std::string& suite,
                         const EvaluationKey& wanted) {
  for (const Recorded& run : without)
    for (const Evaluation& one : on_suite(run, suite))
      if (one.metric == std::get<0>(wanted) && one.comparison == std::get<1>(wanted))
        return "the inputs that it evaluates are others than the program's";
  const auto said =
      std::ranges::find_if(without, [](const Recorded& run) { return !run.unrecorded.empty(); });
  return "in some of its runs no evaluation has the value that is printed" +
         (said == without.end() ? "" : "; of one of its comparisons is known: " + said->unrecorded);
}

Result<MutantOnInputs> on_inputs(Store& store, const CampaignRecord& record, const MutantResult& result,
                                 const SuiteInputs& inputs, const EvaluationKey& key) {
  const std::vector<Run>& runs = record.runs.at(result.mutant).front();
  const TrialResult& trial = result.trials.front();
  MutantOnInputs mutant{.id = result.mutant,
                        .counted = counted_as(result, inputs.suite),
                        .unusable = {},
                        .runs = {},
                        .kills = {}};
  const auto recorded = recorded_of(store, record, trial.program, trial.trial.number, runs);
  if (!recorded) return tl::unexpected(recorded.error());
  mutant.runs = runs_of(*recorded, inputs.suite, key, inputs.hashes.size());
  std::vector<Recorded> without;
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (runs[i].outcome == Outcome::finished && !mutant.runs[i]) without.push_back((*recorded)[i]);
  if (!without.empty()) mutant.unusable = why_unusable(without, inputs.suite, key);
  mutant.runs.insert(mutant.runs.begin(), trial.first_seed - 1, std::nullopt);
  const auto kills = stats::recorded_kill_counts(inputs.baseline, mutant.runs);
  if (kills)
    mutant.kills = *kills;
  else if (mutant.unusable.empty())
    mutant.unusable = "none of its runs has finished";
  return mutant;
}

/// Whether nothing is known of a suite by that name: no metric of it judges, and none was recorded.
bool is_unknown(const CampaignRecord& record, const std::vector<Recorded>& baseline,
                const std::string& suite) {
  const std::vector<std::string> judged = record.suites();
  return std::ranges::find(judged, suite) == judged.end() &&
         std::ranges::all_of(baseline, [&](const Recorded& run) { return on_suite(run, suite).empty(); });
}

} // namespace

Result<SuiteInputs> recorded_inputs(Store& store, const CampaignRecord& record, const std::string& suite) {
  SuiteInputs inputs{.suite = suite};
  std::string judging;
  for (const BaselineSuite& one : record.summary.baseline)
    if (one.suite == suite) judging = one.metric;
  const auto baseline = recorded_of(store, record, record.summary.baseline_program, {}, record.baseline);
  if (!baseline) return tl::unexpected(baseline.error());
  if (is_unknown(record, *baseline, suite)) {
    inputs.unusable = fmt::format("There is no suite {}. This campaign judges: {}.", suite,
                                  fmt::join(record.suites(), ", "));
    return inputs;
  }
  const auto key = evaluation_of(*baseline, suite, judging);
  if (!key) {
    inputs.unusable = key.error();
    return inputs;
  }
  inputs.metric = std::get<0>(*key);
  for (const Evaluation& one : on_suite(baseline->front(), suite))
    if (key_of(one) == *key) {
      inputs.hashes = hashes_in(one.hashes);
      inputs.positions = numbers_in(one.positions);
      inputs.repeated = one.repeated;
    }
  inputs.baseline = runs_of(*baseline, suite, *key, inputs.hashes.size());
  std::set<std::string> checks;
  for (const MutantEntry& mutant : record.mutants)
    if (mutant.identity) checks.insert(mutant.id);
  for (const MutantResult& result : record.results) {
    if (result.standing != Standing::judged || result.trials.empty() || checks.contains(result.mutant))
      continue;
    Result<MutantOnInputs> mutant = on_inputs(store, record, result, inputs, *key);
    if (!mutant) return tl::unexpected(mutant.error());
    inputs.mutants.push_back(std::move(*mutant));
  }
  return inputs;
}

} // namespace misfire
