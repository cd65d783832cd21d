// A unit is read again exactly where something that its reading looked at has changed.
#include "runner/opening/kept_facts.h"

#include "mutator/reader/read.h"
#include "tests/runner/temporary_folder.h"

#include <gtest/gtest.h>

#include <functional>

namespace misfire {
namespace {

using testing::TemporaryFolder;
using testing::write_file;

/// A project that has been read and kept, each time as by another run of misfire.
class KeptUnit : public ::testing::Test {
protected:
  KeptUnit() {
    write_file(project / "first/own.h", "#pragma once\n");
    write_file(project / "second/net.h", "inline int net() { return LAYERS; }\n");
    write_file(project / "main.cpp", "#include <net.h>\n#include <own.h>\n#if __has_include(<extra.h>)\n"
                                     "int extra();\n#endif\nint main() { return net(); }\n");
    keep();
  }

  UnitCommand command() const {
    return {project / "main.cpp", project.path, {"-Ifirst", "-Isecond", "-DLAYERS=2"}};
  }
  UnitKey key() const { return {command().source, "-Ifirst", "-Isecond", "-DLAYERS=2"}; }

  void keep() {
    Contents contents(facts / "contents");
    KeptFacts(facts.path, reader, contents).keep(key(), read());
  }
  UnitReading read() const { return read_unit_watched(command(), {project.path, ""}, digest_of_content); }
  std::optional<UnitFacts> find() {
    Contents contents(facts / "contents");
    return KeptFacts(facts.path, reader, contents).find(key());
  }

  TemporaryFolder project, facts;
  std::vector<std::string> reader{"misfire 1", "clang 19"};
};

TEST_F(KeptUnit, is_found_as_it_was_read) {
  const std::optional<UnitFacts> found = find();
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, read_unit(command(), {project.path, ""}));
  EXPECT_EQ(found->functions.size(), 2U);
}

TEST_F(KeptUnit, is_found_where_a_header_is_written_with_the_same_text) {
  write_file(project / "second/net.h", "inline int net() { return LAYERS; }\n");
  EXPECT_TRUE(find());
}

TEST_F(KeptUnit, is_not_found_under_other_words) {
  Contents contents(facts / "contents");
  EXPECT_FALSE(KeptFacts(facts.path, reader, contents).find({command().source, "-Isecond", "-Ifirst"}));
}

TEST_F(KeptUnit, is_not_found_by_another_reader) {
  reader[0] = "misfire 2";
  EXPECT_FALSE(find());
}

TEST_F(KeptUnit, is_not_found_where_its_file_is_damaged) {
  for (const auto& entry : std::filesystem::directory_iterator(facts.path))
    if (entry.path().filename().string().size() == 32) {
      std::string text = testing::text_of(entry.path());
      text[text.size() / 2] ^= 1;
      write_file(entry.path(), text);
    }
  EXPECT_FALSE(find());
}

TEST_F(KeptUnit, is_not_kept_where_a_file_changes_while_it_is_read) {
  Contents contents(facts / "contents");
  KeptFacts other(facts.path, {"another"}, contents);
  const UnitReading reading = read();
  write_file(project / "second/net.h", "inline int net() { return LAYERS; } // in the meantime\n");
  other.keep(key(), reading);
  EXPECT_FALSE(other.find(key()));
}

struct Change {
  const char* what;
  std::function<void(const TemporaryFolder&)> make;
};

class ChangedUnit : public KeptUnit, public ::testing::WithParamInterface<Change> {};

TEST_P(ChangedUnit, is_not_found_until_it_is_read_again) {
  ASSERT_TRUE(find());
  GetParam().make(project);
  EXPECT_FALSE(find());
  keep();
  EXPECT_TRUE(find());
}

void put(const TemporaryFolder& project, const std::string& file, const std::string& text) {
  write_file(project / file, text);
}

INSTANTIATE_TEST_SUITE_P(
    Changes, ChangedUnit,
    ::testing::Values(
        Change{"a_function_of_a_header",
               [](const auto& project) { put(project, "second/net.h", "inline int net() { return 1; }\n"); }},
        Change{"a_letter_of_a_header_as_long_as_before",
               [](const auto& project) {
                 put(project, "second/net.h", "inline int net() { return LAYERs; }\n");
               }},
        Change{"a_comment_that_suppresses",
               [](const auto& project) {
                 put(project, "main.cpp", testing::text_of(project / "main.cpp") + "// misfire: off\n");
               }},
        Change{"a_header_that_hides_another",
               [](const auto& project) { put(project, "first/net.h", "inline int net() { return 3; }\n"); }},
        Change{"a_header_that_was_asked_for_and_was_not_there",
               [](const auto& project) { put(project, "second/extra.h", "\n"); }},
        Change{"a_header_that_goes",
               [](const auto& project) { std::filesystem::remove(project / "first/own.h"); }}),
    [](const auto& change) { return change.param.what; });

} // namespace
} // namespace misfire
