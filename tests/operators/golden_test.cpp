// Every operator writes to the letter what its golden folder says. This writes the folders anew; read the
// difference before you commit it:
//
//   MISFIRE_UPDATE_GOLDEN=1 ctest --test-dir build -R Operators/Golden
#include "tests/operators/golden.h"

#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>

namespace misfire {
namespace {

class Golden : public testing::TestWithParam<Operator> {};

TEST_P(Golden, the_mutants_are_those_of_the_golden_folder) {
  const auto path = golden::folder_of(GetParam()) / "mutants.txt";
  const auto made = golden::shown(golden::program_of(GetParam()), golden::mutants_of(GetParam()));
  if (std::getenv("MISFIRE_UPDATE_GOLDEN")) std::ofstream(path, std::ios::binary) << made;
  EXPECT_EQ(made, golden::read(path))
      << "If that is meant: MISFIRE_UPDATE_GOLDEN=1 ctest -R Operators/Golden, and read the diff.";
}

std::string operator_name(const testing::TestParamInfo<Operator>& info) {
  auto name = info.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Operators, Golden, testing::ValuesIn(all_operators()), operator_name);

} // namespace
} // namespace misfire
