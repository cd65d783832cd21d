// Programs put together at random are read, linked and mutated, and nothing dies of what they say.
//
// MISFIRE_RANDOM_PROGRAMS says how many (300 by default), MISFIRE_RANDOM_SEED the seed of the first (1). The
// program of a seed that fails is left in the folder that the failure names.
#include "tests/reader/random/apart.h"
#include "tests/reader/random/findings.h"
#include "tests/reader/random/program.h"
#include "tests/runner/temporary_folder.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <sstream>
#include <unistd.h>

namespace misfire::random {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t in_one_process = 50;
constexpr unsigned seconds_for_one = 60;

std::uint64_t number_in(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::stoull(text) : otherwise;
}

std::vector<std::string> flags() {
  std::istringstream words(RANDOM_PROGRAM_FLAGS);
  return {std::istream_iterator<std::string>(words), {}};
}

class RandomPrograms : public ::testing::Test {
protected:
  ~RandomPrograms() override {
    std::error_code in_use; // by programs that failed
    fs::remove(folder_, in_use);
  }

  fs::path folder_of(std::uint64_t seed) const { return folder_ / std::to_string(seed); }

  Findings findings_of_seed(std::uint64_t seed) const {
    const fs::path folder = folder_of(seed);
    const Program program = program_of(seed);
    for (const auto& [name, text] : program.files) {
      fs::create_directories((folder / name).parent_path());
      std::ofstream(folder / name, std::ios::binary) << text;
    }
    std::vector<UnitCommand> commands;
    for (const auto& unit : program.units)
      commands.push_back({(folder / unit).string(), folder.string(), flags()});
    Findings findings = findings_of(commands, {folder.string(), ""});
    if (!findings.unreadable.empty()) findings.faults += "Clang refuses it:\n" + findings.unreadable;
    return findings;
  }

  /// What the child that reads a program says of it; the faults are what is left of the text.
  std::string report_of(std::uint64_t seed) const {
    const Findings found = findings_of_seed(seed);
    if (found.faults.empty()) fs::remove_all(folder_of(seed));
    return fmt::format("{} {} {} {}", found.sites, found.epoch_loops, found.mutants, found.faults);
  }

  void take(std::uint64_t seed, const Outcome& outcome) {
    if (!outcome.text) {
      ++deaths_;
      ADD_FAILURE() << "seed " << seed << " dies of " << outcome.death << "; read " << folder_of(seed);
      return;
    }
    std::size_t sites = 0, loops = 0, mutants = 0;
    std::istringstream text(*outcome.text);
    text >> sites >> loops >> mutants >> std::ws;
    const std::string faults(std::istreambuf_iterator<char>(text), {});
    sites_ += sites;
    mutants_ += mutants;
    with_epochs_ += loops > 0;
    faulty_ += !faults.empty();
    EXPECT_EQ(faults, "") << "seed " << seed << "; read " << folder_of(seed);
  }

  const fs::path folder_ = testing::memory() / ("misfire_random_programs_" + std::to_string(getpid()));
  std::size_t deaths_ = 0, faulty_ = 0, sites_ = 0, mutants_ = 0, with_epochs_ = 0;
};

TEST_F(RandomPrograms, are_read_and_mutated_without_a_death_or_a_wrong_edit) {
  const auto count = number_in("MISFIRE_RANDOM_PROGRAMS", 300);
  const auto first = number_in("MISFIRE_RANDOM_SEED", 1);
  each_apart(
      count, in_one_process, seconds_for_one, [&](std::size_t i) { return report_of(first + i); },
      [&](std::size_t i, const Outcome& outcome) { take(first + i, outcome); });
  fmt::print("{} random programs from seed {}: {} deaths, {} with faults; {} sites, {} mutants, {} with "
             "epochs\n",
             count, first, deaths_, faulty_, sites_, mutants_, with_epochs_);
  // What trains nothing would not die either.
  EXPECT_GT(sites_, 15 * count);
  EXPECT_GT(mutants_, 30 * count);
  EXPECT_GT(with_epochs_, count / 2);
}

std::map<std::string, int> pieces_of(std::uint64_t programs) {
  std::map<std::string, int> used;
  for (std::uint64_t seed = 1; seed <= programs; ++seed)
    for (const auto& [piece, times] : program_of(seed).pieces)
      used[piece] += times;
  return used;
}

TEST_F(RandomPrograms, are_made_of_all_pieces) {
  EXPECT_GT(pieces_of(300).size(), 0.95 * static_cast<double>(all_pieces().size()));
  auto used = pieces_of(3000);
  for (const auto& piece : all_pieces())
    EXPECT_GE(used[piece], 5) << piece;
}

TEST_F(RandomPrograms, are_the_same_for_the_same_seed) {
  EXPECT_EQ(program_of(7).files, program_of(7).files);
  EXPECT_NE(program_of(7).files, program_of(8).files);
}

TEST(EachApart, names_what_dies_and_goes_on_behind_it) {
  std::string outcomes;
  each_apart(
      5, 3, 10,
      [](std::size_t i) {
        if (i == 1) std::abort();
        return "done " + std::to_string(i);
      },
      [&](std::size_t i, const Outcome& outcome) {
        outcomes += std::to_string(i) + ": " + outcome.text.value_or(outcome.death) + "\n";
      });
  EXPECT_EQ(outcomes, "0: done 0\n1: signal 6\n\n2: done 2\n3: done 3\n4: done 4\n");
}

} // namespace
} // namespace misfire::random
