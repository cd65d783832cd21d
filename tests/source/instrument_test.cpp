#include "mutator/source/instrument.h"

#include "mutator/source/edits.h"
#include "tests/program/program_by_hand.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using by_hand::program_of;
using by_hand::range_of;

TrainingProgram training() {
  auto program = program_of("#include <torch/torch.h>\n"
                            "torch::manual_seed(1);\n"
                            "std::srand(1);\n"
                            "torch::nll_loss(output, target).backward();\n");
  program.sites = {
      {.range = range_of(program, "«torch::manual_seed(1)»"),
       .meaning = Seed{"torch::manual_seed", range_of(program, "«torch::manual_seed»(1)")}},
      {.range = range_of(program, "«std::srand(1)»"),
       .meaning = Seed{"std::srand", range_of(program, "«std::srand»(1)")}},
      {.range = range_of(program, "«torch::nll_loss(output, target).backward()»"),
       .meaning =
           Backward{.loss = {.range = range_of(program, "«torch::nll_loss(output, target)».backward()")}}}};
  return program;
}

std::string joined_text(const TrainingProgram& program, const std::vector<Edit>& mutant) {
  const auto instruments = beside(mutant, instrumentation(program));
  return apply_edits(program.files.front(), joined(mutant, instruments), {});
}

TEST(Instrumentation, takes_over_libtorchs_seed_and_observes_what_is_handed_to_backward) {
  const auto program = training();
  EXPECT_EQ(joined_text(program, {}), "#include <torch/torch.h>\n"
                                      "misfire::seed(1);\n"
                                      "std::srand(1);\n"
                                      "misfire::observed(torch::nll_loss(output, target)).backward();\n");
  const auto instruments = instrumentation(program);
  ASSERT_EQ(instruments.size(), 2u);
  EXPECT_EQ(instruments[0].include, "misfire/seed.h");
  EXPECT_EQ(instruments[1].include, "misfire/fingerprint.h");
}

TEST(Instrumentation, goes_around_a_mutated_loss) {
  const auto program = training();
  const std::vector<Edit> mutant = {{.range = range_of(program, "«torch::nll_loss(»output"),
                                     .text = "misfire::hinge(misfire::from_log_probabilities("},
                                    {.range = range_of(program, "output«, »target"), .text = "), "}};
  EXPECT_THAT(
      joined_text(program, mutant),
      testing::HasSubstr(
          "misfire::observed(misfire::hinge(misfire::from_log_probabilities(output), target)).backward();"));
}

TEST(Instrumentation, goes_around_a_wrap_by_the_mutant) {
  const auto program = training();
  const std::vector<Edit> mutant = {{.range = range_of(program, "«»torch::nll_loss("), .text = "2 * ("},
                                    {.range = range_of(program, "target)«».backward"), .text = ")"}};
  EXPECT_THAT(joined_text(program, mutant),
              testing::HasSubstr("misfire::observed(2 * (torch::nll_loss(output, target))).backward();"));
}

TEST(Instrumentation, stays_in_the_statement_that_a_mutant_inserts_another_before) {
  const auto program = training();
  const std::vector<Edit> mutant = {
      {.range = range_of(program, "«»torch::nll_loss("), .text = "spoil(output, target);\n"}};
  EXPECT_THAT(
      joined_text(program, mutant),
      testing::HasSubstr("spoil(output, target);\nmisfire::observed(torch::nll_loss(output, target))"));
}

TEST(Instrumentation, is_left_out_whole_where_the_mutant_replaces_part_of_it) {
  const auto program = training();
  const std::vector<Edit> no_backward = {{.range = range_of(program, "target«).backward()»"), .text = ")"}};
  EXPECT_THAT(joined_text(program, no_backward), testing::HasSubstr("\ntorch::nll_loss(output, target);\n"));
  const std::vector<Edit> no_seed = {{.range = range_of(program, "«torch::manual_seed(1)»"), .text = ""}};
  EXPECT_THAT(joined_text(program, no_seed), testing::HasSubstr("h>\n;\nstd::srand"));
}

