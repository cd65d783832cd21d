#include "mutator/reader/watched_files.h"

#include "mutator/reader/ast/clang_versions.h"

#include <filesystem>
#include <utility>

namespace misfire::reader {

namespace {

using llvm::Twine;

class WatchedFiles : public FilesInFront {
public:
  WatchedFiles(std::string directory, Lookups& lookups)
      : FilesInFront(llvm::vfs::getRealFileSystem()), directory_(std::move(directory)), lookups_(lookups) {}

  llvm::ErrorOr<llvm::vfs::Status> status(const Twine& path) override {
    auto found = ProxyFileSystem::status(path);
    (found ? lookups_.there : lookups_.absent).insert(absolute(path));
    return found;
  }

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const Twine& path) override {
    auto file = ProxyFileSystem::openFileForRead(path);
    if (file)
      lookups_.files.try_emplace(absolute(path));
    else
      lookups_.absent.insert(absolute(path));
    return file;
  }

  llvm::vfs::directory_iterator dir_begin(const Twine& folder, std::error_code& error) override {
    auto& names = lookups_.lists[absolute(folder)];
    std::error_code unlisted;
    for (const auto& entry : std::filesystem::directory_iterator(absolute(folder), unlisted))
      names.insert(entry.path().filename());
    return ProxyFileSystem::dir_begin(folder, error);
  }

private:
  std::string absolute(const Twine& path) const {
    std::string text = path.str();
    return text.starts_with('/') ? text : directory_ + "/" + text;
  }

  std::string directory_;
  Lookups& lookups_;
};

} // namespace

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> watched_files(std::string directory, Lookups& lookups) {
  return llvm::makeIntrusiveRefCnt<WatchedFiles>(std::move(directory), lookups);
}

} // namespace misfire::reader
