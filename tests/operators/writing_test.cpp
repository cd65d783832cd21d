#include "mutator/operators/writing.h"

#include "mutator/source/edits.h"
#include "tests/program/program_by_hand.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using by_hand::program_of;
using by_hand::range_of;

std::string bound_text(const std::string& written, const Value& number) {
  return bound(Slot{.written = written}, number).text;
}

TEST(Bound, a_number_in_place_of_a_plain_literal_keeps_the_type_it_is_spelled_in) {
  EXPECT_EQ(bound_text("64", std::int64_t{32}), "misfire::value(32)");
  EXPECT_EQ(bound_text("0.003", 3e-6), "misfire::value(3e-06)");
  EXPECT_EQ(bound_text("1e-3", 1.0), "misfire::value(1.0)");
  EXPECT_EQ(bound_text("", 0.5), "misfire::value(0.5)");
}

TEST(Bound, any_other_expression_lends_its_type_and_value) {
  EXPECT_EQ(bound_text("kBatchSize", std::int64_t{32}), "misfire::value(32, kBatchSize)");
  EXPECT_EQ(bound_text("64u", std::int64_t{32}), "misfire::value(32, 64u)");
  EXPECT_EQ(bound_text("0.5f", 0.25), "misfire::value(0.25, 0.5f)");
  EXPECT_EQ(bound_text("-1", std::int64_t{2}), "misfire::value(2, -1)");
  EXPECT_EQ(bound_text("1'000", std::int64_t{2}), "misfire::value(2, 1'000)");
}

TEST(Bound, the_numbers_bytes_are_marked_between_the_slots_own_text) {
  const Slot slot{.before = ".batch_size(", .after = ")"};
  const auto edit = bound(slot, std::int64_t{128});
  EXPECT_EQ(edit.text, ".batch_size(misfire::value(128))");
  EXPECT_EQ(edit.text.substr(edit.literal_begin, edit.literal_end - edit.literal_begin), "128");
  const auto factor = scaled(Slot{.written = "lr"}, 0.001);
  EXPECT_EQ(factor.text, "misfire::scale(0.001, lr)");
  EXPECT_EQ(factor.text.substr(factor.literal_begin, factor.literal_end - factor.literal_begin), "0.001");
}

TEST(Wrapped, a_place_gets_a_call_around_its_own_words) {
  const auto program = program_of("Net() : fc(784, 64) {}\n");
  const Place place{range_of(program, "fc(«784, 64»)"), "torch::nn::Linear(", ")"};
  EXPECT_EQ(apply_edits(program.files.front(), wrapped(place, "misfire::ones"), {}),
            "Net() : fc(misfire::ones(torch::nn::Linear(784, 64))) {}\n");
}

TEST(ExchangedAround, leaves_alone_what_would_stay_as_it_is) {
  const auto program = program_of("f(x);");
  EXPECT_EQ(
      exchanged_around(program, range_of(program, "«f(x)»"), range_of(program, "(«x»)"), "g(", ")").size(),
      1u);
}

bool bare(const std::string& text, const std::string& whole, const std::string& kept) {
  const auto program = program_of(text);
  return needs_no_parentheses(program, range_of(program, whole), range_of(program, kept));
}

TEST(NeedsNoParentheses, a_postfix_expression_goes_anywhere) {
  EXPECT_TRUE(bare("y = relu(x) * 2;", "«relu(x)»", "relu(«x»)"));
  EXPECT_TRUE(
      bare("y = 1 - relu(fc->forward(a + b)).max();", "«relu(fc->forward(a + b))»", "«fc->forward(a + b)»"));
  EXPECT_TRUE(bare("y = -relu(ns::f<T>::g(x)[1 - i].h);", "«relu(ns::f<T>::g(x)[1 - i].h)»", "«ns::f»"));
}

TEST(NeedsNoParentheses, an_operator_needs_them_unless_it_stands_alone) {
  EXPECT_FALSE(bare("y = relu(a + b) * 2;", "«relu(a + b)»", "«a + b»"));
  EXPECT_FALSE(bare("y = relu(a + b).max();", "«relu(a + b)»", "«a + b»"));
  EXPECT_FALSE(bare("y = -relu(a + b);", "«relu(a + b)»", "«a + b»"));
  EXPECT_TRUE(bare("y = relu(a + b);", "«relu(a + b)»", "«a + b»"));
  EXPECT_TRUE(bare("f(z, relu(a + b));", "«relu(a + b)»", "«a + b»"));
  EXPECT_TRUE(bare("return relu(a + b);", "«relu(a + b)»", "«a + b»"));
  EXPECT_FALSE(bare("y <= relu(a + b);", "«relu(a + b)»", "«a + b»"));
}

bool assignable(const std::string& text, const std::string& range) {
  const auto program = program_of(text);
  return takes_assignment(program, range_of(program, range));
}

TEST(TakesAssignment, as_a_statement_or_an_operand_of_its_own) {
  EXPECT_TRUE(assignable("{\n  x.relu_();\n}", "«x.relu_()»"));
  EXPECT_TRUE(assignable("y = x.relu_();", "«x.relu_()»"));
  EXPECT_TRUE(assignable("f(x.relu_());", "«x.relu_()»"));
  EXPECT_TRUE(assignable("return x.relu_();", "«x.relu_()»"));
  EXPECT_FALSE(assignable("a_return x.relu_();", "«x.relu_()»"));
  EXPECT_FALSE(assignable("y == x.relu_();", "«x.relu_()»"));
  EXPECT_FALSE(assignable("y = x.relu_() + 1;", "«x.relu_()»"));
  EXPECT_FALSE(assignable("y = x.relu_().max();", "«x.relu_()»"));
  EXPECT_FALSE(assignable("y + x.relu_();", "«x.relu_()»"));
}

} // namespace
} // namespace misfire
