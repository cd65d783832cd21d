#include "mutator/source/edits.h"

#include "tests/program/program_by_hand.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using by_hand::file_of;
using by_hand::range_of;

Edit edit_of(const SourceFile& file, const std::string& context, const std::string& text) {
  return {.range = range_of(file, context), .text = text};
}

TEST(ApplyEdits, replaces_and_inserts_in_any_order) {
  const auto file = file_of("/a.cpp", "int a = 1, b = 2;\n");
  const auto text = apply_edits(
      file, {edit_of(file, "b = «2»", "20"), edit_of(file, "«»b", "c, "), edit_of(file, "«1»", "")}, {});
  EXPECT_EQ(text, "int a = , c, b = 20;\n");
}

TEST(ApplyEdits, insertions_at_one_offset_keep_their_order_and_stand_before_a_replacement) {
  const auto file = file_of("/a.cpp", "x");
  EXPECT_EQ(apply_edits(
                file, {edit_of(file, "«x»", "y"), edit_of(file, "«»x", "1"), edit_of(file, "«»x", "2")}, {}),
            "12y");
}

TEST(ApplyEdits, edits_that_overlap_or_are_of_another_file_are_a_contradiction) {
  const auto file = file_of("/a.cpp", "int a = 1;\n");
  EXPECT_THROW(apply_edits(file, {edit_of(file, "«int a»", "b"), edit_of(file, "int «a = 1»", "c")}, {}),
               Contradiction);
  EXPECT_THROW(apply_edits(file, {{.range = {"/b.cpp", 0, 1}, .text = "c"}}, {}), Contradiction);
}

TEST(ApplyEdits, without_edits_the_text_stays) {
  const auto file = file_of("/a.cpp", "#include <a>\r\nint x;");
  EXPECT_EQ(apply_edits(file, {}, {}), file.text);
}

TEST(ApplyEdits, adds_each_include_once_after_the_last_one) {
  const auto file = file_of("/a.cpp", "#include <a>\n#include <b>\n\nint x;\n");
  EXPECT_EQ(
      apply_edits(file, {}, {"misfire/value.h", "misfire/losses.h", "misfire/value.h"}),
      "#include <a>\n#include <b>\n#include <misfire/losses.h>\n#include <misfire/value.h>\n\nint x;\n");
}

TEST(ApplyEdits, an_include_takes_the_line_ends_of_the_file) {
  const auto file = file_of("/a.cpp", "#include <a>\r\nint x;\r\n");
  EXPECT_EQ(apply_edits(file, {}, {"m.h"}), "#include <a>\r\n#include <m.h>\r\nint x;\r\n");
}

TEST(ApplyEdits, an_include_comes_before_an_edit_at_the_same_offset) {
  const auto file = file_of("/a.cpp", "int x;\n");
  EXPECT_EQ(apply_edits(file, {edit_of(file, "«int»", "long")}, {"m.h"}), "#include <m.h>\nlong x;\n");
}

TEST(ApplyEdits, an_include_stands_on_a_line_of_its_own_behind_a_byte_order_mark) {
  const SourceFile file{.path = "/a.cpp", .text = "\xef\xbb\xbfint x;\n", .include_point = 3};
  EXPECT_EQ(apply_edits(file, {}, {"m.h"}), "\xef\xbb\xbf#include <m.h>\nint x;\n");
}

TEST(ApplyEdits, a_file_without_a_final_line_end_gets_none) {
  const auto file = file_of("/a.cpp", "#include <a>\nint x;");
  EXPECT_EQ(apply_edits(file, {edit_of(file, "«x»", "y")}, {"m.h"}), "#include <a>\n#include <m.h>\nint y;");
  const auto includes_only = file_of("/b.cpp", "#include <a>\r\n#include <b>");
  EXPECT_EQ(apply_edits(includes_only, {}, {"m.h"}), "#include <a>\r\n#include <b>\r\n#include <m.h>");
}

TEST(Masked, mutants_that_differ_in_a_number_alone_become_equal) {
  const Edit mild{.text = "misfire::value(0.003)", .literal_begin = 15, .literal_end = 20};
  const Edit harsh{.text = "misfire::value(1e-06)", .literal_begin = 15, .literal_end = 20};
  EXPECT_EQ(masked({mild}), masked({harsh}));
  EXPECT_EQ(masked({mild}).front().text, "misfire::value(0.0)");
  EXPECT_EQ(masked({mild}).front().literal_end, 18u);
}

TEST(Masked, an_integer_stays_one_and_other_text_is_kept) {
  const Edit bound{.text = "misfire::value(64, kBatch)", .literal_begin = 15, .literal_end = 17};
  const Edit plain{.text = "softplus(64)"};
  EXPECT_EQ(masked({bound}).front().text, "misfire::value(0, kBatch)");
  EXPECT_EQ(masked({plain}).front(), plain);
}

} // namespace
} // namespace misfire
