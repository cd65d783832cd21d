// Task files of Slurm, and what nodes write of the trainings that they made.
#include "fuzz/input.h"
#include "runner/training/task_files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace misfire;
  const std::string text = fuzz::text_of(bytes, size);
  if (const Result<Training> training = parse_training(text)) {
    const Result<Training> again = parse_training(written(*training));
    fuzz::demand(again && written(*again) == written(*training));
  }
  if (const Result<Trained> trained = parse_trained(text)) {
    const Result<Trained> again = parse_trained(written(*trained));
    fuzz::demand(again && written(*again) == written(*trained));
  }
  return 0;
}
