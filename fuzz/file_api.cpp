// Replies of CMake's File API: an index, a code model, toolchains, a target and a precompiled header, divided
// by NULs.
#include "fuzz/input.h"
#include "runner/opening/cmake_file_api.h"
#include "tests/runner/temporary_folder.h"

#include <map>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace misfire;
  static const testing::TemporaryFolder folder{testing::memory()};
  static const std::string reply = folder / ".cmake/api/v1/reply/";
  if (static bool begun = false; !std::exchange(begun, true)) {
    std::filesystem::create_directories(reply);
    std::filesystem::current_path(reply); // where the precompiled header is found
  }
  std::string rest = fuzz::text_of(bytes, size);
  for (const char* name :
       {"index-1.json", "codemodel.json", "toolchains.json", "target.json", "cmake_pch.hxx"}) {
    auto [text, others] = fuzz::halves(rest, '\0');
    static std::map<std::string, std::string> written;
    if (const auto [known, is_new] = written.try_emplace(name); is_new || known->second != text)
      fuzz::write_into(reply + name, known->second = text);
    rest = std::move(others);
  }
  const Result<CMakeModel> model = read_cmake_model(folder.path);
  fuzz::demand(model || !model.error().message.empty());
  return 0;
}
