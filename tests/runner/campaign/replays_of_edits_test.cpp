// Twenty kinds of edit: what changed, and what is trained for it.
#include "tests/runner/campaign/replays_fixture.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using namespace testing;
using ::testing::HasSubstr;

/// A kind of edit: what changed, and what must be trained for it.
struct Edit {
  const char* name;
  std::string old, by; ///< in the source
  Counts trained;
  std::string said = "";
  std::string training = ""; ///< that it leads to
};

class AnEditOf : public AfterAChange, public ::testing::WithParamInterface<Edit> {};

TEST_P(AnEditOf, the_source_trains_what_it_may_reach) {
  campaign_on({});
  const Edit& edit = GetParam();
  ASSERT_NE(std::string(before_any_change).find(edit.old), std::string::npos);
  Version version{.source = replaced(before_any_change, edit.old, edit.by), .training = edit.training};
  campaign_on(version);
  EXPECT_EQ(trained(), edit.trained) << said;
  EXPECT_THAT(said, HasSubstr(edit.said));
}

const Counts one_each{2, 1, 1};

INSTANTIATE_TEST_SUITE_P(
    Of, AnEditOf,
    ::testing::Values(
        Edit{"the_number_of_test_images", "images = 1000", "images = 500", only_checks},
        Edit{"its_type", "constexpr int test", "constexpr long test", only_checks},
        Edit{"how_it_is_tested", "return net(data)", "return 2 * net(data)", only_checks},
        Edit{"what_is_printed", "printf(\"Test", "printf(\"The end.\\n\"); printf(\"Test", only_checks},
        Edit{"where_test_data_come_from", "load(test_images)", "load(test_images, \"b\")", only_checks},
        Edit{"a_new_function", "void run", "int unused() { return 1; }\nvoid run", only_checks},
        Edit{"a_new_constant", "void run", "constexpr int unused = 1;\nvoid run", only_checks},
        Edit{"another_test_after_it", "  printf", "  test(net, other);\n  printf", only_checks},
        Edit{"a_name_for_test_data", "  for (auto", "  auto& all = data;\n  for (auto", only_checks},
        Edit{"a_call_before_training", "  for (auto", "  set_threads(2);\n  for (auto", one_each,
             "before it trains"},
        Edit{"a_condition_before_training", "  for (auto", "  if (data.empty()) return;\n  for (auto",
             one_each},
        Edit{"test_data_that_are_drawn", "load(test_images)", "torch::randn(test_images)", one_each,
             "random numbers are drawn"},
        Edit{"an_include", "constexpr int test", "#include <more>\nconstexpr int test", one_each,
             "directive"},
        Edit{"a_rate_that_makes_no_difference", "rate = 0.1", "rate = 0.10", one_each, "main.cpp:6"},
        Edit{"the_loop_that_trains", "step(batch, rate)", "step(batch, 2 * rate / 2)", one_each,
             "has changed"},
        Edit{"the_head_of_what_trains", "void run()", "void run(int = 0)", one_each, "the head of run"},
        Edit{"a_rate", "rate = 0.1", "rate = 0.2", everything, "trains otherwise", "faster"},
        Edit{"the_training_data", "training_data)", "half_of_them)", everything, "trains otherwise", "less"},
        Edit{"a_loop_more", "step(batch, rate);", "step(batch, rate);\n  for (auto& b : more) step(b, rate);",
             everything, "trains otherwise", "longer"},
        Edit{"test_data_drawn_from_what_training_draws_from", "load(test_images)", "randn(2)", everything,
             "trains otherwise", "shifted"}),
    [](const auto& tested) { return tested.param.name; });

} // namespace
} // namespace misfire
