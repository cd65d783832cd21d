// A link command in the first line, and compile_commands.json in the others.
#include "fuzz/input.h"
#include "runner/opening/open_commands.h"
#include "runner/opening/parse_command.h"
#include "tests/runner/temporary_folder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace misfire;
  static const testing::TemporaryFolder folder{testing::memory()};
  const auto [link, database] = fuzz::halves(fuzz::text_of(bytes, size));
  testing::write_file(folder / "compile_commands.json", database);
  const Result<Subject> subject =
      open_commands({.build = folder.path, .target = "train", .link = link, .output = folder / "out"});
  if (!subject) return fuzz::demand(!subject.error().message.empty()), 0;
  fuzz::demand(!subject->units.empty());
  for (const Unit& unit : subject->units)
    fuzz::demand(parse_arguments(unit).size() <= unit.arguments.size());
  return 0;
}
