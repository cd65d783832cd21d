// What a run reports of each input that it evaluates, and that recording changes nothing.
#include "tests/runtime/program_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <set>
#include <sstream>

#include <unistd.h>

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace misfire {
namespace {

Ended run(const std::string& form) {
  return run_program(std::string(INPUTS_PROGRAM) + " '" + form + "'", {});
}

/// The hashes of the first inputs line.
std::string hashes_in(const std::string& report) {
  std::istringstream words(report);
  std::string word, set, hashes;
  words >> word >> set >> hashes;
  return hashes;
}

int occurrences(const std::string& text, const std::string& part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

TEST(Inputs, are_reported_in_the_order_of_their_content_whatever_the_batches) {
  const Ended batches = run("batches");
  EXPECT_EQ(batches.output, "5\n");
  EXPECT_EQ(hashes_in(batches.report).size(), 8u * 16);
  EXPECT_THAT(batches.report, AllOf(StartsWith("inputs "), HasSubstr("\npass 0 "), HasSubstr(" 8 5 ")));
  EXPECT_THAT(batches.report, HasSubstr(",")) << "positions";
  EXPECT_EQ(run("items").report, batches.report);
  const std::string shuffled = run("shuffled").report;
  EXPECT_EQ(hashes_in(shuffled), hashes_in(batches.report));
  EXPECT_EQ(shuffled.substr(shuffled.find("\npass")), batches.report.substr(batches.report.find("\npass")));
}

TEST(Inputs, with_several_targets_are_right_by_most_of_them) {
  const std::string plain = run("batches").report, pixels = run("pixels").report;
  EXPECT_EQ(hashes_in(pixels), hashes_in(plain));
  EXPECT_THAT(pixels, HasSubstr(" 24 15 "));
  EXPECT_EQ(pixels.substr(pixels.rfind(' ')), plain.substr(plain.rfind(' ')));
}

TEST(Inputs, are_columns_where_steps_come_first) {
  const Ended ended = run("sequences");
  EXPECT_EQ(hashes_in(ended.report).size(), 8u * 16);
  EXPECT_THAT(ended.report, HasSubstr(" 8 5 "));
}

TEST(Inputs, are_columns_where_steps_come_first_that_divide_them) {
  const std::string plain = run("sequences").report, few = run("four steps").report;
  EXPECT_EQ(hashes_in(few).size(), 8u * 16);
  EXPECT_EQ(few.substr(few.rfind(' ')).size(), plain.substr(plain.rfind(' ')).size());
  EXPECT_THAT(few, HasSubstr(" 8 5 "));
}

TEST(Inputs, are_found_in_what_is_compared_by_its_sizes) {
  EXPECT_EQ(run("turned").report, run("batches").report);
}

TEST(Inputs, are_held_no_longer_than_by_the_program) {
  const Ended ended = run("borrowed");
  EXPECT_EQ(ended.output, "5\n");
  EXPECT_EQ(ended.report, run("batches").report);
}

TEST(Inputs, have_the_last_evaluation_reported_last) {
  const Ended ended = run("twice");
  EXPECT_EQ(ended.output, "5\n");
  EXPECT_THAT(ended.report, ContainsRegex(" 8 3 [0-9a-f]+\npass 0 [0-9a-f]+ 8 5 "));
}

TEST(Inputs, that_several_networks_are_evaluated_on_have_the_last_passes_of_all) {
  const std::string two = run("10").report;
  EXPECT_THAT(two, ContainsRegex(" 8 5 [0-9a-f]+\npass 0 [0-9a-f]+ 8 3 "));
  EXPECT_EQ(occurrences(run("100000").report, "\npass "), 4);
  EXPECT_THAT(run("100000").report, Not(HasSubstr(" 8 5 ")));
}

TEST(Inputs, that_are_equal_are_left_out_and_counted) {
  const Ended ended = run("repeated");
  EXPECT_EQ(ended.output, "5\n");
  EXPECT_EQ(hashes_in(ended.report).size(), 3u * 16) << "numbers 0, 2 and 5";
  EXPECT_THAT(ended.report, AllOf(HasSubstr(" 5\npass "), HasSubstr(" 8 5 e\n")));
}

TEST(Inputs, are_all_tensors_that_enter_together_in_whichever_order_they_are_evaluated) {
  const Ended ended = run("together");
  EXPECT_EQ(ended.output, "5\n");
  EXPECT_EQ(hashes_in(ended.report).size(), 8u * 16) << "the first tensor is the same for all";
  EXPECT_EQ(run("apart").report, ended.report);
}

TEST(Inputs, of_a_loop_in_a_loop_are_told_apart) {
  const Ended ended = run("nested");
  EXPECT_EQ(ended.output, "5\n");
  EXPECT_THAT(ended.report, ContainsRegex("pass 0 [0-9a-f]+ 2 2 c\n"));
  EXPECT_THAT(ended.report, ContainsRegex("pass 1 [0-9a-f]+ 8 5 "));
}

TEST(Inputs, of_one_comparison_leave_those_of_others_their_place) {
  const std::string report = run("many").report;
  EXPECT_THAT(report, ContainsRegex("pass 0 [0-9a-f]+ 8 5 "));
  EXPECT_EQ(occurrences(report, "\npass 1 "), 100);
  EXPECT_THAT(report, HasSubstr("unrecorded 1 it evaluates other inputs again and again\n"));
}

TEST(Inputs, that_are_asked_for_are_written_once_and_nothing_else_changes) {
  const std::string report = run("batches").report, hashes = hashes_in(report);
  const std::string asked = testing::TempDir() + "misfire_wanted." + std::to_string(getpid()),
                    shown = asked + ".shown";
  std::ofstream(asked) << hashes.substr(0, 16) << "\n" << hashes.substr(32, 16) << "\n0000000000000001\n";
  std::remove(shown.c_str());
  const Ended ended = run_program(std::string(INPUTS_PROGRAM) + " batches",
                                  {{"MISFIRE_WANTED", asked}, {"MISFIRE_SHOWN", shown}});
  EXPECT_EQ(ended.report, report);
  EXPECT_EQ(ended.output, "5\n");
  std::ifstream in(shown, std::ios::binary);
  std::set<std::string> heads;
  std::size_t values = 0;
  for (std::string head; std::getline(in, head); ++values) {
    float pair[2] = {};
    in.read(reinterpret_cast<char*>(pair), sizeof pair);
    heads.insert(head);
    EXPECT_TRUE(pair[0] >= 0 && pair[0] < 8) << pair[0];
    EXPECT_EQ(pair[1], 0.5F);
  }
  EXPECT_EQ(values, 2u) << "though the program evaluates them again at its end";
  EXPECT_THAT(heads,
              testing::UnorderedElementsAre(hashes.substr(0, 16) + " 2", hashes.substr(32, 16) + " 2"));
}

TEST(Inputs, that_cannot_be_reported_for_want_of_memory_fail_no_run) {
  const Ended ended = run("no memory");
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(ended.output, "5\n");
  EXPECT_THAT(ended.report, Not(HasSubstr("pass")));
}

TEST(Inputs, that_do_not_fit_what_is_compared_are_left_out_with_the_reason) {
  EXPECT_EQ(run("some").report, "unrecorded 0 of 8 inputs that entered the network, 4 are compared\n");
  EXPECT_EQ(run("unfit").report,
            "unrecorded 0 a comparison of 5 values is made where 8 inputs entered the network\n");
  EXPECT_EQ(run("unfit").exit_code, 0);
}

} // namespace
} // namespace misfire
