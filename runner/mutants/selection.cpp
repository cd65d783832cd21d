// Narrows a list of mutants to what is wanted.
#include "runner/mutants/selection.h"

#include "runner/system/digest.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>
#include <re2/re2.h>
#include <set>

namespace misfire {
namespace {

Result<void> keep_only(std::vector<Mutant>& mutants, const std::vector<std::string>& only) {
  if (only.empty()) return {};
  std::set<std::string> missing(only.begin(), only.end());
  for (const Mutant& mutant : mutants)
    missing.erase(mutant.id);
  if (!missing.empty())
    return failure(fmt::format("There is no mutant {}. `misfire list` prints them all.", *missing.begin()));
  std::erase_if(mutants, [&](const Mutant& mutant) { return !std::ranges::count(only, mutant.id); });
  return {};
}

void keep_changed(const TrainingProgram& program, std::vector<Mutant>& mutants, const ChangedLines& changes) {
  std::erase_if(mutants, [&](const Mutant& mutant) {
    if (!mutant.site.written()) return true;
    const std::string& text = get_file(program, mutant.site.file).text;
    return !touches(changes, mutant.site.file, position_of(text, mutant.site.begin).line,
                    position_of(text, mutant.site.end).line);
  });
}

/// Keeps the elements at these places, which ascend.
void keep_places(std::vector<Mutant>& mutants, const std::vector<std::size_t>& places) {
  std::vector<Mutant> kept;
  for (const std::size_t place : places)
    kept.push_back(std::move(mutants[place]));
  mutants = std::move(kept);
}

/// The mutants whose digests with the seed are the smallest.
void keep_sample(std::vector<Mutant>& mutants, double share, unsigned seed) {
  std::vector<std::pair<std::string, std::size_t>> drawn;
  for (std::size_t i = 0; i < mutants.size(); ++i)
    drawn.emplace_back(digest_of({std::to_string(seed), mutants[i].id}), i);
  std::ranges::sort(drawn);
  drawn.resize(std::min(drawn.size(), std::size_t(std::ceil(share * double(drawn.size())))));
  std::vector<std::size_t> places;
  for (const auto& [digest, place] : drawn)
    places.push_back(place);
  std::ranges::sort(places);
  keep_places(mutants, places);
}

void keep_spread(std::vector<Mutant>& mutants, std::size_t most) {
  if (most == 0 || mutants.size() <= most) return;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < most; ++i)
    places.push_back(i * mutants.size() / most);
  keep_places(mutants, places);
}

void keep_shard(std::vector<Mutant>& mutants, const Shard& shard) {
  std::vector<std::size_t> places;
  for (std::size_t i = shard.part; i < mutants.size(); i += shard.of)
    places.push_back(i);
  keep_places(mutants, places);
}

} // namespace

Result<Shard> parse_shard(const std::string& text) {
  Shard shard;
  if (re2::RE2::FullMatch(text, R"((\d+)/(\d+))", &shard.part, &shard.of) && shard.part < shard.of)
    return shard;
  return failure(fmt::format(
      "--shard names a part of a campaign as k/n with k from 0 to n - 1, 0/4 to 3/4, not '{}'.", text));
}

Result<double> parse_share(const std::string& text) {
  double share = 0;
  std::string percent;
  if (re2::RE2::FullMatch(text, R"((\d+(?:\.\d*)?|\.\d+) *(%?))", &share, &percent)) {
    if (!percent.empty()) share /= 100;
    if (share > 0 && share <= 1) return share;
  }
  return failure(
      fmt::format("--sample is a share of the mutants above 0, such as 10% or 0.1, not '{}'.", text));
}

Result<void> keep_wanted(const TrainingProgram& program, std::vector<Mutant>& mutants, const Wanted& wanted) {
  if (const Result<void> kept = keep_only(mutants, wanted.only); !kept) return kept;
  if (wanted.changes) keep_changed(program, mutants, *wanted.changes);
  if (wanted.sample) keep_sample(mutants, *wanted.sample, wanted.sample_seed);
  keep_spread(mutants, wanted.most);
  if (wanted.shard) keep_shard(mutants, *wanted.shard);
  return {};
}

} // namespace misfire
