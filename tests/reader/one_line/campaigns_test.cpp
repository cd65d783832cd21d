// The four programs of tests/campaigns have, together, a place for every operator of all sets, read on
// declarations.
#include "mutator/operators/operator.h"
#include "mutator/reader/read.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

namespace misfire::one_line {
namespace {

/// The operators that make a mutant of a program.
std::set<std::string> operators_of(const std::string& program) {
  const auto folder = std::filesystem::path(MISFIRE_SOURCE_DIR) / "tests/campaigns" / program;
  std::istringstream words(ONE_LINE_FLAGS);
  const auto units =
      read_units({{folder / "main.cpp", folder.string(), {std::istream_iterator<std::string>(words), {}}}},
                 {folder.string(), ""});
  EXPECT_EQ(units[0].refusal, "");
  std::set<std::string> ids;
  for (const auto& mutant : mutate(link(units), *parse_selections("all,post-training")).made)
    ids.insert(mutant.operator_id);
  return ids;
}

TEST(ProgramsOfCampaigns, have_places_for_every_operator_together) {
  std::map<std::string, std::set<std::string>> places;
  std::set<std::string> together;
  for (const char* program : {"perceptron", "convolution", "adversaries", "q_learning"}) {
    places[program] = operators_of(program);
    together.insert(places[program].begin(), places[program].end());
  }
  for (const auto& one : all_operators())
    EXPECT_TRUE(one.on_request || together.contains(one.id)) << one.id;
  const auto has = [&](const std::string& program, std::initializer_list<const char*> ids) {
    for (const char* id : ids)
      EXPECT_TRUE(places[program].contains(id)) << id << " in " << program;
  };
  has("perceptron",
      {"BUF", "CKP", "DLE", "EVM", "GCO", "INB", "OCG", "PNM", "RCD", "RCP", "RRW", "SCH", "SHF", "VRM"});
  has("convolution",
      {"ACD", "AUN", "DIM", "DRS", "FBN", "FDT", "LRC", "LSD", "LSL", "PNA", "PSC", "PVP", "WUO"});
  has("adversaries", {"NDT", "PGL", "SMD", "TCF", "UNI"});
  has("q_learning", {"CBF", "CLB", "LBC", "MSK", "NDT", "TGN"});
}

} // namespace
} // namespace misfire::one_line
