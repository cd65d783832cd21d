// Comments of a source: annotations and suppressions.
#include "mutator/program/comments.h"
#include "fuzz/input.h"
#include "mutator/program/annotations.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace misfire;
  const SourceFile file{.path = "/train.cpp", .text = fuzz::text_of(bytes, size)};
  std::size_t end = 0;
  for (const Comment& comment : comments_of(file.text)) {
    fuzz::demand(end <= comment.begin && comment.begin < comment.end && comment.end <= size);
    end = comment.end;
  }
  const auto annotations = annotations_of(file);
  if (!annotations) return fuzz::demand(annotations.error().starts_with("/train.cpp:")), 0;
  for (const Suppression& lines : annotations->suppressions)
    fuzz::demand(lines.first_line > 0 && lines.first_line <= lines.last_line);
  for (const TrainingData& data : annotations->training_data)
    fuzz::demand(data.after <= size && data.names.size() >= 2);
  return 0;
}
