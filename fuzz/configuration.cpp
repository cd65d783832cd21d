// misfire.yml: what is read of it, once written, reads as the same.
#include "runner/configuration/configuration.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace misfire;
  const Result<Configuration> read = parse_configuration(fuzz::text_of(bytes, size), "/project/misfire.yml");
  if (!read) return fuzz::demand(!read.error().message.empty()), 0;
  judging_metrics(*read);
  is_wanted(*read, "/project/src/train.cpp");
  const Result<Configuration> again =
      parse_configuration(written(*read, "/project/misfire.yml"), "/project/misfire.yml");
  fuzz::demand(again.has_value());
  return 0;
}
