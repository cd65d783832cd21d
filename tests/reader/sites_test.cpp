// The sites of every program are those listed beside it. MISFIRE_UPDATE_GOLDEN=1 writes the lists anew; a
// human reads the difference: what stands there is what a person would mark, not what the reader finds.
#include "tests/reader/listing.h"
#include "tests/reader/read_program.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

namespace misfire {
namespace {

class Sites : public testing::TestWithParam<std::string> {};

TEST_P(Sites, are_those_expected_and_no_others) {
  const std::string found = listing(programs::get(GetParam()));
  const auto expected = programs::expected_sites_of(GetParam());
  if (std::getenv("MISFIRE_UPDATE_GOLDEN")) std::ofstream(expected) << found;
  EXPECT_EQ(found, programs::contents_of(expected))
      << "read " << GetParam() << " against " << expected
      << "; if the new sites are right, run with MISFIRE_UPDATE_GOLDEN=1";
}

INSTANTIATE_TEST_SUITE_P(Programs, Sites, testing::ValuesIn(programs::all()), [](const auto& program) {
  return std::filesystem::path(program.param).stem().string();
});

TEST(Sites, are_the_same_with_headers_precompiled_and_parsed) {
  const std::string program = "tests/programs/residual_blocks_in_templates.cpp";
  EXPECT_EQ(listing(programs::read(program, programs::Headers::parsed)), listing(programs::get(program)));
}

std::vector<std::string> sites_in(const std::string& list) {
  std::vector<std::string> sites;
  std::istringstream lines(list);
  for (std::string line; std::getline(lines, line);)
    if (line.find(" skipped ") == std::string::npos) sites.push_back(line);
  std::sort(sites.begin(), sites.end());
  return sites;
}

double percent(std::size_t part, std::size_t whole) {
  return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

TEST(AllPrograms, have_their_sites_found_and_nothing_else) {
  std::size_t expected = 0, found = 0, right = 0;
  for (const auto& program : programs::all()) {
    const auto wanted = sites_in(programs::contents_of(programs::expected_sites_of(program)));
    const auto seen = sites_in(listing(programs::get(program)));
    std::vector<std::string> both;
    std::set_intersection(wanted.begin(), wanted.end(), seen.begin(), seen.end(), std::back_inserter(both));
    expected += wanted.size();
    found += seen.size();
    right += both.size();
  }
  fmt::print("{} programs\n", programs::all().size());
  fmt::print("recall: {} of {} expected sites found, {:.2f} %\n", right, expected, percent(right, expected));
  fmt::print("precision: {} of {} found sites expected, {:.2f} %\n", right, found, percent(right, found));
  EXPECT_EQ(right, expected);
  EXPECT_EQ(right, found);
}

} // namespace
} // namespace misfire
