// The schema of misfire.yml knows the keys that misfire knows, and the page in the docs writes down no other.
#include "runner/configuration/configuration_schema.h"

#include "runner/configuration/configuration_file.h"
#include "tests/runner/temporary_folder.h"

#include <algorithm>
#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace misfire {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string least = "target: train\nmetrics: [{name: a, pattern: 'a (.)'}]\n";

TEST(ConfigurationSchemaTest, every_key_is_one_that_misfire_reads) {
  EXPECT_EQ(configuration_keys().size(), 27u);
  for (const std::string& key : configuration_keys()) {
    const auto parsed = parse_file(key == "target" || key == "metrics" ? least : least + key + ": {}\n", "f");
    EXPECT_THAT(parsed ? "" : parsed.error().message, Not(HasSubstr("unknown key"))) << key;
  }
}

TEST(ConfigurationSchemaTest, the_example_of_the_docs_has_no_other_key) {
  std::istringstream page(testing::text_of(MISFIRE_SOURCE_DIR "/docs/misfire-yml.md"));
  unsigned count = 0;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line == "```yaml" && count == 0)
      inside = true;
    else if (line == "```")
      inside = false;
    const std::size_t colon = line.find(':');
    if (!inside || colon == std::string::npos || !std::islower(static_cast<unsigned char>(line[0]))) continue;
    EXPECT_THAT(configuration_keys(), Contains(line.substr(0, colon)));
    ++count;
  }
  EXPECT_GE(count, 18u);
}

TEST(ConfigurationSchemaTest, the_schema_in_the_docs_is_the_one_that_init_prints) {
  const std::string path = MISFIRE_SOURCE_DIR "/docs/schemas/misfire-yml.schema.json";
  if (std::getenv("MISFIRE_UPDATE_GOLDEN"))
    testing::write_file(path, configuration_schema());
  else
    EXPECT_EQ(configuration_schema(), testing::text_of(path))
        << "MISFIRE_UPDATE_GOLDEN=1 ctest -R tests_configuration";
}

} // namespace
} // namespace misfire
