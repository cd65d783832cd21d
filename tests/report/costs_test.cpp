#include "report/costs.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

TEST(Costs, are_trainings_by_set_and_their_time_where_that_of_a_run_is_known) {
  const Mutant fixed{.operator_id = "WRB"}, of_libtorch{.operator_id = "GZG"};
  EXPECT_EQ(costs_text({fixed, fixed, of_libtorch}, 20, std::nullopt),
            "At most 60 trainings (deepcrime: 40 trainings, libtorch: 20 trainings), one after another; most "
            "verdicts are certain long before.\n");
  EXPECT_EQ(costs_text({fixed}, 20, 3.0),
            "At most 20 trainings (60 s), one after another; most verdicts are certain long before.\n");
  EXPECT_EQ(costs_text({}, 20, std::nullopt), "");
}

TEST(Costs, faults_in_trained_networks_take_none) {
  EXPECT_EQ(costs_text({{.operator_id = "NEB", .after_training = true}}, 20, std::nullopt), "");
}

TEST(Costs, of_a_search_are_those_of_all_values_that_it_may_try) {
  const Mutant searched{.operator_id = "TRD", .domain = Interval{.mild = 0.0, .harsh = 100, .step = 50}};
  EXPECT_EQ(costs_text({searched}, 10, std::nullopt),
            "At most 20 trainings, one after another; most verdicts are certain long before.\n");
}

} // namespace
} // namespace misfire
