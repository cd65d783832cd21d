// A baseline that trains nothing, since it finds what an earlier run has left.
#include "tests/runner/campaign/campaign_fixture.h"

#include "runner/campaign/untrained.h"
#include "runner/system/text_file.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::CampaignFixture;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Number;
using testing::scored;

class UntrainedTest : public CampaignFixture {
protected:
  void leave(const std::string& file, const std::string& begin = "PK\3\4...") {
    ASSERT_TRUE(write_text(std::filesystem::path(configuration.directory) / file, begin));
  }
  std::vector<std::string> found() const { return found_checkpoints(configuration, program); }

  ProgramRecord program{.root = "/p", .sources = {{"main.cpp", "torch::load(net, \"last.pt\");"}}};
};

TEST_F(UntrainedTest, a_baseline_that_trains_nothing_ends_the_campaign_before_any_mutant) {
  programs["/programs/baseline"] = [](std::uint64_t, Number) { return scored(0.9, untrained); };
  add("WRB@a", programs["/programs/baseline"]);
  const Result<Campaign> ran = run();
  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().fault, Fault::baseline);
  EXPECT_THAT(ran.error().message, HasSubstr("The baseline trains nothing"));
  EXPECT_EQ(starts_of("WRB@a"), 0u);
}

TEST_F(UntrainedTest, its_runs_are_not_kept_so_that_it_trains_once_the_checkpoint_is_gone) {
  const auto trains = programs["/programs/baseline"];
  programs["/programs/baseline"] = [](std::uint64_t, Number) { return scored(0.9, untrained); };
  add("WRB@a", testing::worse_by(0.2));
  EXPECT_FALSE(run());
  programs["/programs/baseline"] = trains;
  EXPECT_EQ(verdict_of(campaign(), "WRB@a"), Counted::killed);
}

TEST_F(UntrainedTest, a_checkpoint_that_the_program_names_is_named) {
  leave("last.pt");
  EXPECT_THAT(found(), ElementsAre("last.pt"));
  EXPECT_THAT(untrained_complaint(configuration, program),
              HasSubstr("The program finds last.pt, which an earlier run of it has left: take it away, so "
                        "that the program trains from its start."));
}

TEST_F(UntrainedTest, it_may_lie_in_a_folder_that_the_program_or_an_argument_names) {
  leave("keep/last.pt");
  leave("other/epoch.pt");
  program.sources.front().text = "save(folder + \"/last.pt\"); load(argv[1], \"epoch.pt\"); \"keep\"";
  configuration.arguments = {"other"};
  EXPECT_THAT(found(), ElementsAre("keep/last.pt", "other/epoch.pt"));
}

TEST_F(UntrainedTest, other_files_are_no_checkpoints_and_data_belong_there) {
  leave("last.pt", "text");
  EXPECT_THAT(found(), IsEmpty());
  leave("last.pt");
  configuration.data = {std::filesystem::path(configuration.directory) / "last.pt"};
  EXPECT_THAT(found(), IsEmpty());
  EXPECT_THAT(untrained_complaint(configuration, program), Not(HasSubstr("last.pt")));
}

TEST_F(UntrainedTest, a_program_that_takes_gradients_itself_may_train_without_backward) {
  const misfire::Run run{.fingerprint = untrained};
  EXPECT_TRUE(is_untrained(run, program));
  program.sources.front().text = "auto g = torch::autograd::grad({loss}, parameters);";
  EXPECT_FALSE(is_untrained(run, program));
  EXPECT_FALSE(is_untrained(misfire::Run{}, {})) << "a program that reports nothing may have trained";
}

} // namespace
} // namespace misfire
