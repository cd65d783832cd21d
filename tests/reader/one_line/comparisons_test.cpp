// Comparisons of predictions with targets: each form in a line, and what looks like one.
#include "tests/reader/one_line/one_line.h"

using misfire::one_line::stated;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

namespace {

const std::string of_x = "Comparison of [x]";
const std::string batch = "auto loader = torch::data::make_data_loader(mapped(), 64);\n";
const std::string walk = "for (auto& b : *loader)";

} // namespace

TEST(Comparison, is_written_in_all_forms) {
  EXPECT_SITES("auto r = ^net(x).argmax(1).eq(classes);", of_x);
  EXPECT_SITES("auto r = ^net->forward(x).argmax(1) == classes;", of_x);
  EXPECT_SITES("auto r = ^torch::eq(classes, net(x).argmax(1));", of_x);
  EXPECT_SITES("auto r = ^std::get<1>(net(x).max(1)).eq(classes);", of_x);
  EXPECT_SITES("auto r = ^net(x).sigmoid().round().view_as(y).eq(y);", StartsWith(of_x));
  EXPECT_SITES("auto r = ^(torch::sigmoid(net(x)) > 0.5).view({-1}) == y;", of_x);
}
TEST(Comparison, follows_variables_and_bindings) {
  EXPECT_SITES("Tensor out = net(x); auto guess = out.argmax(1); auto r = ^guess.eq(classes);", of_x);
  EXPECT_SITES("auto [values, guess] = net(x).max(1); auto r = ^guess == classes;", of_x);
  EXPECT_SITES("auto hidden = net(x); auto r = ^net(hidden).argmax(1).eq(classes);", of_x);
}
TEST(Comparison, is_of_all_tensors_that_enter_and_that_no_network_has_made) {
  const std::string two =
      "struct Two : torch::nn::Module { Tensor forward(Tensor a, Tensor b) { return a + b; } };\n"
      "int main() { Two two;\n";
  EXPECT_SITES(two + "auto r = ^two.forward(x, y).argmax(1).eq(classes); }", "Comparison of [x, y]");
  EXPECT_SITES(two + "Tensor state = y; for (int i = 0; i < 3; ++i) state = two.forward(x, state);\n"
                     "auto r = ^state.argmax(1).eq(classes); }",
               of_x);
}
TEST(Comparison, is_made_item_by_item) {
  EXPECT_SITES("auto guess = net(x).argmax(1); int right = 0;\nfor (int i = 0; i < 8; ++i)\n"
               "if (^guess[i].item<int>() == classes[i].item<int>()) ++right;",
               of_x);
  EXPECT_SITES(
      "auto guess = net(x).argmax(1).item<int>(); int label = y.item().toLong(); bool r = ^guess == label;",
      of_x);
}
TEST(Comparison, of_items_is_made_by_one_loop_that_goes_through_all_of_them) {
  const std::string guess = "auto guess = net(x).argmax(1); int right[10] = {};\n";
  const std::string rows = "for (int i = 0; i < 8; ++i)\n";
  const std::string one = "guess[i].item<int>() == classes[i].item<int>()";
  const std::string skipped = "skipped Comparison: ";
  EXPECT_SITES(guess + rows + "if (^" + one + " && y.defined()) ++right[0];", of_x);
  EXPECT_SITES(guess + rows + "right[0] += ^" + one + " ? 1 : 0;", of_x);
  EXPECT_SITES("Tensor guess; for (int e = 0; e < 3; ++e) guess = net(x).argmax(1);\n" + rows + "if (^" +
                   one + ") return 1;",
               of_x);
  EXPECT_SITES(guess + "for (int c = 0; c < 10; ++c)\n" + rows + "if (^" + one + ") ++right[c];",
               StartsWith(skipped + "it is made in several loops"));
  EXPECT_SITES(guess + rows + "if (classes[i].item<int>() > 0 && ^" + one + ") ++right[0];",
               StartsWith(skipped + "it is made only where something else holds"));
  EXPECT_SITES(guess + rows + "if (classes[i].item<int>() > 0)\nif (^" + one + ") ++right[0];",
               StartsWith(skipped + "it is made only where"));
  EXPECT_SITES(guess + rows + "right[0] += classes[i].item<int>() > 0 ? int(^" + one + ") : 0;",
               StartsWith(skipped + "it is made only where"));
  EXPECT_SITES(guess + "for (int i = 7; i >= 0; --i)\nif (^" + one + ") ++right[0];",
               StartsWith(skipped + "its loop does not go"));
  EXPECT_SITES(guess + "int i = 0; while (i < 8) {\nif (^" + one + ") ++right[0];\n++i; }",
               StartsWith(skipped + "its loop does not go"));
}
TEST(Comparison, is_of_what_entered_a_network_last) {
  const std::string two = "auto a = net(x).argmax(1), b = net(y).argmax(1);\n";
  EXPECT_SITES(two + "auto r = ^a.eq(classes), s = ^b.eq(classes);",
               StartsWith("skipped Comparison: other inputs enter a network before it is made"),
               "Comparison of [y]");
  EXPECT_SITES(
      "auto a = net(x).argmax(1), b = net(x).argmax(1);\nauto r = ^a.eq(classes), s = ^b.eq(classes);", of_x,
      of_x);
}
TEST(Comparison, stands_in_a_loop_with_what_enters_the_network) {
  EXPECT_SITES(batch + walk + "\n{ auto r = ^net(b.data).argmax(1).eq(b.target); }",
               "Comparison eval of [b.data] in [for (auto& b : *loader)]");
  EXPECT_SITES(batch + walk +
                   "\n{ auto guess = net(b.data).argmax(1);\nfor (int i = 0; i < 64; ++i)\n"
                   "auto r = ^guess[i].item<int>() == b.target[i].item<int>(); }",
               "Comparison eval of [b.data] in [for (auto& b : *loader)]");
}
TEST(Comparison, stands_in_functions_templates_methods_and_lambdas) {
  EXPECT_SITES(
      "template <typename Loader> double test(Loader& loader) {\nTensor sum = torch::zeros({1});\n" +
          std::string("for (auto& b : loader)\nsum += ^net(b.data).argmax(1).eq(b.target).sum();\n") +
          "return sum.item<double>(); }\nint main() { " + batch + "test(*loader); }",
      "Comparison eval of [b.data] in [for (auto& b : loader)]");
  EXPECT_SITES(
      "struct Tester { torch::nn::Linear net{4, 2}; Tensor guess(Tensor in) { return net(in).argmax(1); }\n"
      "Tensor test(Tensor in, Tensor t) { return ^guess(in).eq(t); } };\n"
      "int main() { Tester t; t.test(x, classes); }",
      "Comparison of [in]");
  EXPECT_SITES("auto test = [&](Tensor in) { return ^net(in).argmax(1).eq(classes); }; test(x);",
               "Comparison of [in]");
}
TEST(Comparison, of_a_round_that_trains_is_none) {
  EXPECT_SITES("for (int i = 0; i < 3; ++i) { auto out = net(x); torch::mse_loss(out, y).backward();\n"
               "optimizer.step(); auto r = ^out.argmax(1).eq(classes); }",
               "nothing");
  const std::string step =
      "for (int i = 0; i < 3; ++i) { auto out = net(x); torch::mse_loss(out, y).backward(); "
      "optimizer.step();\n";
  EXPECT_SITES(step + "auto guess = out.argmax(1);\nfor (int k = 0; k < 8; ++k)\n"
                      "if (^guess[k].item<int>() == classes[k].item<int>()) continue; }",
               "nothing");
  EXPECT_SITES(step + "{ torch::NoGradGuard none; auto r = ^out.argmax(1).eq(classes); } }", "nothing");
  EXPECT_SITES(step + "auto guess = out.argmax(1);\nfor (int k = 7; k >= 0; --k)\n"
                      "if (^guess[k].item<int>() == classes[k].item<int>()) continue; }",
               "nothing");
}
TEST(Comparison, between_rounds_that_train_is_evaluated_alone) {
  EXPECT_SITES(batch + "for (int e = 0; e < 3; ++e) {\n" + walk +
                   " { torch::mse_loss(net(b.data), b.target).backward(); optimizer.step(); }\n"
                   "auto r = ^net(x).argmax(1).eq(classes); }",
               StartsWith(of_x));
  EXPECT_SITES("for (int i = 0; i < 3; ++i) { torch::mse_loss(net(x), y).backward(); optimizer.step();\n"
               "{ torch::NoGradGuard none; auto r = ^net(x).argmax(1).eq(classes); } }",
               "Comparison train of [x]");
}
TEST(Comparison, is_of_one_prediction_with_what_is_none) {
  EXPECT_SITES("auto r = ^classes.eq(y);", "nothing");
  EXPECT_SITES("auto r = ^net(x).argmax(1).eq(net(y).argmax(1));", "nothing");
  EXPECT_SITES("auto r = ^net(x).argmax(1).item<int>() == 3;", "nothing");
  EXPECT_SITES(
      "double best = y.item<double>(); if (^torch::mse_loss(net(x), y).item<double>() == best) return 0;",
      StartsWith("skipped Loss: "));
  EXPECT_SITES("if (^net(x).size(0) == x.size(0)) return 0;", "nothing");
  EXPECT_SITES("int n = 8; if (^net(x).argmax(1).eq(classes).sum().item<int>() == n) return 0;", of_x);
}
TEST(Comparison, whose_loop_has_no_begin_to_mark_is_left_alone) {
  EXPECT_SITES(batch + "if (x.defined())\n" + walk + "\n{ auto r = ^net(b.data).argmax(1).eq(b.target); }",
               HasSubstr("skipped Comparison: the loop that evaluates"));
}

