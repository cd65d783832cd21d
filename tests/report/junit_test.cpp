// junit.xml, to the letter where it matters.
#include "report/junit.h"

#include "tests/report/record_for_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(JunitTest, survivors_fail_kills_pass_and_all_else_is_skipped_with_the_reason) {
  const std::string xml = junit_xml(testing::small_record());
  EXPECT_THAT(
      xml, StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<testsuites name=\"misfire\" tests=\"8\" failures=\"1\" errors=\"0\" skipped=\"5\""));
  EXPECT_THAT(xml, HasSubstr("<testcase classname=\"misfire.HLR\" name=\"HLR@a.cpp:3:4\" file=\"a.cpp\" "
                             "line=\"3\" time=\"14.000\"/>"))
      << "seven runs of two seconds";
  EXPECT_THAT(xml,
              HasSubstr("<failure type=\"survived\" message=\"survived: something is wrong with WCI\">"));
  EXPECT_THAT(xml, HasSubstr("<skipped message=\"a.cpp:7:6: error: no, &quot;never&quot;\"/>"));
}

TEST(JunitTest, what_is_to_be_said_beside_a_verdict_is_a_kills_output_and_part_of_any_other_reason) {
  CampaignRecord record = testing::small_record();
  for (const std::size_t judged : {0, 2, 3})
    record.results[judged].reason = fmt::format("remark <{}>", judged);
  const std::string xml = junit_xml(record);
  EXPECT_THAT(
      xml, HasSubstr("time=\"14.000\">\n      <system-out>remark &lt;0&gt;</system-out>\n    </testcase>"));
  EXPECT_THAT(xml,
              ContainsRegex("<failure [^\n]*>survived on test: [^\n]*; remark &lt;2&gt;\\. A mutant is "));
  EXPECT_THAT(xml,
              ContainsRegex("<skipped message=\"better on test: [^\n]*; remark &lt;3&gt;\\. A mutant is "));
}

TEST(JunitTest, what_xml_has_no_place_for_is_replaced) {
  CampaignRecord record = testing::small_record();
  record.results[4].reason = "error: <T&> \x1b[31m \xff";
  const std::string xml = junit_xml(record);
  EXPECT_THAT(xml, HasSubstr("error: &lt;T&amp;&gt; \xEF\xBF\xBD[31m \xEF\xBF\xBD"));
  EXPECT_THAT(xml, Not(HasSubstr("\x1b")));
}

} // namespace
} // namespace misfire
