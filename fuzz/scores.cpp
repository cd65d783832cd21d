// Score files of all forms, as `misfire judge` takes them: a column's name in the first line, the file in the
// others.
#include "cli/score_files.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace misfire;
  const auto [column, file] = fuzz::halves(fuzz::text_of(bytes, size));
  const auto scores = cli::parse_scores(file, column, "scores.csv");
  fuzz::demand(scores ? !scores->runs.empty() : scores.error().message.starts_with("scores.csv"));
  return 0;
}
