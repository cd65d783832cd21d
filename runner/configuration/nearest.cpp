// Nearness of names is the edit distance, upper and lower case alike.
#include "runner/configuration/nearest.h"

#include <llvm/ADT/StringRef.h>

#include <algorithm>

namespace misfire {
namespace {

/// Letters to change, at most `limit` + 1; swapped letters count as one change.
unsigned distance(llvm::StringRef a, llvm::StringRef b, unsigned limit) {
  std::string sorted_a = a.lower(), sorted_b = b.lower();
  std::sort(sorted_a.begin(), sorted_a.end());
  std::sort(sorted_b.begin(), sorted_b.end());
  unsigned swapped = sorted_a == sorted_b && !a.equals_insensitive(b);
  return a.edit_distance_insensitive(b, true, limit + swapped) - swapped;
}

} // namespace

std::string nearest(const std::string& name, const std::vector<std::string>& candidates) {
  std::string best;
  unsigned allowed = std::max<unsigned>(1, static_cast<unsigned>((name.size() + 2) / 3));
  for (const std::string& candidate : candidates) {
    unsigned changes = distance(name, candidate, allowed);
    if (changes > allowed || (!best.empty() && changes == allowed)) continue;
    best = candidate;
    allowed = changes;
  }
  return best;
}

std::string suggestion(const std::string& name, const std::vector<std::string>& candidates) {
  std::string found = nearest(name, candidates);
  return found.empty() ? "" : " (did you mean " + found + "?)";
}

} // namespace misfire
