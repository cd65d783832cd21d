// Listings of a program of one line, to the letter.
#include "report/listing.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

TrainingProgram small_program() {
  TrainingProgram program;
  program.root = "/p";
  program.files = {{.path = "/p/a.cpp", .text = "// é\nSGD o(p, 0.01);\nepochs"}};
  Slot rate;
  rate.current = Value(0.01);
  program.sites = {{.range = {"/p/a.cpp", 6, 20},
                    .role = Role::train,
                    .meaning = Optimizer{.type = "SGD", .learning_rate = rate}}};
  program.skipped = {{.range = {"/p/a.cpp", 22, 28}, .kind = "EpochLoop", .reason = "it stands in a macro"}};
  return program;
}

const std::vector<Mutant> three_mutants{
    {.id = "HLR@a.cpp:2:1", .operator_id = "HLR", .site = {"/p/a.cpp", 6, 20}},
    {.id = "OCH@a.cpp:2:1=Adam", .operator_id = "OCH", .site = {"/p/a.cpp", 6, 20}}};
const std::vector<MutantEntry> entries{{.id = "HLR@a.cpp:2:1",
                                        .operator_id = "HLR",
                                        .group = "hyperparameter",
                                        .file = "a.cpp",
                                        .line = 2,
                                        .column = 1,
                                        .end_line = 2,
                                        .end_column = 15,
                                        .number = 1e-5,
                                        .mild = 0.01,
                                        .harsh = 1e-5,
                                        .description = "a smaller rate",
                                        .diff = "-a\n+b\n"},
                                       {.id = "OCH@a.cpp:2:1=Adam",
                                        .operator_id = "OCH",
                                        .group = "optimizer",
                                        .file = "a.cpp",
                                        .line = 2,
                                        .column = 1,
                                        .end_line = 2,
                                        .end_column = 15,
                                        .choice = "Adam",
                                        .description = "SGD becomes Adam"}};
const std::vector<NotMade> not_made{
    {.operator_id = "OCH", .site = {"/p/a.cpp", 6, 20}, .choice = "SGD", .reason = "the program has it"}};

TEST(ListingTest, sites_and_what_is_skipped_are_a_line_each) {
  EXPECT_EQ(sites_text(small_program()), "a.cpp:2:1  Optimizer  train  SGD o(p, 0.01)  = 0.01\n"
                                         "skipped: a.cpp:3:1  EpochLoop  it stands in a macro\n"
                                         "1 sites, 1 skipped.\n");
}

TEST(ListingTest, much_that_is_skipped_for_one_reason_is_a_line_of_text_and_stays_apart_in_json) {
  TrainingProgram program = small_program();
  for (std::uint32_t begin = 0; begin < 5; ++begin)
    program.skipped.push_back(
        {.range = {"/p/a.cpp", begin, begin + 1}, .kind = "Function", .reason = "unused"});
  EXPECT_EQ(sites_text(program), "a.cpp:2:1  Optimizer  train  SGD o(p, 0.01)  = 0.01\n"
                                 "skipped: a.cpp:3:1  EpochLoop  it stands in a macro\n"
                                 "skipped: 5 of a kind in a.cpp, the first at a.cpp:1:1  Function  unused\n"
                                 "1 sites, 6 skipped.\n");
  const std::string json = sites_json(program, three_mutants);
  std::size_t count = 0;
  for (auto at = json.find("unused"); at != json.npos; at = json.find("unused", at + 1))
    ++count;
  EXPECT_EQ(count, 5u);
}

TEST(ListingTest, sites_as_json_hold_position_value_role_and_the_operators_that_apply) {
  EXPECT_EQ(sites_json(small_program(), three_mutants), R"json({
  "sites": [
    {
      "column": 1,
      "end_column": 15,
      "end_line": 2,
      "file": "a.cpp",
      "kind": "Optimizer",
      "line": 2,
      "operators": [
        "HLR",
        "OCH"
      ],
      "role": "train",
      "text": "SGD o(p, 0.01)",
      "value": 0.01
    }
  ],
  "skipped": [
    {
      "column": 1,
      "end_column": 7,
      "end_line": 3,
      "file": "a.cpp",
      "kind": "EpochLoop",
      "line": 3,
      "reason": "it stands in a macro"
    }
  ]
}
)json");
}