TEST(Instrumentation, goes_around_an_expression_that_the_mutant_replaces_whole) {
  const auto program = training();
  const std::vector<Edit> other = {
      {.range = range_of(program, "«torch::nll_loss(output, target)».backward"), .text = "other"}};
  EXPECT_THAT(joined_text(program, other), testing::HasSubstr("misfire::observed(other).backward();"));
}

TEST(Instrumentation, of_loops_that_train_stands_behind_what_a_mutant_inserts_before_them) {
  auto program = program_of("for (;;) step();\n");
  program.passable.loops = {range_of(program, "«»for")};
  EXPECT_EQ(apply_edits(program.files.front(), joined({}, instrumentation(program)), {}),
            "for (;;) step();\n");
  const auto instruments = instrumentation(program, TrainingLoops::passable);
  ASSERT_EQ(instruments.size(), 1u);
  EXPECT_EQ(instruments[0].include, "misfire/kept.h");
  const std::vector<Edit> inserted = {{.range = range_of(program, "«»for"), .text = "spoil(x);\n"}};
  EXPECT_EQ(apply_edits(program.files.front(), joined(inserted, beside(inserted, instruments)), {}),
            "spoil(x);\nif (const misfire::Training misfire_training{}) for (;;) step();\n");
  const std::vector<Edit> gone = {{.range = range_of(program, "«for (;;) step();»"), .text = "step();"}};
  EXPECT_EQ(apply_edits(program.files.front(), joined(gone, beside(gone, instruments)), {}), "step();\n");
}

TrainingProgram evaluation() {
  auto program = program_of("for (auto& b : loader) right += net(b.data).argmax(1).eq(b.target).sum();\n"
                            "use(score); // misfire: right score < 1\n");
  program.sites = {{.range = range_of(program, "«net(b.data).argmax(1).eq(b.target)»"),
                    .meaning = ComparedTargets{.input = range_of(program, "net(«b.data»)"),
                                               .input_loop = {},
                                               .pass = range_of(program, "«»for")}},
                   {.range = range_of(program, "«// misfire: right score < 1»"),
                    .meaning = ComparedTargets{.input = range_of(program, "net(«b.data»)"),
                                               .input_loop = {},
                                               .right = "score < 1"}}};
  return program;
}

TEST(Instrumentation, records_what_evaluation_compares_once_for_each_input) {
  EXPECT_EQ(joined_text(evaluation(), {}),
            "if (const misfire::Pass misfire_pass{}) for (auto& b : loader) right += misfire::right(0, "
            "net(misfire::seen(b.data)).argmax(1).eq(b.target)).sum();\n"
            "use(score); misfire::right(1, score < 1); // misfire: right score < 1\n");
}

TEST(Instrumentation, tells_tensors_apart_that_enter_a_network_together) {
  auto program = program_of("right += net(users, mask, items).eq(target).sum();\n");
  program.sites = {{.range = range_of(program, "«net(users, mask, items).eq(target)»"),
                    .meaning = ComparedTargets{.input = range_of(program, "«users»"),
                                               .input_loop = {},
                                               .beside = {range_of(program, "«items»")}}}};
  EXPECT_EQ(joined_text(program, {}), "right += misfire::right(0, net(misfire::seen_part(0, 2, users), mask, "
                                      "misfire::seen_part(1, 2, items)).eq(target)).sum();\n");
}

TEST(Instrumentation, of_an_evaluation_stays_around_a_mutants_change_of_the_input) {
  const auto program = evaluation();
  const std::vector<Edit> mutant = {{.range = range_of(program, "net(«»b.data"), .text = "misfire::spoilt("},
                                    {.range = range_of(program, "net(b.data«»)"), .text = ")"}};
  EXPECT_THAT(joined_text(program, mutant),
              testing::HasSubstr("net(misfire::seen(misfire::spoilt(b.data))).argmax(1)"));
}

} // namespace
} // namespace misfire
