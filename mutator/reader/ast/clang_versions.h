// What the reader needs and Clang 14, 19 and 22 call by different names, in one place.
#pragma once

#include <clang/AST/ExprCXX.h>
#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Lex/PPCallbacks.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace misfire {

inline bool is_one_of(std::initializer_list<llvm::StringRef> names, llvm::StringRef name) {
  return llvm::is_contained(names, name);
}

inline bool starts_with(llvm::StringRef text, std::string_view beginning) {
  return std::string_view(text).starts_with(beginning);
}

inline bool ends_with(llvm::StringRef text, std::string_view end) {
  return std::string_view(text).ends_with(end);
}

/// Whether it makes an object of its own, and no base class's part or delegating constructor's work.
inline bool makes_complete_object(const clang::CXXConstructExpr& construction) {
#if LLVM_VERSION_MAJOR < 18
  return construction.getConstructionKind() == clang::CXXConstructExpr::CK_Complete;
#else
  return construction.getConstructionKind() == clang::CXXConstructionKind::Complete;
#endif
}

/// Options that a printer of diagnostics keeps for as long as it prints.
struct PrinterOptions {
#if LLVM_VERSION_MAJOR < 21
  llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> options = new clang::DiagnosticOptions();
  clang::DiagnosticOptions* given() { return options.get(); }
#else
  clang::DiagnosticOptions options;
  clang::DiagnosticOptions& given() { return options; }
#endif
};

/// A file system in front of another, in which exists() asks status().
class FilesInFront : public llvm::vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;
#if LLVM_VERSION_MAJOR > 18
  bool exists(const llvm::Twine& path) override { return static_cast<bool>(status(path)); }
#endif
};

/// An #include as it is met.
struct Inclusion {
  clang::SourceLocation hash;
  llvm::StringRef name; ///< as written, without quotes or brackets
  clang::CharSourceRange name_range;
  bool angled = false;
  std::optional<std::string> file; ///< the path of what was found
  clang::SrcMgr::CharacteristicKind kind = clang::SrcMgr::C_User;
};

class InclusionCallbacks : public clang::PPCallbacks {
public:
  virtual void included(const Inclusion& inclusion) = 0;

#if LLVM_VERSION_MAJOR < 18
  void InclusionDirective(clang::SourceLocation hash, const clang::Token&, llvm::StringRef name, bool angled,
                          clang::CharSourceRange name_range, const clang::FileEntry* file, llvm::StringRef,
                          llvm::StringRef, const clang::Module*,
                          clang::SrcMgr::CharacteristicKind kind) final{
#else
  void InclusionDirective(clang::SourceLocation hash, const clang::Token&, llvm::StringRef name, bool angled,
                          clang::CharSourceRange name_range, clang::OptionalFileEntryRef file,
                          llvm::StringRef, llvm::StringRef, const clang::Module*, bool,
                          clang::SrcMgr::CharacteristicKind kind) final {
#endif
      included({hash, name, name_range, angled,
                file ? std::optional<std::string>(file -> getName().str()) : std::nullopt, kind});
}
}; // namespace misfire

} // namespace misfire
