// Tests of a line: uses of libtorch that are no sites by themselves, quotients and sums of losses.
#include "tests/reader/one_line/one_line.h"

namespace misfire::one_line {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Uses, have_what_they_are_made_of_and_given) {
  EXPECT_THAT(uses("auto a = torch::softmax(x, 1);"), ElementsAre("softmax of {x} by {1} to {a}"));
  EXPECT_THAT(uses("auto a = x.permute({1, 0});"), ElementsAre("permute of {x} by {{1, 0}} to {a}"));
  EXPECT_THAT(uses("auto a = x / 255;"), ElementsAre("div of {x} by {255} to {a}"));
  EXPECT_THAT(uses("x = x.clamp(0, 1);"), ElementsAre("clamp of {x} by {0, 1} to {x} again"));
  EXPECT_THAT(uses("auto a = torch::randperm(8);"), ElementsAre("randperm by {8} to {a}"));
  EXPECT_THAT(uses("float a = x.detach().sum().item<float>();"), ElementsAre("detach of {x} asked for sum"));
}

TEST(Uses, are_those_that_run) {
  EXPECT_THAT(uses("void f() { x.detach(); }\nint main() {}"), IsEmpty());
}

TEST(Quotients, are_of_whole_numbers_that_are_made_real) {
  const std::string counts = "int right = x.numel(), count = y.numel();\n";
  EXPECT_THAT(uses(counts + "double a = double(right) / count;"), ElementsAre("real {right} / {count}"));
  EXPECT_THAT(uses(counts + "double a = 100. * right / static_cast<float>(count);"),
              ElementsAre("real {right} / {count} times {100.}"));
  EXPECT_THAT(uses(counts + "std::printf(\"accuracy: %f\\n\", 1.0 * right / count);"),
              ElementsAre("measured real {right} / {count} times {1.0}"));
  EXPECT_THAT(uses(counts + "int a = right / count;"), IsEmpty());
  EXPECT_THAT(uses("double right = 1, a = right / x.numel();"), IsEmpty());
}

TEST(LossSums, have_their_terms) {
  EXPECT_THAT(uses("auto a = torch::mse_loss(net(x), y), b = torch::l1_loss(net(x), y);\n"
                   "auto loss = a + b;\nloss.backward();"),
              ElementsAre("sum {a + b} of {a, b}"));
}

} // namespace
} // namespace misfire::one_line
