// Reads all parts, compares them, and writes them into a new store.
#include "runner/store/merge.h"

#include "runner/suite_marks.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace misfire {

namespace fs = std::filesystem;

namespace {

/// A part, read.
struct Part {
  std::string folder;
  Store store;
  Plan plan;
  std::vector<MutantEntry> mutants;
  std::vector<MutantResult> results;
  CampaignSummary summary;
  std::vector<Run> baseline;
};

Result<Part> read_part(const std::string& folder) {
  Result<Store> store = Store::open_to_read(folder);
  if (!store) return tl::unexpected(store.error());
  const auto plan = store->plan();
  if (!plan) return tl::unexpected(plan.error());
  auto mutants = store->mutants();
  if (!mutants) return tl::unexpected(mutants.error());
  auto results = store->results();
  if (!results) return tl::unexpected(results.error());
  auto summary = store->summary();
  if (!summary) return tl::unexpected(summary.error());
  if (!*plan || !*summary || (*summary)->interrupted || results->size() < mutants->size())
    return failure(
        fmt::format("The campaign in {} is not finished: {} of {} mutants are judged. Finish it with "
                    "`misfire run` and merge again.",
                    folder, results->size(), mutants->size()));
  auto baseline = store->runs((*summary)->baseline_program, {}, 1, (*summary)->judging.baseline_runs);
  if (!baseline) return tl::unexpected(baseline.error());
  return Part{folder,
              std::move(*store),
              **plan,
              std::move(*mutants),
              std::move(*results),
              std::move(**summary),
              std::move(*baseline)};
}

/// What their networks gave on suites of their own is none of their trainings': a part may have tried a suite
/// that others never knew.
bool trained_equally(const std::vector<Run>& one, const std::vector<Run>& other) {
  return std::ranges::equal(one, other, [](const Run& a, const Run& b) {
    return metrics_of_training(a) == metrics_of_training(b) && a.fingerprint == b.fingerprint;
  });
}

/// Run::arithmetic of a part's runs, which all have the same.
std::string arithmetic_of(const Part& part) {
  return part.baseline.empty() ? "" : part.baseline.front().arithmetic;
}

/// Why the runs of two parts are of two kinds, though all else may be equal; empty if they are not.
std::string unlike(const Part& first, const Part& part) {
  const std::string one = arithmetic_of(first), other = arithmetic_of(part);
  if (one == other || first.plan.shard.of != part.plan.shard.of) return "";
  if (one.empty() || other.empty())
    return fmt::format(
        "What the machine of {} computes is not known, and that of {} is, so their runs cannot be "
        "compared. Run the former anew with this misfire.",
        one.empty() ? first.folder : part.folder, one.empty() ? part.folder : first.folder);
  return fmt::format(
      "The runs of {} and of {} were made on machines that compute other bits (their processors or libraries "
      "have other kernels), so they cannot be compared. Run one of the parts anew on a machine like the "
      "other's, or all with `arithmetic: portable` in misfire.yml.",
      first.folder, part.folder);
}

/// Why parts do not make a whole; empty if they do. They are in the order of their numbers.
std::string mismatch_of(const std::vector<Part>& parts) {
  const Part& first = parts.front();
  std::vector<unsigned> missing;
  for (unsigned k = 0; k < first.plan.shard.of; ++k)
    if (std::ranges::none_of(parts, [&](const Part& part) { return part.plan.shard.part == k; }))
      missing.push_back(k);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const Part& part = parts[i];
    if (const std::string why = unlike(first, part); !why.empty()) return why;
    if (part.plan.digest != first.plan.digest || part.plan.shard.of != first.plan.shard.of)
      return fmt::format("{} and {} are parts of different campaigns: their mutants, rules, programs or data "
                         "differ, or they were cut into {} and {} parts.",
                         first.folder, part.folder, first.plan.shard.of, part.plan.shard.of);
    if (part.plan.shard == parts[i - 1].plan.shard)
      return fmt::format("{} and {} are the same part, {}/{}.", parts[i - 1].folder, part.folder,
                         part.plan.shard.part, part.plan.shard.of);
  }
  if (!missing.empty())
    return fmt::format("Of the {} parts of this campaign, {} {} missing.", first.plan.shard.of,
                       fmt::join(missing, " and "), missing.size() == 1 ? "is" : "are");
  for (const Part& part : parts)
    if (!trained_equally(part.baseline, first.baseline))
      return fmt::format("The baselines of {} and {} differ: their machines compute differently, so verdicts "
                         "against one say nothing about the other.",
                         first.folder, part.folder);
  return "";
}

