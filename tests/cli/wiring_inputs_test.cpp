// misfire inputs after whole campaigns: on test data that are the same in each run, and on data that are not.
#include "tests/cli/stand_in_project.h"

#include <gmock/gmock.h>

#include <set>
#include <sstream>

namespace misfire {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

class WiringInputs : public Wiring {
protected:
  /// Test points that no seed changes.
  const Changed fixed_{project() / "app/train.cpp", "test_points = torch::randn({300, 2});",
                       "test_points = torch::zeros({300, 2});\n"
                       "  for (std::int64_t i = 0; i < 600; ++i)\n"
                       "    test_points.data_ptr<double>()[i] = double(i * 7919 % 641) / 200.0 - 1.6;"};
};

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

TEST_F(WiringInputs, are_known_by_their_place_and_by_what_they_kill) {
  const std::string inputs_of = "inputs" + configured("inputs", jobs);
  const Ran ran = run(" --operators HNE,WRB,ARM" + configured("inputs", jobs));
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  const Ran all = project().misfire(inputs_of);
  ASSERT_EQ(all.exit_code, 0) << all.output;
  EXPECT_THAT(all.output, AllOf(HasSubstr("Suite test: 300 inputs, by the metric "),
                                ContainsRegex("killed +ARM@include/model.h"),
                                HasSubstr("that are worth most"), Not(HasSubstr("not used"))));
  const std::vector<std::string> order =
      lines_of(project().misfire(inputs_of + " --order --format csv").output);
  EXPECT_EQ(order.size(), 301u) << "a head, and each input once";
  EXPECT_EQ(std::set(order.begin(), order.end()).size(), 301u);
  const std::vector<std::string> subset = lines_of(project().misfire(inputs_of + " --subset").output);
  ASSERT_GE(subset.size(), 3u) << "a head, inputs, and what they are";
  EXPECT_LT(subset.size(), 290u) << "fewer than all keep every kill";
  EXPECT_THAT(subset.at(1), ContainsRegex("^ +[0-9]+  input [0-9]+$"));
  const Ran one = project().misfire(inputs_of + " --mutant NONE@x:1:1");
  EXPECT_EQ(one.exit_code, 1);
  EXPECT_THAT(one.output, HasSubstr("No judged mutant of this campaign is called NONE@x:1:1"));
}

TEST_F(Wiring, inputs_that_differ_between_runs_are_not_used_and_it_is_said) {
  const std::string config = configured("drawn", jobs);
  const Ran ran = run(" --operators WRB" + config);
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  const Ran all = project().misfire("inputs" + config);
  EXPECT_EQ(all.exit_code, 1);
  EXPECT_THAT(all.output, HasSubstr("No evaluation of the same inputs has, in every run"));
}

} // namespace
} // namespace misfire