TEST(StatedComparison, is_of_what_entered_a_network_last) {
  EXPECT_THAT(stated(batch + walk +
                     " {\nauto guess = net(b.data);\n"
                     "// misfire: right (guess - b.target).abs() < 0.3\n}"),
              ElementsAre("(guess - b.target).abs() < 0.3 of [b.data] in [for (auto& b : *loader) {]"));
}
TEST(StatedComparison, is_of_what_another_comment_names) {
  EXPECT_THAT(stated("Tensor guess = x.exp(); // misfire: input x\n// misfire: right guess < 0.3"),
              ElementsAre("guess < 0.3 of [x]"));
}
TEST(StatedComparison, stands_where_a_statement_can) {
  const std::string misplaced = "it must stand where a statement can";
  const std::string guess = "auto guess = net(x); int n = 0;\n", right = "// misfire: right guess < 0.3\n";
  const auto is_read = ElementsAre("guess < 0.3 of [x]");
  EXPECT_THAT(stated(guess + "if (n > 0)\n" + right + "++n;"), ElementsAre(HasSubstr(misplaced)));
  EXPECT_THAT(stated(guess + "if (n > 0) ++n;\nelse\n" + right + "--n;"), ElementsAre(HasSubstr(misplaced)));
  EXPECT_THAT(stated(guess + "if (n > 0) ++n; " + right + "// why\nelse --n;"),
              ElementsAre(HasSubstr(misplaced)));
  EXPECT_THAT(stated(guess + "if (n > 0) // so\n" + right + "++n;"), ElementsAre(HasSubstr(misplaced)));
  EXPECT_THAT(stated("if (x.defined())\n// misfire: input x\n;\nauto guess = x;\n" + right),
              ElementsAre(HasSubstr("of `misfire: input x`: " + misplaced)));
  EXPECT_THAT(stated(guess + "// so\n" + right), is_read);
  EXPECT_THAT(stated(guess + "if (n > 0) { " + right + "++n; }"), is_read);
  EXPECT_THAT(stated(guess + "#ifdef SO\n++n;\n#endif\n" + right), is_read);
  EXPECT_THAT(stated(guess + "if (n > 0) {\n++n;\n}\n" + right + "++n;"), is_read);
}
TEST(StatedComparison, without_an_input_is_an_error) {
  EXPECT_THAT(stated("Tensor guess = x.exp();\n// misfire: right guess < 0.3"),
              ElementsAre(HasSubstr("nothing that enters a network is seen before it")));
}