/// In the order of the whole: mutant i is in part i modulo their number.
template <typename Row>
std::vector<Row> interleaved(const std::vector<Part>& parts, std::vector<Row> Part::* rows) {
  std::vector<Row> whole;
  for (std::size_t i = 0; i < (parts.front().*rows).size(); ++i)
    for (const Part& part : parts)
      if (i < (part.*rows).size()) whole.push_back((part.*rows)[i]);
  return whole;
}

/// Copies the runs that a part's verdicts rest on.
Result<void> copy_runs(Part& part, Store& into) {
  const auto copy = [&](const std::string& program, const std::optional<double>& number, std::uint64_t first,
                        unsigned count) -> Result<void> {
    const auto runs = part.store.runs(program, number, first, count);
    if (!runs) return tl::unexpected(runs.error());
    for (const Run& run : *runs) {
      const RunKey key{.program = program, .number = number, .seed = run.seed};
      const auto recorded = part.store.recorded(key);
      if (!recorded) return tl::unexpected(recorded.error());
      if (const auto kept = into.keep(key, run, *recorded); !kept) return kept;
    }
    return {};
  };
  if (const auto copied = copy(part.summary.baseline_program, {}, 1, part.summary.judging.baseline_runs);
      !copied)
    return copied;
  for (const MutantResult& result : part.results)
    for (const TrialResult& trial : result.trials)
      if (const auto copied = copy(trial.program, trial.trial.number, trial.first_seed, trial.runs); !copied)
        return copied;
  return {};
}

Result<void> copy_files(const Part& part, const fs::path& output) {
  for (const char* folder : {"logs", "mutants", "kept"}) {
    std::error_code error;
    if (!fs::exists(fs::path(part.folder) / folder)) continue;
    fs::copy(fs::path(part.folder) / folder, output / folder,
             fs::copy_options::recursive | fs::copy_options::skip_existing | fs::copy_options::copy_symlinks,
             error);
    if (error)
      return failure(fmt::format("Copying the {} of {} to {} failed: {}.", folder, part.folder,
                                 output.string(), error.message()));
  }
  return {};
}

CampaignSummary summed(const std::vector<Part>& parts) {
  CampaignSummary whole = parts.front().summary;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const CampaignSummary& part = parts[i].summary;
    whole.trained += part.trained;
    whole.kept += part.kept;
    whole.saved += part.saved;
    whole.seconds = std::max(whole.seconds, part.seconds);
  }
  whole.circumstances.emplace_back("parts", std::to_string(parts.size()));
  return whole;
}

} // namespace

Result<void> merge(const std::vector<std::string>& folders, const std::string& output) {
  std::vector<Part> parts;
  for (const std::string& folder : folders) {
    Result<Part> part = read_part(folder);
    if (!part) return tl::unexpected(part.error());
    parts.push_back(std::move(*part));
  }
  std::ranges::stable_sort(parts, {}, [](const Part& part) { return part.plan.shard.part; });
  if (const std::string mismatch = mismatch_of(parts); !mismatch.empty()) return failure(mismatch);
  if (fs::exists(fs::path(output) / "store.sqlite"))
    return failure(
        fmt::format("There is a campaign in {} already. Name another folder by --output.", output));
  Result<Store> store = Store::open(output);
  if (!store) return tl::unexpected(store.error());
  const auto program = parts.front().store.program();
  if (!program) return tl::unexpected(program.error());
  if (const auto begun =
          store->begin(interleaved(parts, &Part::mutants), *program, {parts.front().plan.digest, {}});
      !begun)
    return begun;
  for (Part& part : parts) {
    if (const auto copied = copy_runs(part, *store); !copied) return copied;
    if (const auto copied = copy_files(part, output); !copied) return copied;
  }
  for (const MutantResult& result : interleaved(parts, &Part::results))
    if (const auto kept = store->keep(result); !kept) return kept;
  return store->keep(summed(parts));
}

} // namespace misfire
