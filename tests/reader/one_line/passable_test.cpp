// The loops that a run passes over which starts with a trained network.
#include "tests/reader/one_line/one_line.h"

using testing::ElementsAre;
using testing::HasSubstr;

namespace misfire::one_line {
namespace {

constexpr const char* step = "  optimizer.zero_grad();\n  (net(x) - y).pow(2).mean().backward();\n"
                             "  optimizer.step();\n";

TEST(PassableTraining, is_the_innermost_loop_around_a_step) {
  EXPECT_THAT(passed_over(std::string("for (int epoch = 0; epoch < 3; ++epoch) {\n"
                                      "for (int batch = 0; batch < 4; ++batch) {\n") +
                          step + "}\nstd::cout << net(x);\n}"),
              ElementsAre("for (int batch = 0; batch < 4; ++batch) {"));
  EXPECT_THAT(passed_over(std::string("int epoch = 0;\nwhile (epoch++ < 3) {\n") + step + "}"),
              ElementsAre("while (epoch++ < 3) {"));
  EXPECT_THAT(passed_over(std::string("int epoch = 0;\ndo {\n") + step + "} while (++epoch < 3);"),
              ElementsAre("do {"));
  EXPECT_THAT(passed_over(std::string("for (int epoch : {1, 2, 3}) {\n") + step + "}"),
              ElementsAre("for (int epoch : {1, 2, 3}) {"));
}

TEST(PassableTraining, is_each_of_several_loops) {
  EXPECT_THAT(passed_over(std::string("for (int i = 0; i < 3; ++i) {\n") + step +
                          "}\nfor (int k = 0; k < 3; ++k) {\n" + step + "}"),
              ElementsAre("for (int i = 0; i < 3; ++i) {", "for (int k = 0; k < 3; ++k) {"));
}

TEST(PassableTraining, stands_in_a_caller_where_a_function_makes_the_step) {
  EXPECT_THAT(
      passed_over(std::string("struct Trainer {\n  void one() {\n") + step +
                  "}\n  void fit(int epochs) {\n    for (int i = 0; i < epochs; ++i) one();\n  }\n};\n"
                  "int main() {\n  Trainer trainer;\n  trainer.fit(3);\n}\n"),
      ElementsAre("for (int i = 0; i < epochs; ++i) one();"));
  EXPECT_THAT(passed_over(std::string("auto one = [&] {\n") + step +
                          "};\nfor (int i = 0; i < 3; ++i) {\n  one();\n}"),
              ElementsAre("for (int i = 0; i < 3; ++i) {"));
}

TEST(PassableTraining, is_no_loop_that_walks_the_parameters_or_gathers_gradients) {
  EXPECT_THAT(passed_over("for (int i = 0; i < 3; ++i) {\n  (net(x) - y).pow(2).mean().backward();\n"
                          "  torch::NoGradGuard guard;\n  for (auto& p : net->parameters()) {\n"
                          "    p -= 0.1 * p.grad();\n    p.grad().zero_();\n  }\n}"),
              ElementsAre("for (int i = 0; i < 3; ++i) {"));
  EXPECT_THAT(passed_over("for (int i = 0; i < 3; ++i) {\n  for (int k = 0; k < 4; ++k)\n"
                          "    (net(x) - y).pow(2).mean().backward();\n  optimizer.step();\n}"),
              ElementsAre("for (int i = 0; i < 3; ++i) {"));
}

TEST(PassableTraining, says_why_it_is_not) {
  EXPECT_THAT(passed_over(step), ElementsAre("(it makes a step outside of any loop)"));
  EXPECT_THAT(passed_over("std::cout << net(x);"), ElementsAre("(no step of an optimizer is seen)"));
  EXPECT_THAT(passed_over(std::string("bool train = true;\nif (train)\n  for (int i = 0; i < 3; ++i) {\n") +
                          step + "}"),
              ElementsAre(HasSubstr("is no statement among others)")));
  EXPECT_THAT(
      passed_over(std::string("#define REPEAT for (int i = 0; i < 3; ++i)\nint main() {\nREPEAT {\n") + step +
                  "}\n}\n"),
      ElementsAre("(a loop that trains is written by a macro)"));
  EXPECT_THAT(
      passed_over(std::string("#pragma omp parallel for\nfor (int i = 0; i < 3; ++i) {\n") + step + "}"),
      ElementsAre(HasSubstr("a #pragma stands before the loop that trains at main.cpp:")));
}

} // namespace
} // namespace misfire::one_line
