// Inputs that a run wrote for the report.
#include "fuzz/input.h"
#include "runner/training/shown_inputs.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace misfire;
  for (const auto& [hash, input] : inputs_in(fuzz::text_of(bytes, size))) {
    const ShownInputs again = inputs_in(hash + text_of(input));
    fuzz::demand(again.size() == 1 && text_of(again.at(hash)) == text_of(input));
  }
  return 0;
}
