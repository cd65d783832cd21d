// Replies of CMake's that contradict themselves, which no CMake has to be run for.
#include "runner/opening/cmake_file_api.h"
#include "runner/opening/open_subject.h"

#include "tests/runner/temporary_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::write_file;

class FileApiTest : public ::testing::Test {
protected:
  /// A build of one target, whose reply goes on like this.
  void answer(const std::string& target, const std::string& toolchains = "") {
    reply("index-1.json", R"({"reply": {"client-misfire": {"codemodel-v2": {"jsonFile": "model.json"},
                              "toolchains-v1": {"jsonFile": "toolchains.json"}}}})");
    reply("model.json", R"({"configurations": [{"targets": [{"id": "1", "jsonFile": "target.json"}]}]})");
    reply("toolchains.json", fmt::format(R"({{"toolchains": [{}]}})", toolchains));
    reply("target.json", fmt::format(R"({{"name": "app", "type": "EXECUTABLE", {}}})", target));
  }

  void reply(const std::string& name, const std::string& text) {
    write_file(folder / (".cmake/api/v1/reply/" + name), text);
  }

  testing::TemporaryFolder folder;
};

TEST_F(FileApiTest, a_source_of_a_group_that_is_not_there_is_a_sentence) {
  for (const char* index : {"1", "-1", "1000000000000"}) {
    answer(fmt::format(
        R"("compileGroups": [{{}}], "sources": [{{"path": "a.cpp", "compileGroupIndex": {}}}])", index));
    const Result<CMakeModel> model = read_cmake_model(folder.path);
    ASSERT_FALSE(model) << index;
    EXPECT_THAT(model.error().message, HasSubstr("a.cpp of target app"));
  }
}

TEST_F(FileApiTest, a_program_that_no_compiler_links_is_a_sentence) {
  answer(R"("link": {"language": "Fortran"})",
         R"({"language": "CXX", "compiler": {"path": "/usr/bin/c++"}})");
  const Result<Subject> subject = open_subject({.build = folder.path, .target = "app"});
  ASSERT_FALSE(subject);
  EXPECT_THAT(subject.error().message, HasSubstr("\"Fortran\""));
}

TEST_F(FileApiTest, a_very_long_flag_is_a_flag) {
  const std::string flag = "-DLONG=" + std::string(1'000'000, 'x') + "/cmake_pch";
  answer(fmt::format(R"("sources": [{{"path": "a.cpp", "compileGroupIndex": 0}}],
                        "compileGroups": [{{"compileCommandFragments": [{{"fragment": "{}"}}]}}])",
                     flag));
  const Result<CMakeModel> model = read_cmake_model(folder.path);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_THAT(model->targets.at("1").sources.front().arguments, ElementsAre(flag));
}

TEST_F(FileApiTest, a_reply_that_holds_itself_without_end_is_a_sentence) {
  answer("\"a\": 1");
  reply("model.json", std::string(501, '['));
  EXPECT_THAT(read_cmake_model(folder.path).error().message,
              ::testing::AllOf(HasSubstr("CMake's reply cannot be read"), HasSubstr("hold each other")));
}

} // namespace
} // namespace misfire
