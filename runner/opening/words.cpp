// Splits commands as a shell does, and completes paths.
#include "runner/opening/words.h"

#include <llvm/Support/CommandLine.h>

#include <filesystem>

namespace misfire {

std::vector<std::string> command_words(const std::string& command) {
  llvm::BumpPtrAllocator storage;
  llvm::StringSaver saver(storage);
  llvm::SmallVector<const char*> words;
  llvm::cl::TokenizeGNUCommandLine(command, saver, words);
  return {words.begin(), words.end()};
}

std::string normal(const std::string& path, const std::string& directory) {
  return (std::filesystem::path(directory) / path).lexically_normal().string();
}

std::vector<std::string> with_origin(std::vector<std::string> words, const std::string& folder) {
  for (std::string& word : words)
    for (const std::string origin :
         {"$$ORIGIN", "${ORIGIN}", "$ORIGIN"}) // the first as CMake spells it for Ninja
      for (std::size_t at = 0; (at = word.find(origin, at)) != word.npos; at += folder.size())
        word.replace(at, origin.size(), folder);
  return words;
}

} // namespace misfire
