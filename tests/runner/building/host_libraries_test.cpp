#include "runner/building/host_libraries.h"

#include "tests/runner/temporary_folder.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Of a project in /repo that is built in /repo/build.
std::vector<std::string> loaded(const std::vector<std::string>& after,
                                const std::vector<std::string>& before = {}) {
  return host_libraries({"/repo/build", "/usr/bin/g++", before, after}, {"/repo/build", "/repo"});
}

TEST(HostLibraries, those_outside_of_the_project_are_loaded_however_they_are_named) {
  EXPECT_THAT(loaded({"libown.a", "lib/libown.so", "-Wl,--no-as-needed,/usr/lib/libtorch_cpu.so",
                      "-Wl,--as-needed", "-lpthread", "/usr/lib/libc10.so.2.14"}),
              ElementsAre("/usr/lib/libtorch_cpu.so", "-lpthread", "/usr/lib/libc10.so.2.14"));
}

TEST(HostLibraries, they_are_found_where_the_program_finds_them) {
  const std::string torch = "/home/me/libtorch/lib";
  for (const std::vector<std::string>& written :
       std::vector<std::vector<std::string>>{{"-Wl,-rpath," + torch},
                                             {"-Wl,-rpath=" + torch},
                                             {"-Wl,-rpath", "-Wl," + torch},
                                             {"-Wl,--as-needed,-rpath," + torch},
                                             {"-Xlinker", "-rpath", "-Xlinker", torch},
                                             {"-Wl,-R" + torch},
                                             {"-Wl,-rpath,/repo/build/lib:" + torch + ":"}}) {
    EXPECT_THAT(loaded(written), ElementsAre("-Wl,-rpath," + torch));
    EXPECT_THAT(loaded({}, written), ElementsAre("-Wl,-rpath," + torch)) << "among the flags";
  }
  EXPECT_THAT(loaded({"-Wl,-rpath,/a:/b", "-Wl,--disable-new-dtags"}),
              ElementsAre("-Wl,--disable-new-dtags", "-Wl,-rpath,/a", "-Wl,-rpath,/b"));
  EXPECT_THAT(loaded({"-Wl,-rpath-link,/a", "-Wl,-rpath"}), IsEmpty());
}

TEST(HostLibraries, libtorch_is_loaded_where_it_was_unpacked_into_the_project_or_fetched_into_its_build) {
  for (const std::string& folder :
       {std::string("/repo/third_party/libtorch/lib"), std::string("/repo/build/_deps/libtorch-src/lib")})
    EXPECT_THAT(loaded({"-Wl,-rpath," + folder + ":/repo/build", "libown.so", folder + "/libtorch.so",
                        folder + "/libc10.so", "-Wl,--no-as-needed," + folder + "/libtorch_cpu.so"}),
                ElementsAre("-Wl,-rpath," + folder, folder + "/libtorch.so", folder + "/libc10.so",
                            folder + "/libtorch_cpu.so"));
}

TEST(HostLibraries, what_is_found_by_l_in_a_folder_of_the_project_is_loaded_only_if_it_is_libtorchs) {
  testing::TemporaryFolder folder;
  for (const char* file : {"libtorch/lib/libtorch.so", "libtorch/lib/libc10.so", "lib/libown.so"})
    testing::write_file(folder / file, "");
  const LinkCommand link{
      folder.path, "/usr/bin/g++", {}, {"-Llib", "-L", "libtorch/lib", "-lown", "-ltorch", "-lc10", "-lm"}};
  EXPECT_THAT(
      host_libraries(link, {folder.path}),
      ElementsAre("-L" + (folder / "lib"), "-L" + (folder / "libtorch/lib"), "-ltorch", "-lc10", "-lm"));
}

} // namespace
} // namespace misfire
