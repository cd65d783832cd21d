// What a unit includes: the system headers it asks for, and where each of its files can take another
// #include.
#pragma once

#include "mutator/reader/ast/spelling.h"

#include <clang/Lex/PPCallbacks.h>

#include <memory>

namespace misfire::reader {

/// Gathered while the preprocessor runs.
struct Includes {
  std::vector<std::string> system;  ///< of the subject's files, as between the angles, in the order met
  bool torch_elsewhere = false;     ///< a header that is neither the subject's nor libtorch's names libtorch
  std::vector<clang::FileID> files; ///< the files of the subject, each once
  std::map<clang::FileID, unsigned>
      after_last_include; ///< the offset behind the last unconditional #include line before a file's code
};

/// Watches the preprocessor and fills `includes`, which must outlive it, as must `spelling`.
std::unique_ptr<clang::PPCallbacks> watch_includes(const clang::SourceManager& sources,
                                                   const Spelling& spelling, Includes& includes);

enum class Directives { are_code, are_skipped };

/// The offset of the first line of a text that is neither comment nor blank, #pragma once, nor an include
/// guard, nor, where they are skipped, any other directive; its size where there is none.
unsigned first_line_of_code(llvm::StringRef text, Directives directives = Directives::are_code);

} // namespace misfire::reader
