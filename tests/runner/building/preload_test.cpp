#include "runner/building/preload.h"

#include "runner/system/tool.h"
#include "tests/runner/temporary_folder.h"

#include <gtest/gtest.h>

using namespace misfire;
using namespace misfire::testing;

namespace {

/// A shared library of this source.
std::string library(const TemporaryFolder& folder, const std::string& name, const std::string& source) {
  write_file(folder / (name + ".cpp"), source);
  const std::string made = folder / (name + ".so");
  const ToolResult run =
      run_tool({"c++", "-shared", "-fPIC", folder / (name + ".cpp"), "-o", made}, folder.path);
  EXPECT_TRUE(run.succeeded()) << run.output;
  return made;
}

} // namespace

TEST(Preload, lists_libraries_as_long_as_they_construct_nothing) {
  TemporaryFolder folder;
  const std::string plain = library(folder, "plain", "int plain() { static int calls; return ++calls; }\n"),
                    constructs =
                        library(folder, "constructs", "int plain(); int made_when_loaded = plain();\n");
  ASSERT_TRUE(write_preload(folder / "host", {plain, constructs}));
  EXPECT_EQ(text_of(folder / "host.preload"), plain + "\n");
  ASSERT_TRUE(write_preload(folder / "host", {constructs, plain}));
  EXPECT_EQ(text_of(folder / "host.preload"), "") << "what follows may need it";
  ASSERT_TRUE(write_preload(folder / "host", {folder / "missing.so"}));
  EXPECT_EQ(text_of(folder / "host.preload"), "");
}
