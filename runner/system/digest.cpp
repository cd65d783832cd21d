// Digests by SHA-256, cut to 128 bits.
#include "runner/system/digest.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/SHA256.h>

namespace misfire {

std::string digest_of(const std::vector<std::string>& parts) {
  llvm::SHA256 hash;
  for (const std::string& part : parts) {
    hash.update(std::to_string(part.size()) + ":");
    hash.update(part);
  }
  const auto bytes = hash.final();
  return llvm::toHex(llvm::ArrayRef<std::uint8_t>(bytes.data(), 16), /*LowerCase=*/true);
}

} // namespace misfire
