// Unified diffs, as --in-diff takes them.
#include "fuzz/input.h"
#include "runner/mutants/changed_lines.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace misfire;
  const Result<ChangedLines> changes = changed_lines(fuzz::text_of(bytes, size));
  if (!changes) return fuzz::demand(!changes.error().message.empty()), 0;
  for (const auto& [path, ranges] : *changes)
    for (const LineRange& range : ranges) {
      fuzz::demand(range.first <= range.last);
      fuzz::demand(touches(*changes, "/project/" + path, range.first, range.first));
    }
  return 0;
}
