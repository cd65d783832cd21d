#include "tests/runtime/program_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using testing::HasSubstr;

namespace misfire {
namespace {

Ended run(const std::string& use, const std::string& current,
          const std::map<std::string, std::string>& environment, Reporting reporting = Reporting::on) {
  return run_program(std::string(VALUE_PROGRAM) + " '" + use + "' " + current, environment, reporting);
}

std::string output(const std::string& use, const std::string& current, const std::string& value) {
  const Ended ended = run(use, current, {{"MISFIRE_VALUE", value}});
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_EQ(ended.report, "");
  return ended.output;
}

TEST(Value, is_the_literal_where_nothing_is_given) {
  EXPECT_EQ(output("value double", "0", ""), "started\n0.0030000000000000001\n");
  EXPECT_EQ(output("value size_t", "0", ""), "started\n32\n");
  EXPECT_EQ(output("value for epochs", "12", ""), "started\n1\n");
  EXPECT_EQ(output("value for rate", "0.5", ""), "started\n0.25\n");
}

TEST(Value, is_the_number_given_in_the_type_of_the_literal) {
  EXPECT_EQ(output("value double", "0", "1e-05"), "started\n1.0000000000000001e-05\n");
  EXPECT_EQ(output("value int", "0", "64"), "started\n64\n");
  EXPECT_EQ(output("value size_t", "0", "128"), "started\n128\n");
  EXPECT_EQ(output("value bool", "0", "1"), "started\n1\n");
}

TEST(Value, is_rounded_to_whole_numbers_and_kept_in_their_limits) {
  EXPECT_EQ(output("value int", "0", "2.5"), "started\n3\n");
  EXPECT_EQ(output("value int", "0", "-2.4"), "started\n-2\n");
  EXPECT_EQ(output("value int", "0", "1e12"), "started\n2147483647\n");
  EXPECT_EQ(output("value int8", "0", "-1000"), "started\n-128\n");
  EXPECT_EQ(output("value size_t", "0", "-3"), "started\n0\n");
}

TEST(Value, stands_in_for_what_the_program_has_in_its_type) {
  EXPECT_EQ(output("value for epochs", "12", "5"), "started\n5\n");
  EXPECT_EQ(output("value for rate", "0.5", "0.125"), "started\n0.125\n");
  EXPECT_EQ(output("value for float", "0.5", ""), "started\n0.100000001\n");
}

TEST(Scale, multiplies_what_the_program_has) {
  EXPECT_EQ(output("scale rate", "0.5", ""), "started\n0.00050000000000000001\n");
  EXPECT_EQ(output("scale rate", "0.5", "0.25"), "started\n0.125\n");
  EXPECT_EQ(output("scale epochs", "13", ""), "started\n7\n");
}

TEST(Probe, reports_what_the_program_has_and_ends_it) {
  const std::map<std::string, std::string> probe = {{"MISFIRE_PROBE", "1"}};
  const Ended epochs = run("value for epochs", "12", probe);
  EXPECT_EQ(epochs.exit_code, 0);
  EXPECT_EQ(epochs.report, "current 12\n");
  EXPECT_EQ(epochs.output, "started\n"); // flushed, and nothing after it
  EXPECT_EQ(run("value for rate", "0.1", probe).report, "current 0.10000000000000001\n");
  EXPECT_EQ(run("value for float", "0.1", probe).report, "current 0.100000001\n");
  EXPECT_EQ(run("scale rate", "0.5", probe).report, "current 0.5\n");
}

TEST(Probe, reports_the_same_whatever_number_is_given) {
  EXPECT_EQ(run("value for epochs", "12", {{"MISFIRE_PROBE", "1"}, {"MISFIRE_VALUE", "12"}}).report,
            "current 12\n");
}

TEST(Probe, leaves_a_literal_alone) {
  const Ended ended = run("value double", "0", {{"MISFIRE_PROBE", "1"}});
  EXPECT_EQ(ended.output, "started\n0.0030000000000000001\n");
  EXPECT_EQ(ended.report, "");
}

TEST(Probe, is_asked_for_by_1_alone) {
  EXPECT_EQ(run("value for epochs", "12", {{"MISFIRE_PROBE", "0"}}).output, "started\n1\n");
}

TEST(ValueThatTheProgramHas, is_inapplicable_and_ends_the_process) {
  const Ended epochs = run("value for epochs", "1", {});
  EXPECT_EQ(epochs.exit_code, 0);
  EXPECT_EQ(epochs.output, "started\n");
  EXPECT_EQ(epochs.report, "inapplicable the program has that value already\n");
  EXPECT_EQ(run("value for rate", "0.25", {}).report, "inapplicable the program has that value already\n");
  EXPECT_EQ(run("value for epochs", "7", {{"MISFIRE_VALUE", "7"}}).report,
            "inapplicable the program has that value already\n");
  EXPECT_EQ(run("scale rate", "0.5", {{"MISFIRE_VALUE", "1"}}).report,
            "inapplicable the program has that value already\n");
}

TEST(ValueThatTheProgramHas, is_noticed_at_the_first_evaluation_only) {
  EXPECT_EQ(run("loop", "12", {}).output, "started\n30\n"); // 12, 11 and 10 became 10
  EXPECT_EQ(run("loop", "10", {}).report, "inapplicable the program has that value already\n");
}

TEST(EpochsDone, ends_a_loop_after_so_many_rounds_each_time_it_runs) {
  EXPECT_EQ(run("epochs", "5", {}).output, "started\n2\n");
  EXPECT_EQ(run("epochs", "1", {}).output, "started\n1\n");
  EXPECT_EQ(run("epochs twice", "5", {}).output, "started\n2 2\n");
  EXPECT_EQ(run("epochs", "5", {{"MISFIRE_VALUE", "3"}}).output, "started\n3\n");
}

TEST(EpochsDone, reports_under_a_probe_how_many_rounds_the_program_has_by_itself) {
  const auto probed = run("epochs", "5", {{"MISFIRE_PROBE", "1"}}, Reporting::on);
  EXPECT_EQ(probed.output, "started\n5\n");
  EXPECT_EQ(probed.report, "current 5\n");
}

TEST(ProgramWithoutAReport, runs_as_any_other) {
  const Ended probed = run("value for epochs", "12", {{"MISFIRE_PROBE", "1"}}, Reporting::off);
  EXPECT_EQ(probed.output, "started\n1\n");
  const Ended equal = run("value for epochs", "1", {}, Reporting::off);
  EXPECT_EQ(equal.output, "started\n1\n");
}

TEST(NumberThatIsNone, is_refused_with_code_70) {
  for (const char* text : {"many", "1x", "1 2"}) {
    const Ended ended = run("value double", "0", {{"MISFIRE_VALUE", text}});
    EXPECT_EQ(ended.exit_code, 70) << text;
    EXPECT_THAT(ended.output, HasSubstr("MISFIRE_VALUE is '" + std::string(text) + "', not a number"));
  }
}

TEST(ReportThatCannotBeWritten, is_said_on_stderr_and_does_not_stop_the_program) {
  const Ended ended = run("value for epochs", "1", {{"MISFIRE_REPORT", "/nowhere/report"}}, Reporting::off);
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.output, HasSubstr("cannot write 'inapplicable"));
}

} // namespace
} // namespace misfire
