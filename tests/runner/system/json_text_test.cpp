// JSON is read whatever it holds, and refused in words where it is none.
#include "runner/system/json_text.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::HasSubstr;

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(JsonTextTest, is_read_and_what_is_none_is_refused) {
  EXPECT_EQ(*json_of("[1]"), llvm::json::Value(llvm::json::Array{1}));
  EXPECT_THAT(json_of("[1").error(), HasSubstr("Expected , or ]"));
  EXPECT_FALSE(json_of(""));
}

TEST(JsonTextTest, that_holds_itself_without_end_is_refused_before_it_is_read) {
  EXPECT_TRUE(json_of(nested(deepest_json)));
  const tl::expected<llvm::json::Value, std::string> deeper = json_of(nested(deepest_json + 1));
  ASSERT_FALSE(deeper);
  EXPECT_THAT(deeper.error(), HasSubstr("hold each other"));
  EXPECT_THAT(json_of(std::string(deepest_json + 1, '[')).error(), HasSubstr("hold each other"));
}

TEST(JsonTextTest, brackets_in_texts_do_not_count) {
  EXPECT_TRUE(json_of('"' + std::string(10'000, '[') + "\\\"{" + '"'));
}

} // namespace
} // namespace misfire