TEST(ListingTest, mutants_those_not_made_and_what_is_skipped_are_a_line_each) {
  EXPECT_EQ(mutants_text(small_program(), entries, not_made),
            "HLR@a.cpp:2:1  a smaller rate\n"
            "OCH@a.cpp:2:1=Adam  SGD becomes Adam\n"
            "not made: OCH@a.cpp:2:1=SGD  the program has it\n"
            "skipped: a.cpp:3:1  EpochLoop  it stands in a macro\n"
            "2 mutants, 1 not made.\n");
}

TEST(ListingTest, mutants_are_counted_by_set_where_there_are_several) {
  const std::vector<MutantEntry> made = {{.id = "HLR@a.cpp:1:1", .operator_id = "HLR"},
                                         {.id = "GZG@a.cpp:2:1", .operator_id = "GZG"},
                                         {.id = "GZO@a.cpp:2:1", .operator_id = "GZO"}};
  EXPECT_THAT(mutants_text(small_program(), made, {}),
              ::testing::EndsWith("3 mutants (deepcrime: 1, libtorch: 2), 0 not made.\n"));
}

TEST(ListingTest, mutants_as_json_hold_value_or_domain_and_the_diff_if_asked_for) {
  const std::string with = mutants_json(small_program(), {entries[0]}, {}, true);
  EXPECT_EQ(with, R"json({
  "mutants": [
    {
      "column": 1,
      "description": "a smaller rate",
      "diff": "-a\n+b\n",
      "domain": {
        "harsh": 1.0000000000000001e-05,
        "mild": 0.01
      },
      "end_column": 15,
      "end_line": 2,
      "file": "a.cpp",
      "group": "hyperparameter",
      "id": "HLR@a.cpp:2:1",
      "line": 2,
      "operator": "HLR"
    }
  ],
  "not_made": [],
  "skipped": [
    {
      "column": 1,
      "end_column": 7,
      "end_line": 3,
      "file": "a.cpp",
      "kind": "EpochLoop",
      "line": 3,
      "reason": "it stands in a macro"
    }
  ]
}
)json");
  const std::string without = mutants_json(small_program(), entries, not_made, false);
  EXPECT_EQ(without.find("diff"), std::string::npos);
  TrainingProgram whole = small_program();
  whole.skipped.clear();
  EXPECT_EQ(mutants_json(whole, entries, not_made, false).find("skipped"), std::string::npos);
  EXPECT_NE(without.find("\"value\": \"Adam\""), std::string::npos);
  EXPECT_NE(without.find("\"reason\": \"the program has it\""), std::string::npos);
}

TEST(ListingTest, a_source_that_clang_could_not_read_is_named_with_its_first_error) {
  TrainingProgram program = small_program();
  program.units = {{"/p/a.cpp", {}, {}},
                   {.main_file = "/p/gain.cpp",
                    .refusal = "In file included from x\n/p/gain.cpp:3:1: error: no\n  1 | x"}};
  const std::string line =
      "left out: gain.cpp  Clang cannot read it, so nothing in it is mutated; building it is left "
      "to the project's own compiler. /p/gain.cpp:3:1: error: no\n";
  EXPECT_EQ(unread_text(program), line);
  EXPECT_EQ(sites_text(program), "a.cpp:2:1  Optimizer  train  SGD o(p, 0.01)  = 0.01\n"
                                 "skipped: a.cpp:3:1  EpochLoop  it stands in a macro\n" +
                                     line + "1 sites, 1 skipped.\n");
  EXPECT_NE(mutants_json(program, entries, not_made, false).find("\"unread\": ["), std::string::npos);
  EXPECT_EQ(unread_text(small_program()), "");
}

} // namespace
} // namespace misfire
