// What misfire finds of the places that people annotated, and whether its mutants of these programs compile.
#include "mutator/operators/operator.h"
#include "tests/reader/compiled_mutants.h"
#include "tests/reader/corpus/annotations.h"
#include "tests/reader/read_program.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <random>

namespace misfire::corpus {
namespace {

constexpr std::size_t drawn_mutants = 200;
constexpr double least_recall = 0.99;
constexpr double least_precision = 0.995;
constexpr double most_silent = 0.005;
/// A family of fewer places is not judged by a share.
constexpr std::size_t many_places = 50;
constexpr std::size_t most_missed_of_few = 1;

using Place = std::pair<std::string, Line>; ///< a family at a line

Place place_of(const TrainingProgram& program, const std::string& operator_id, const SourceRange& range) {
  const SourceFile& file = get_file(program, range.file);
  return {family_of(operator_id),
          {std::filesystem::path(file.path).filename().string(), position_of(file.text, range.begin).line}};
}

/// What misfire says of a program, by line.
struct Said {
  std::set<Place> offered, explained;
  /// An activation's module may be annotated where it is made and be offered where it is used.
  std::set<Place> offered_where_used;
};

/// The families of the operators that act on what the reader calls so.
const std::map<std::string, std::vector<std::string>> families_of_kind = {
    {"Layer", {"AAL", "RAW", "WAB", "WCI", "WRB"}},
    {"Layer's call", {"AAL"}},
    {"Activation", {"ACH", "ARM"}},
    {"ClipGrad", {"OCG"}},
    {"Dataset", {"DATA"}},
    {"Dropout", {"RCD"}},
    {"EpochLoop", {"HNE"}},
    {"Guard", {"RCP", "VRM"}},
    {"Init", {"WCI"}},
    {"Loader", {"DATA", "HBS", "HDB"}},
    {"Loss", {"LCH"}},
    {"Optimizer", {"HLR", "OCH", "RCW", "RRW"}},
    {"ParameterGroup", {"HLR"}},
    {"Penalty", {"RCW", "RRW"}},
    {"Step", {"HLR", "OCH"}},
    {"TrainingTensors", {"DATA"}}};

/// Whether it is one call of a function that makes a layer: the annotations count the function alone.
bool is_of_one_call(const TrainingProgram& program, const SourceRange& range) {
  return std::any_of(program.sites.begin(), program.sites.end(), [&](const Site& site) {
    const auto* layer = as<Layer>(site);
    return layer && !layer->made_by.empty() && site.range == range;
  });
}

Said said_of(const TrainingProgram& program, const Mutants& mutants) {
  Said said;
  for (const auto& mutant : mutants.made)
    if (!is_of_one_call(program, mutant.site))
      said.offered.insert(place_of(program, mutant.operator_id, mutant.site));
  for (const auto& not_made : mutants.not_made) {
    if (!not_made.site.written()) continue;
    const Place place = place_of(program, not_made.operator_id, not_made.site);
    said.explained.insert(place);
    if (not_made.reason.ends_with("where it is used")) said.offered_where_used.insert(place);
  }
  for (const auto& [range, kind, reason] : program.skipped)
    if (const auto families = families_of_kind.find(kind); families != families_of_kind.end())
      for (const auto& family : families->second)
        said.explained.insert(place_of(program, family, range));
  return said;
}

struct Counts {
  std::size_t places = 0, found = 0, explained = 0; ///< of the certain places
  std::size_t offered = 0, right = 0;
};

/// MISFIRE_CORPUS="own_loader vae_bars" reads these alone: to look at, since the bounds are those of all.
bool is_asked_for(const std::string& name) {
  const char* asked = std::getenv("MISFIRE_CORPUS");
  return !asked || (" " + std::string(asked) + " ").find(" " + name + " ") != std::string::npos;
}

class Corpus : public testing::Test {
protected:
  static void SetUpTestSuite() {
    for (const auto& name : programs())
      if (is_asked_for(name)) mutants()[name] = mutate(program(name), {});
  }

  static const TrainingProgram& program(const std::string& name) {
    return misfire::programs::get(path_of(name));
  }

