// DeepCrime's files, to the letter: its scripts find their numbers by names and columns.
#include "report/deepcrime.h"

#include "tests/report/example_record.h"
#include "tests/report/golden.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

std::string all_of(const std::vector<FolderFile>& files) {
  std::string text;
  for (const FolderFile& file : files)
    text += "== " + file.path + "\n" + file.text;
  return text;
}

TEST(DeepcrimeTest, the_example_is_written_as_it_was) {
  testing::expect_golden("deepcrime.txt", all_of(deepcrime_files(testing::example_record())));
}

TEST(DeepcrimeTest, a_loss_has_the_effect_sizes_sign_turned_around) {
  CampaignRecord record = testing::small_record();
  record.summary.baseline[0].goal = stats::Goal::minimize;
  for (const FolderFile& file : deepcrime_files(record)) {
    if (file.path.find("exssearch") == std::string::npos) continue;
    EXPECT_EQ(file.text, "zeros,0.6,-0.3,True\nones,0.53,-0.4,False\n") << file.path;
  }
}

TEST(DeepcrimeTest, no_name_leaves_the_folder) {
  CampaignRecord record = testing::small_record();
  record.program.root = "/p/..";
  record.summary.baseline[0].suite = "../x";
  record.mutants[1].choice = "../../y z";
  for (const FolderFile& file : deepcrime_files(record))
    EXPECT_EQ(file.path.find("/../"), std::string::npos) << file.path;
}

} // namespace
} // namespace misfire
