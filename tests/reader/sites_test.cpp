// The sites of every program are those listed beside it. MISFIRE_UPDATE_GOLDEN=1 writes the lists anew; a
// human reads the difference: what stands there is what a person would mark, not what the reader finds.
#include "tests/reader/listing.h"
#include "tests/reader/read_program.h"

#include <cstdlib>
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

} // namespace
} // namespace misfire
