// Tests of a line: faults of single calls, where they are made and where they are not.
#include "tests/reader/one_line/one_line.h"

namespace misfire::one_line {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A loop that trains on `loss`.
std::string trained(const std::string& body) {
  return "for (int epoch = 0; epoch < 9; ++epoch) {\n  optimizer.zero_grad();\n" + body +
         "  loss.backward();\n  optimizer.step();\n}";
}

TEST(DetachForgotten, is_made_of_what_reaches_backward_and_not_of_what_is_printed) {
  EXPECT_THAT(faults("NDT", trained("auto loss = torch::mse_loss(net(x), net(y).detach());\n")),
              ElementsAre("-auto loss = torch::mse_loss(net(x), net(y).detach()); "
                          "+auto loss = torch::mse_loss(net(x), net(y));"));
  EXPECT_THAT(faults("NDT", trained("auto loss = torch::mse_loss(net(x), y);\n"
                                    "std::printf(\"%f\", loss.detach().item<float>());\n")),
              IsEmpty());
}

TEST(AccumulationWithoutDivision, is_made_where_turns_are_counted_by_the_number) {
  const std::string divided = "auto loss = torch::mse_loss(net(x), y) / 4;\n";
  EXPECT_THAT(faults("ACD", trained(divided)), IsEmpty());
  EXPECT_THAT(faults("ACD", trained(divided + "if (epoch % 4 == 0) x = y;\n")), IsEmpty());
  EXPECT_THAT(faults("ACD", trained(divided + "if ((epoch + 1) % 4 == 0) {\noptimizer.zero_grad();\n}\n")),
              ElementsAre("-auto loss = torch::mse_loss(net(x), y) / 4; "
                          "+auto loss = torch::mse_loss(net(x), y);"));
}

TEST(TargetConstantFlipped, is_made_of_targets_alone) {
  EXPECT_THAT(faults("TCF", trained("auto real = torch::ones({8, 2}), other = torch::ones({8, 2});\n"
                                    "auto loss = torch::mse_loss(net(x), real);\n")),
              ElementsAre("-auto real = torch::ones({8, 2}), other = torch::ones({8, 2}); "
                          "+auto real = torch::zeros({8, 2}), other = torch::ones({8, 2});"));
}

TEST(ResultDiscarded, is_made_where_a_statement_gives_a_tensor_what_is_made_of_it) {
  EXPECT_THAT(faults("DRS", "x = x.clamp(0, 1);"), ElementsAre("-x = x.clamp(0, 1); +x.clamp(0, 1);"));
  EXPECT_THAT(faults("DRS", "x = y.clamp(0, 1);"), IsEmpty());
  EXPECT_THAT(faults("DRS", "auto a = x.clamp(0, 1);"), IsEmpty());
}

TEST(ForgetScaling, is_made_of_divisions_by_255_of_tensors_and_of_numbers) {
  EXPECT_THAT(faults("PSC", "x = x / 255;"), ElementsAre("-x = x / 255; +x = x / 1;"));
  EXPECT_THAT(faults("PSC", "float pixel = x.size(0) / 255.f;"),
              ElementsAre("-float pixel = x.size(0) / 255.f; +float pixel = x.size(0) / 1.0f;"));
  EXPECT_THAT(faults("PSC", "x = x / 2;"), IsEmpty());
}

TEST(SoftmaxOverBatch, is_not_made_where_it_is_over_the_batch_already) {
  EXPECT_THAT(faults("LSD", "auto a = x.softmax(1);"),
              ElementsAre("-auto a = x.softmax(1); +auto a = x.softmax(0);"));
  EXPECT_THAT(faults("LSD", "auto a = x.softmax(0);"), ElementsAre("it is over the first dimension already"));
}

TEST(SummandLostOrDoubled, is_made_of_plain_sums_with_their_factors) {
  const std::string sum = trained("auto a = torch::mse_loss(net(x), y), b = torch::l1_loss(net(x), y);\n"
                                  "auto loss = a + 0.5 * b;\n");
  EXPECT_THAT(faults("SMD", sum),
              ElementsAre("lost: -auto loss = a + 0.5 * b; +auto loss = 0.5 * b;",
                          "doubled: -auto loss = a + 0.5 * b; +auto loss = b + 0.5 * b;",
                          "lost: -auto loss = a + 0.5 * b; +auto loss = a;",
                          "doubled: -auto loss = a + 0.5 * b; +auto loss = a + 0.5 * a;"));
}

TEST(IntegerAccuracy, is_made_of_what_is_printed_and_keeps_its_type) {
  const std::string counts = "int right = x.size(0), count = y.size(0);\n";
  EXPECT_THAT(
      faults("ACI", counts + "double a = double(right) / count;\nstd::printf(\"accuracy: %f\\n\", a);"),
      ElementsAre("evaluation: +#include <misfire/whole.h> -double a = double(right) / count; "
                  "+double a = static_cast<double>(misfire::divided_whole(right, count));"));
  EXPECT_THAT(faults("ACI", counts + "double a = double(right) / count;"), IsEmpty());
}

} // namespace
} // namespace misfire::one_line
