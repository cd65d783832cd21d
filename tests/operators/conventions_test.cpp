// What every operator must have, and what to do if one does not.
#include "tests/operators/golden.h"

#include "mutator/operators/advice.h"
#include "mutator/source/emit.h"

#include <algorithm>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <set>
#include <sstream>

namespace misfire {
namespace {

namespace fs = std::filesystem;

std::string with_underscores(std::string name) {
  std::replace_if(name.begin(), name.end(), [](char c) { return c == '-' || c == ' '; }, '_');
  return name;
}

std::vector<std::string> lines_of_list() {
  std::istringstream list(golden::read(fs::path(MISFIRE_SOURCE_DIR) / "mutator/operators/operators.def"));
  std::vector<std::string> lines;
  for (std::string line; std::getline(list, line);)
    if (line.starts_with("MISFIRE_OPERATOR")) lines.push_back(line);
  return lines;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto found = text.find(part); found != text.npos; found = text.find(part, found + 1))
    ++count;
  return count;
}

/// Whether a mutant of the golden program turns the example's `before` into its `after`.
bool shows(const Mutant& mutant, const TrainingProgram& program, const Example& example) {
  const auto& original = program.files.front().text;
  const auto mutated = mutated_files(program, mutant)[program.files.front().path];
  return count_of(mutated, example.before) + 1 == count_of(original, example.before) &&
         count_of(mutated, example.after) == count_of(original, example.after) + 1;
}

class Conventions : public testing::TestWithParam<Operator> {};

TEST_P(Conventions, an_operator_has_a_file_of_its_name_in_the_folder_of_its_group_and_a_line_in_the_list) {
  const auto& one = GetParam();
  const auto group = with_underscores(one.group), function = with_underscores(one.name);
  const auto path = fs::path(MISFIRE_SOURCE_DIR) / "mutator/operators" / group / (function + ".cpp");
  EXPECT_TRUE(fs::exists(path)) << one.id << " must be written in " << path;
  EXPECT_THAT(lines_of_list(), testing::Contains(fmt::format("MISFIRE_OPERATOR({}, {})", group, function)));
}

TEST_P(Conventions, an_operator_gives_a_mutant_of_its_golden_program) {
  const auto& one = GetParam();
  ASSERT_TRUE(fs::exists(golden::source_of(one)))
      << "write " << golden::source_of(one) << ", a small program with what " << one.id << " looks for";
  EXPECT_THAT(golden::mutants_of(one).made, testing::Not(testing::IsEmpty()))
      << "name the sites of its program in tests/operators/golden.cpp";
}

TEST_P(Conventions, an_operators_examples_are_what_it_does_to_its_golden_program) {
  const auto& one = GetParam();
  EXPECT_NE(one.examples.empty(), !one.on_request) << one.id << " needs an example from its program";
  const auto program = golden::program_of(one);
  const auto mutants = golden::mutants_of(one).made;
  for (const auto& example : one.examples)
    EXPECT_TRUE(std::any_of(mutants.begin(), mutants.end(),
                            [&](const Mutant& mutant) { return shows(mutant, program, example); }))
        << "no mutant of " << golden::source_of(one) << " turns\n  " << example.before << "\ninto\n  "
        << example.after;
}

TEST_P(Conventions, an_operator_says_in_one_sentence_what_is_wrong_and_names_its_values_once) {
  const auto& one = GetParam();
  EXPECT_TRUE(!one.summary.empty() && std::isupper(static_cast<unsigned char>(one.summary.front())));
  EXPECT_EQ(count_of(one.summary, "."), 1u) << one.summary;
  EXPECT_TRUE(one.summary.ends_with('.')) << one.summary;
  EXPECT_NE(one.choices.empty(), one.domain.empty()) << "either choices, or the domain in words";
  EXPECT_EQ(std::set<std::string>(one.choices.begin(), one.choices.end()).size(), one.choices.size());
}

TEST_P(Conventions, an_operator_is_of_a_set_and_says_where_its_fault_was_met_unless_deepcrime_does) {
  const auto& one = GetParam();
  if (one.on_request) return;
  EXPECT_THAT(operator_sets(), testing::Contains(one.set));
  EXPECT_EQ(one.seen.empty(), one.set == "deepcrime") << one.id;
}

TEST_P(Conventions, an_operator_tells_in_sentences_what_a_survivor_means_and_what_to_try) {
  const auto& [survival, advice] = advice_of(GetParam());
  for (const std::string& text : {survival, advice}) {
    EXPECT_TRUE(!text.empty() && std::isupper(static_cast<unsigned char>(text.front()))) << text;
    EXPECT_TRUE(text.ends_with('.')) << text;
  }
  EXPECT_NE(survival, advice_of("no such operator").survival)
      << "the group " << GetParam().group
      << " has no sentences in mutator/operators/advice.cpp: write some there";
}

/// Who promises that may be given the baseline's runs in place of its own (runner/campaign/free_epochs.h).
TEST_P(Conventions,
       only_the_operator_on_epochs_promises_that_it_trains_fewer_of_them_and_changes_nothing_else) {
  const auto& one = GetParam();
  for (const auto& mutant : golden::mutants_of(one).made) {
    EXPECT_EQ(mutant.only_fewer_epochs, one.name == "change-epochs") << one.id;
    if (!mutant.only_fewer_epochs) continue;
    const auto* interval = std::get_if<Interval>(&mutant.domain);
    ASSERT_TRUE(interval);
    EXPECT_EQ(interval->scale, Interval::Scale::integer);
    EXPECT_EQ(interval->harsh, 1);
  }
}

/// Who changes how the network is evaluated trains like the baseline, which then says nothing of the fault.
TEST_P(Conventions, an_operator_on_evaluation_says_so_and_no_other) {
  const std::set<std::string> on_evaluation = {"EVM", "DLE", "FDT=true", "ACI", "PNM=evaluation", "VST"};
  for (const auto& mutant : golden::mutants_of(GetParam()).made) {
    const auto what = GetParam().id + (mutant.choice.empty() ? "" : "=" + mutant.choice);
    EXPECT_EQ(mutant.evaluation_only, on_evaluation.contains(what)) << mutant.id;
  }
}

TEST_P(Conventions, a_choices_values_are_those_of_its_mutants_and_a_number_is_in_the_text) {
  const auto& one = GetParam();
  for (const auto& mutant : golden::mutants_of(one).made) {
    EXPECT_EQ(mutant.choice.empty(), one.choices.empty()) << mutant.id;
    if (!one.choices.empty()) {
      EXPECT_THAT(one.choices, testing::Contains(mutant.choice));
    }
    const auto bound =
        std::count_if(mutant.edits.begin(), mutant.edits.end(), [](const Edit& e) { return e.bound(); });
    EXPECT_EQ(bound, mutant.number ? 1 : 0) << mutant.id;
    for (const auto& edit : mutant.edits) {
      if (!edit.bound()) continue;
      const auto literal = edit.text.substr(edit.literal_begin, edit.literal_end - edit.literal_begin);
      EXPECT_EQ(std::stod(literal), *mutant.number) << mutant.id;
    }
    if (const auto* interval = std::get_if<Interval>(&mutant.domain)) {
      EXPECT_EQ(*mutant.number, interval->harsh);
    }
  }
}

std::string identifier(const testing::TestParamInfo<Operator>& info) {
  return with_underscores(info.param.name);
}

INSTANTIATE_TEST_SUITE_P(Operators, Conventions, testing::ValuesIn(all_operators()), identifier);

TEST(OperatorList, is_sorted_and_has_each_operator_once) {
  const auto lines = lines_of_list();
  EXPECT_TRUE(std::is_sorted(lines.begin(), lines.end())) << "sort mutator/operators/operators.def";
  EXPECT_EQ(lines.size(), all_operators().size());
  EXPECT_EQ(std::set<std::string>(lines.begin(), lines.end()).size(), lines.size());
}

TEST(OperatorList, ids_and_names_are_unique) {
  std::set<std::string> words;
  for (const auto& one : all_operators()) {
    EXPECT_TRUE(words.insert(one.id).second) << one.id;
    if (one.name != one.id) {
      EXPECT_TRUE(words.insert(one.name).second) << one.name;
    }
  }
}

TEST(OperatorList, every_golden_folder_and_program_belongs_to_an_operator) {
  std::set<std::string> names, sources;
  for (const auto& one : all_operators()) {
    names.insert(one.name);
    sources.insert(golden::source_of(one));
  }
  for (const auto& entry : fs::directory_iterator(fs::path(MISFIRE_SOURCE_DIR) / "tests/operators/programs"))
    EXPECT_TRUE(sources.contains(entry.path())) << entry.path() << " is left over";
  for (const auto& entry : fs::directory_iterator(fs::path(MISFIRE_SOURCE_DIR) / "tests/operators/golden"))
    EXPECT_TRUE(names.contains(entry.path().filename())) << entry.path() << " is left over";
}

} // namespace
} // namespace misfire
