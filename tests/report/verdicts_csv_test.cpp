// verdicts.csv, to the letter.
#include "report/verdicts_csv.h"

#include "tests/report/results_for_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire {
namespace {

using ::testing::HasSubstr;

TEST(VerdictsCsvTest, every_trial_and_every_mutant_without_one_has_a_row) {
  const testing::SmallCampaign campaign;
  EXPECT_EQ(
      verdicts_csv(campaign.mutants, campaign.results),
      R"(mutant,operator,group,file,line,column,choice,value,suite,verdict,cause,n,k,failed_baseline,failed_mutant,mean_baseline,mean_mutant,p,holm_p,d,failure_p,alpha,power,runs,planned,reason
HLR@a.cpp:3:4,HLR,hyperparameter,a.cpp,3,4,,1e-05,test,killed,scores,5,5,0,0,0.9,0.1,0,0,45.25,,0.05,0.5,5,5,
HLR@a.cpp:3:4,HLR,hyperparameter,a.cpp,3,4,,0.001,,no-effect,,,,,,,,,,,,,,2,5,
WCI@a.cpp:5:6=zeros,WCI,weights,a.cpp,5,6,zeros,,test,killed,failures,5,1,0,4,0.9,0.88,0.6,0.04,0.3,0.01,0.05,0.5,5,5,
WCI@a.cpp:5:6=ones,WCI,weights,a.cpp,5,6,ones,,test,survived,,5,5,0,0,0.9,0.895,0.53,0.53,0.4,,0.05,0.5,5,5,
WRB@a.cpp:5:6,WRB,,a.cpp,5,6,,,test,better,,5,5,0,0,0.9,0.95,0.001,0.003,-3,,0.05,0.5,5,5,
WRB@a.cpp:7:6,WRB,,a.cpp,7,6,,,,unbuildable,,,,,,,,,,,,,,,,"a.cpp:7:6: error: no, ""never""
more"
WRB@a.cpp:8:6,WRB,,a.cpp,8,6,,,,no-effect,,,,,,,,,,,,,,2,5,
WRB@a.cpp:9:6,WRB,,a.cpp,9,6,,,,inapplicable,,,,,,,,,,,,,,,,the program has the value 1 itself
)");
}

TEST(VerdictsCsvTest, what_is_to_be_said_beside_a_verdict_follows_what_stands_against_it) {
  testing::SmallCampaign campaign;
  stats::Verdict& undecided = campaign.results[2].trials.front().verdicts.at("test");
  undecided.decision = stats::Decision::undecided;
  undecided.undecided_because = "too few runs";
  for (MutantResult& result : campaign.results)
    result.reason = "only its harsh end was tried";
  const std::string csv = verdicts_csv(campaign.mutants, campaign.results);
  EXPECT_THAT(csv, HasSubstr(",5,5,only its harsh end was tried\n")) << "killed";
  EXPECT_THAT(csv, HasSubstr(",2,5,only its harsh end was tried\n")) << "no effect";
  EXPECT_THAT(csv, HasSubstr(",5,5,too few runs; only its harsh end was tried\n"));
}

} // namespace
} // namespace misfire
