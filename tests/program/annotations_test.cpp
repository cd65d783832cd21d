#include "mutator/program/annotations.h"
#include "mutator/program/comments.h"
#include "mutator/program/training_program.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::HasSubstr;

Annotations of(const std::string& text) {
  const auto annotations = annotations_of({.path = "/repo/a.cpp", .text = text});
  EXPECT_TRUE(annotations) << annotations.error();
  return annotations.value_or(Annotations{});
}

std::string error_of(const std::string& text) {
  const auto annotations = annotations_of({.path = "/repo/a.cpp", .text = text});
  return annotations ? "no error" : annotations.error();
}

std::vector<std::string> texts_of(const std::string& source) {
  std::vector<std::string> texts;
  for (const auto& comment : comments_of(source))
    texts.push_back(comment.text);
  return texts;
}

TEST(Comments, are_told_from_literals) {
  EXPECT_EQ(texts_of("a(\"// no\"); // yes\nb('\"'); /* and\nthis */ c(R\"x(/* no )\" )x\"); //last"),
            (std::vector<std::string>{"yes", "and\nthis", "last"}));
  EXPECT_EQ(texts_of("int n = 1'000; // grouped\nchar c = '\\''; // quoted"),
            (std::vector<std::string>{"grouped", "quoted"}));
  EXPECT_EQ(texts_of("// goes \\\non\nx; /* open"), (std::vector<std::string>{"goes \\\non", "open"}));
  EXPECT_EQ(texts_of("// goes \\\r\non\r\nx;"), (std::vector<std::string>{"goes \\\r\non"}));
  EXPECT_EQ(texts_of("R\"(// no)\"; BAR\"// no\"; /**/"), (std::vector<std::string>{""}));
}

TEST(Annotations, say_what_was_right_and_what_entered_the_network) {
  const auto said = of("// misfire: input batch.data\nf(); // misfire: right  (a - b).abs() < 0.3 \n");
  ASSERT_EQ(said.right.size(), 1u);
  ASSERT_EQ(said.inputs.size(), 1u);
  EXPECT_EQ(said.right[0].expression, "(a - b).abs() < 0.3");
  EXPECT_EQ(said.right[0].begin, 34u);
  EXPECT_EQ(said.inputs[0], (Stated{0, 28, "batch.data"}));
  EXPECT_THAT(error_of("// misfire: right"), HasSubstr("what was right of each input"));
  EXPECT_THAT(error_of("// misfire: input"), HasSubstr("what enters the network"));
  EXPECT_THAT(error_of("// misfire: wrong x"), HasSubstr("`misfire: right EXPRESSION`"));
}

TEST(Annotations, a_trailing_comment_suppresses_its_own_line) {
  const auto all = of("a();\nb(); // misfire-ignore[HLR, change-epochs]: it is tuned\n");
  ASSERT_EQ(all.suppressions.size(), 1u);
  EXPECT_EQ(all.suppressions[0],
            (Suppression{"/repo/a.cpp", 2, 2, {"HLR", "change-epochs"}, "it is tuned", {2, 6}}));
}

TEST(Annotations, next_is_the_line_below_the_comment_and_no_list_means_all) {
  const auto all = of("/* misfire-ignore-next:\n two lines */\nb();\n// misfire-ignore-next\nc();");
  ASSERT_EQ(all.suppressions.size(), 2u);
  EXPECT_EQ(all.suppressions[0].first_line, 3u);
  EXPECT_EQ(all.suppressions[1].first_line, 5u);
  EXPECT_TRUE(all.suppressions[1].operators.empty());
  EXPECT_EQ(all.suppressions[1].reason, "");
}

TEST(Annotations, regions_nest) {
  const auto all = of("// misfire-ignore-begin[HLR]: why\n// misfire-ignore-begin: all\n\n"
                      "// misfire-ignore-end\n\n// misfire-ignore-end[HLR]\n");
  ASSERT_EQ(all.suppressions.size(), 2u);
  EXPECT_EQ(std::pair(all.suppressions[0].first_line, all.suppressions[0].last_line), std::pair(2u, 4u));
  EXPECT_EQ(std::pair(all.suppressions[1].first_line, all.suppressions[1].last_line), std::pair(1u, 6u));
  EXPECT_EQ(all.suppressions[1].reason, "why");
}

TEST(Annotations, what_is_wrong_is_said_with_its_line) {
  EXPECT_EQ(error_of("\n  // misfire-ignore-begin: x\n"),
            "/repo/a.cpp:2:3: error: misfire-ignore-begin is not ended in this file");
  EXPECT_THAT(error_of("// misfire-ignore-end"), HasSubstr("a.cpp:1:1: error: misfire-ignore-end without"));
  EXPECT_THAT(error_of("// misfire-ignore-begin[HLR]\n// misfire-ignore-end[HNE]"),
              HasSubstr("a.cpp:2:1: error: misfire-ignore-end names other operators than the "
                        "misfire-ignore-begin of line 1"));
  EXPECT_THAT(error_of("// misfire-ignore-all: x"), HasSubstr("there is no misfire-ignore-all"));
  EXPECT_THAT(error_of("// misfire-ignore[HLR: x"), HasSubstr("has no ]"));
  EXPECT_THAT(error_of("// misfire-ignore[]: x"), HasSubstr("is empty"));
  EXPECT_THAT(error_of("// misfire-ignore because"), HasSubstr("behind a colon"));
  EXPECT_THAT(error_of("// misfire: test-data x y"), HasSubstr("there is no `misfire: test-data`"));
  EXPECT_THAT(error_of("// misfire: train-data x"), HasSubstr("inputs and of the targets"));
}

TEST(Annotations, named_training_data_become_a_site_of_the_program) {
  const std::string text = "auto x = load();\n// misfire: train-data x more y\ntrain(x, y);\n";
  const auto program = annotated({.root = "/repo", .files = {{.path = "/repo/a.cpp", .text = text}}});
  ASSERT_TRUE(program) << program.error();
  ASSERT_EQ(program->sites.size(), 1u);
  const auto* tensors = as<TrainingTensors>(program->sites[0]);
  ASSERT_TRUE(tensors);
  EXPECT_EQ(tensors->inputs, (std::vector<std::string>{"x", "more"}));
  EXPECT_EQ(tensors->targets, "y");
  EXPECT_EQ(text.substr(tensors->after.begin), "\ntrain(x, y);\n");
  EXPECT_EQ(program->sites[0].role, Role::train);
}

TEST(Annotations, what_follows_named_training_data_stands_before_the_whole_line_end) {
  const std::string text = "// misfire: train-data x y\r\ntrain(x, y);\r\n";
  const auto data = of(text).training_data;
  ASSERT_EQ(data.size(), 1u);
  EXPECT_EQ(text.substr(data[0].after), "\r\ntrain(x, y);\r\n");
}

TEST(Annotations, faults_of_all_files_are_told) {
  const auto program = annotated({.root = "/repo",
                                  .files = {{.path = "/repo/a.cpp", .text = "// misfire-ignore-end"},
                                            {.path = "/repo/b.cpp", .text = "// misfire: x"}}});
  ASSERT_FALSE(program);
  EXPECT_THAT(program.error(), HasSubstr("/repo/a.cpp:1:1"));
  EXPECT_THAT(program.error(), HasSubstr("\n/repo/b.cpp:1:1"));
}

} // namespace
} // namespace misfire
