// A link command in the first line, and compile_commands.json in the others.
#include "fuzz/input.h"
#include "runner/opening/open_commands.h"
#include "runner/opening/parse_command.h"
#include "tests/runner/temporary_folder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace misfire;
  static const testing::TemporaryFolder folder{testing::memory()};
  static const int short_path = setenv("PATH", "/usr/bin", 1); // in which a compiler is looked for each time
  fuzz::demand(short_path == 0);
  const auto [link, database] = fuzz::halves(fuzz::text_of(bytes, size));
  static const std::string file = folder / "compile_commands.json";
  fuzz::write_into(file, database);
  const Result<Subject> subject =
      open_commands({.build = folder.path, .target = "train", .link = link, .output = folder / "out"});
  if (!subject) return fuzz::demand(!subject.error().message.empty()), 0;
  fuzz::demand(!subject->units.empty());
  for (const Unit& unit : subject->units)
    fuzz::demand(parse_arguments(unit).size() <= unit.arguments.size());
  return 0;
}
