// Replies of CMake's File API: an index, a code model, toolchains, a target and a precompiled header, divided
// by NULs.
#include "fuzz/input.h"
#include "runner/opening/cmake_file_api.h"
#include "tests/runner/temporary_folder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace misfire;
  static const testing::TemporaryFolder folder{testing::memory()};
  std::string rest = fuzz::text_of(bytes, size);
  for (const char* name :
       {"index-1.json", "codemodel.json", "toolchains.json", "target.json", "cmake_pch.hxx"}) {
    const auto [text, others] = fuzz::halves(rest, '\0');
    testing::write_file(folder / (std::string(".cmake/api/v1/reply/") + name), text);
    rest = others;
  }
  std::filesystem::current_path(folder / ".cmake/api/v1/reply"); // where the precompiled header is found
  const Result<CMakeModel> model = read_cmake_model(folder.path);
  fuzz::demand(model || !model.error().message.empty());
  return 0;
}
