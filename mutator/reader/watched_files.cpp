#include "mutator/reader/watched_files.h"

#include "mutator/reader/ast/clang_versions.h"

#include <filesystem>
#include <utility>

namespace misfire::reader {

namespace {

using llvm::Twine;

/// A file of which is noted what is read of it.
class WatchedFile : public llvm::vfs::File {
public:
  WatchedFile(std::unique_ptr<llvm::vfs::File> file, const Digest& digest, std::string& known)
      : file_(std::move(file)), digest_(digest), known_(known) {}

  llvm::ErrorOr<llvm::vfs::Status> status() override { return file_->status(); }
  llvm::ErrorOr<std::string> getName() override { return file_->getName(); }
  std::error_code close() override { return file_->close(); }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> getBuffer(const Twine& name, std::int64_t size,
                                                               bool terminated, bool is_volatile) override {
    auto buffer = file_->getBuffer(name, size, terminated, is_volatile);
    if (buffer) known_ = digest_(std::string_view((*buffer)->getBufferStart(), (*buffer)->getBufferSize()));
    return buffer;
  }

private:
  std::unique_ptr<llvm::vfs::File> file_;
  const Digest& digest_;
  std::string& known_;
};

class WatchedFiles : public FilesInFront {
public:
  WatchedFiles(std::string directory, Digest digest, Lookups& lookups)
      : FilesInFront(llvm::vfs::getRealFileSystem()), directory_(std::move(directory)),
        digest_(std::move(digest)), lookups_(lookups) {}

  llvm::ErrorOr<llvm::vfs::Status> status(const Twine& path) override {
    auto found = ProxyFileSystem::status(path);
    (found ? lookups_.there : lookups_.absent).insert(absolute(path));
    return found;
  }

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const Twine& path) override {
    auto file = ProxyFileSystem::openFileForRead(path);
    if (!file) {
      lookups_.absent.insert(absolute(path));
      return file;
    }
    std::string& known = lookups_.files.try_emplace(absolute(path)).first->second;
    return std::make_unique<WatchedFile>(std::move(*file), digest_, known);
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
  Digest digest_;
  Lookups& lookups_;
};

} // namespace

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> watched_files(std::string directory, Digest digest,
                                                              Lookups& lookups) {
  return llvm::makeIntrusiveRefCnt<WatchedFiles>(std::move(directory), std::move(digest), lookups);
}

} // namespace misfire::reader
