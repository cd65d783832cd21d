#include "mutator/operators/operator.h"

#include "tests/program/program_by_hand.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using by_hand::program_of;
using by_hand::range_of;
using testing::ElementsAre;
using testing::Field;

TrainingProgram loaders(const std::vector<Role>& roles) {
  auto program = program_of("load(a, 10);\nload(b, 20);\n");
  const std::vector<std::pair<std::string, std::string>> contexts = {{"«load(a, 10)»", "«10»"},
                                                                     {"«load(b, 20)»", "«20»"}};
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const Slot size{.range = range_of(program, contexts[i].second), .written = "n"};
    program.sites.push_back({.range = range_of(program, contexts[i].first),
                             .role = roles[i],
                             .meaning = Loader{.batch_size = size}});
  }
  return program;
}

TEST(ChangeBatchSize, a_loader_of_unknown_role_is_changed_only_if_it_is_the_only_one) {
  EXPECT_EQ(mutate(loaders({Role::unknown}), {{"HBS", {}}}).made.size(), 5u);
  const auto two = mutate(loaders({Role::unknown, Role::train}), {{"HBS", {}}});
  EXPECT_EQ(two.made.size(), 5u);
  EXPECT_THAT(two.not_made,
              ElementsAre(Field(&NotMade::reason,
                                testing::HasSubstr("whether it loads training data is not known"))));
}

TEST(ChangeBatchSize, a_loader_whose_size_cannot_be_written_is_listed_once) {
  auto program = loaders({Role::train});
  std::get<Loader>(program.sites.front().meaning).batch_size.reset();
  const auto mutants = mutate(program, {{"HBS", {}}});
  EXPECT_THAT(mutants.made, testing::IsEmpty());
  EXPECT_EQ(mutants.not_made.size(), 1u);
}

} // namespace
} // namespace misfire