  static std::map<std::string, Mutants>& mutants() {
    static std::map<std::string, Mutants> all;
    return all;
  }
};

/// Counts a program; says which places are missed and which offers are wrong.
void count(const std::string& name, Said said, std::map<std::string, Counts>& counts, std::size_t& places,
           std::size_t& silent) {
  std::set<Place> wanted;
  for (const auto& annotation : annotations_of(name)) {
    const auto among = [&](const std::set<Place>& some) {
      return std::any_of(annotation.allowed.begin(), annotation.allowed.end(),
                         [&](const Line& line) { return some.contains({annotation.family, line}); });
    };
    for (const auto& line : annotation.allowed)
      wanted.insert({annotation.family, line});
    const bool found = among(said.offered) || among(said.offered_where_used);
    const bool explained = !found && among(said.explained);
    places += 1;
    silent += !found && !explained;
    if (annotation.certain) {
      Counts& of_family = counts[annotation.family];
      of_family.places += 1;
      of_family.found += found;
      of_family.explained += explained;
    }
    if (!found && (annotation.certain || !explained))
      fmt::print("{} {}{} {} {}:{}\n", explained ? "explained" : "missed", annotation.certain ? "" : "? ",
                 name, annotation.family, annotation.line.first, annotation.line.second);
  }
  for (const auto& offer : said.offered) {
    bool right = wanted.contains(offer);
    const auto made =
        std::find_if(said.offered_where_used.begin(), said.offered_where_used.end(), [&](const Place& place) {
          return place.first == offer.first && wanted.contains(place);
        });
    if (!right && made != said.offered_where_used.end()) {
      right = true;
      said.offered_where_used.erase(made);
    }
    counts[offer.first].offered += 1;
    counts[offer.first].right += right;
    if (!right) fmt::print("wrong {} {} {}:{}\n", name, offer.first, offer.second.first, offer.second.second);
  }
}

double share(std::size_t part, std::size_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

TEST_F(Corpus, is_found_where_people_annotated_it) {
  std::map<std::string, Counts> counts;
  std::size_t places = 0, silent = 0;
  for (const auto& [name, made] : mutants())
    count(name, said_of(program(name), made), counts, places, silent);
  Counts all;
  for (const auto& [family, of] : counts) {
    fmt::print("{:5} found {:4} of {:4}, explained {:3}; offered {:4}, right {:4}\n", family, of.found,
               of.places, of.explained, of.offered, of.right);
    all.places += of.places;
    all.found += of.found;
    all.explained += of.explained;
    all.offered += of.offered;
    all.right += of.right;
    if (of.places < many_places) {
      EXPECT_LE(of.places - of.found, most_missed_of_few) << family;
    }
  }
  fmt::print("recall {:.1f} % ({} of {}, {} explained), precision {:.1f} % ({} of {})\n",
             100 * share(all.found, all.places), all.found, all.places, all.explained,
             100 * share(all.right, all.offered), all.right, all.offered);
  fmt::print("neither offered nor explained: {:.2f} % ({} of {})\n", 100 * share(silent, places), silent,
             places);
  EXPECT_GE(share(all.found, all.places), least_recall);
  EXPECT_GE(share(all.right, all.offered), least_precision);
  EXPECT_LE(share(silent, places), most_silent);
}

/// MISFIRE_ALL_MUTANTS=1 compiles them all.
TEST_F(Corpus, has_mutants_that_compile) {
  std::vector<misfire::programs::MutantOf> all;
  for (const auto& [name, made] : mutants())
    for (const auto& mutant : made.made)
      all.push_back({&program(name), &mutant});
  if (!std::getenv("MISFIRE_CORPUS")) {
    EXPECT_GT(all.size(), 10 * drawn_mutants);
  }
  std::shuffle(all.begin(), all.end(), std::mt19937(20261130));
  if (!std::getenv("MISFIRE_ALL_MUTANTS")) all.resize(std::min(all.size(), drawn_mutants));
  misfire::programs::expect_to_compile(all);
}

} // namespace
} // namespace misfire::corpus
