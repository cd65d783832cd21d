// misfire inputs after whole campaigns: on test data that are the same in each run, and on data that are not.
#include "tests/cli/stand_in_project.h"

#include <gmock/gmock.h>

#include <numeric>
#include <set>
#include <sstream>

namespace misfire {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

/// Test points that no seed changes: these of all that there are.
std::string points_at(const std::vector<int>& places) {
  std::string listed;
  for (const int place : places)
    listed += std::to_string(place) + ", ";
  const std::string count = std::to_string(places.size());
  return "test_points = torch::zeros({" + count + ", 2});\n  const std::int64_t places[] = {" + listed +
         "};\n" + "  for (std::int64_t i = 0; i < 2 * " + count +
         "; ++i)\n    test_points.data_ptr<double>()[i] = " +
         "double((2 * places[i / 2] + i % 2) * 7919 % 641) / 200.0 - 1.6;";
}

std::vector<int> first_places(int count) {
  std::vector<int> places(static_cast<std::size_t>(count));
  std::iota(places.begin(), places.end(), 0);
  return places;
}

class WiringInputs : public Wiring {
protected:
  const std::string all_ = points_at(first_places(300));
  const Changed fixed_{project() / "app/train.cpp", "test_points = torch::randn({300, 2});", all_};
};

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

/// The mutants that are killed, by what `misfire inputs --format csv` lists.
std::set<std::string> killed_in(const std::string& csv) {
  std::set<std::string> killed;
  for (const std::string& line : lines_of(csv))
    if (line.find(",killed,") != std::string::npos) killed.insert(line.substr(0, line.find(',')));
  return killed;
}

/// The numbers behind "input".
std::vector<int> places_in(const std::vector<std::string>& listed) {
  std::vector<int> places;
  for (const std::string& line : listed)
    if (const auto at = line.find("  input "); at != std::string::npos)
      places.push_back(std::stoi(line.substr(at + 8)));
  return places;
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

  // Another program computes the same from the bits.
  write_file(project() / "inputs.json", project().misfire(inputs_of + " --format json").output);
  if (std::system("python3 --version > /dev/null") == 0) {
    const Ran checked = run_command(project().folder, "python3 '" MISFIRE_SOURCE_DIR
                                                      "/tests/report/check_inputs.py' inputs.json");
    EXPECT_EQ(checked.exit_code, 0) << checked.output;
  }

  // The program itself, evaluated on the subset alone, keeps every kill.
  const std::set<std::string> killed = killed_in(project().misfire(inputs_of + " --format csv").output);
  EXPECT_GE(killed.size(), 2u);
  const std::vector<int> places = places_in(subset);
  const Changed fewer(project() / "app/train.cpp", all_, points_at(places));
  const Ran again = run(" --operators HNE,WRB,ARM" + configured("inputs", jobs));
  ASSERT_EQ(again.exit_code, 0) << again.output;
  const Ran on_subset = project().misfire(inputs_of + " --format csv");
  EXPECT_THAT(killed_in(on_subset.output), ::testing::IsSupersetOf(killed)) << on_subset.output;
  EXPECT_THAT(project().misfire(inputs_of).output,
              HasSubstr("Suite test: " + std::to_string(places.size()) + " inputs"));

  const Ran one = project().misfire(inputs_of + " --mutant NONE@x:1:1");
  EXPECT_EQ(one.exit_code, 1);
  EXPECT_THAT(one.output, HasSubstr("No judged mutant of this campaign is called NONE@x:1:1"));
  const Ran other = project().misfire(inputs_of + " --suite tets");
  EXPECT_EQ(other.exit_code, 1);
  EXPECT_THAT(other.output, HasSubstr("There is no suite tets. This campaign judges: test"));
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
