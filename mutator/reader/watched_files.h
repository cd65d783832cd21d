// Notes what Clang looks at in the file system.
#pragma once

#include "mutator/program/unit_reading.h"
#include "mutator/reader/read.h"

#include <llvm/Support/VirtualFileSystem.h>

namespace misfire::reader {

/// The file system as it is. What is asked of it is added to `lookups`, with digests of the contents that
/// were handed out; relative paths start in `directory`.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> watched_files(std::string directory, Digest digest,
                                                              Lookups& lookups);

} // namespace misfire::reader
