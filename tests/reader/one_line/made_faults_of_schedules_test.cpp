// Tests of a line: faults of schedules written by hand, where they are made and where they are not.
#include "tests/reader/one_line/one_line.h"

namespace misfire::one_line {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// A loop that trains by a rate.
std::string scheduled(const std::string& functions, const std::string& before, const std::string& rate) {
  return functions + "int main() {\nint warm = 0;\nfor (int step = 0; step < 9; ++step) {\n" + before +
         "for (auto& group : optimizer.param_groups()) group.options().set_lr(" + rate +
         ");\noptimizer.zero_grad();\ntorch::mse_loss(net(x), y).backward();\noptimizer.step();\n}\n}\n";
}

TEST(WarmUpOffByOne, is_made_of_the_step_that_a_rate_is_computed_of) {
  EXPECT_THAT(
      faults("WUO", scheduled("", "", "0.1 * step")),
      ElementsAre(HasSubstr("+for (auto& group : optimizer.param_groups()) group.options().set_lr(0.1 * "
                            "(step + 1));"),
                  HasSubstr("set_lr(0.1 * (step > 0 ? step - 1 : step));")));
  EXPECT_THAT(faults("WUO", scheduled("", "const double rate = 0.1 * (step + 1);\n", "rate")),
              Contains(HasSubstr("+const double rate = 0.1 * ((step + 1) + 1);")));
  EXPECT_THAT(
      faults("WUO", scheduled("double rate_at(int step, int all) { return step < all ? 0.1 : 0.2; }\n", "",
                              "rate_at(step + 1, warm)")),
      Contains(HasSubstr("set_lr(rate_at(((step + 1) + 1), warm));")));
}

TEST(WarmUpOffByOne, is_not_made_where_the_step_is_not_told) {
  EXPECT_THAT(faults("WUO", scheduled("", "++warm;\n", "0.1 * step / warm")), IsEmpty());
  EXPECT_THAT(faults("WUO", scheduled("", "", "0.1 * warm")), IsEmpty());
  EXPECT_THAT(faults("WUO", scheduled("", "", "0.1")), IsEmpty());
  EXPECT_THAT(faults("WUO", scheduled("double rate_at(int step) { return 0.1; }\n", "", "rate_at(3)")),
              IsEmpty());
}

TEST(WarmUpOffByOne, is_not_made_where_the_step_is_more_than_read) {
  const std::string rate_at = "double rate_at(int step) { return 0.1 * step; }\n";
  const std::string turn = "int turn = 0;\nturn += step;\n";
  for (const char* given : {"++turn", "turn++", "turn = step", "turn += 2"})
    EXPECT_THAT(faults("WUO", scheduled(rate_at, turn, "rate_at(" + std::string(given) + ")")), IsEmpty())
        << given;
  EXPECT_THAT(faults("WUO", scheduled(rate_at, turn, "0.1 * ++turn")), IsEmpty());
  EXPECT_THAT(
      faults("WUO", scheduled("int next(int step) { return step; }\n" + rate_at, "", "rate_at(next(step))")),
      IsEmpty());
  const std::string by_reference = "double counted(int& step) { return 0.1 * ++step; }\n";
  EXPECT_THAT(faults("WUO", scheduled(by_reference, turn, "counted(turn)")), IsEmpty());
  EXPECT_THAT(faults("WUO", scheduled(by_reference, turn, "2 * counted(turn)")), IsEmpty());
}

/// A function that is told something whole and sets the rate, and a loop that calls it.
std::string set_by(const std::string& given) {
  return "void set_rate(int turn) {\n"
         "for (auto& group : optimizer.param_groups()) group.options().set_lr(0.1 * turn);\n}\n"
         "int main() {\nint warm = 4;\nfor (int step = 0; step < 9; ++step) {\nset_rate(" +
         given +
         ");\noptimizer.zero_grad();\ntorch::mse_loss(net(x), y).backward();\noptimizer.step();\n}\n}\n";
}

TEST(WarmUpOffByOne, is_made_of_parameters_that_are_given_what_counts) {
  EXPECT_THAT(faults("WUO", set_by("step + 1")), SizeIs(2));
  EXPECT_THAT(faults("WUO", set_by("warm")), IsEmpty());
  EXPECT_THAT(
      faults("WUO", scheduled("double rate_at(int step) { return 0.1 * step; }\n", "", "rate_at(warm)")),
      IsEmpty());
}

TEST(WarmUpOffByOne, is_written_once_where_a_macro_repeats_what_it_is_given) {
  EXPECT_THAT(faults("WUO", scheduled("#define TWICE(s) ((s) < 4 ? 0.1 : 0.1 * (s))\n", "",
                                      "0.5 * TWICE(step) * 1.0")),
              Contains(HasSubstr("set_lr(0.5 * TWICE((step + 1)) * 1.0);")));
}

/// A class that counts its turns, and sets the rate.
std::string counted_by(const std::string& rate) {
  return "struct Trainer {\nint turn = 0, warm = 4;\nvoid set(int all) { warm = all; }\nvoid train() "
         "{\n++turn;\n"
         "for (auto& group : optimizer.param_groups()) group.options().set_lr(" +
         rate +
         ");\noptimizer.zero_grad();\ntorch::mse_loss(net(x), y).backward();\noptimizer.step();\n}\n};\n"
         "int main() {\nTrainer trainer;\nfor (int i = 0; i < 9; ++i) trainer.train();\n}\n";
}

TEST(WarmUpOffByOne, is_made_of_fields_that_a_class_counts) {
  EXPECT_THAT(faults("WUO", counted_by("0.1 * turn / warm")),
              ElementsAre(HasSubstr("set_lr(0.1 * (turn + 1) / warm);"),
                          HasSubstr("set_lr(0.1 * (turn > 0 ? turn - 1 : turn) / warm);")));
  EXPECT_THAT(faults("WUO", counted_by("0.1 * warm")), IsEmpty());
}

} // namespace
} // namespace misfire::one_line
