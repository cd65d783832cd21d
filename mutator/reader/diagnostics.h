// What Clang says of a unit: its first error as text, and how many errors there are in whose files.
#pragma once

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/spelling.h"

#include <clang/Basic/Diagnostic.h>
#include <clang/Frontend/TextDiagnosticPrinter.h>
#include <llvm/Support/raw_ostream.h>

namespace misfire::reader {

class Diagnostics : public clang::DiagnosticConsumer {
public:
  explicit Diagnostics(const ReadOptions& options);

  void BeginSourceFile(const clang::LangOptions& language, const clang::Preprocessor* preprocessor) override;
  void EndSourceFile() override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& diagnostic) override;

  /// Errors that leave the subject unread: a missing header, errors in its own files, wrong flags.
  unsigned fatal() const { return fatal_; }
  /// Errors in other people's headers.
  unsigned elsewhere() const { return elsewhere_; }
  /// The first error with its notes; where that is in other people's headers, the first in the subject's own
  /// files behind it. What else Clang says mostly follows from these.
  const std::string& first_errors() { return stream_.str(); }

private:
  bool is_own(const clang::Diagnostic& diagnostic) const;

  const ReadOptions& options_;
  clang::LangOptions language_;
  unsigned fatal_ = 0, elsewhere_ = 0;
  bool keeps_ = false; ///< notes belong to an error that is kept
  std::string text_;
  llvm::raw_string_ostream stream_;
  PrinterOptions printer_options_;
  clang::TextDiagnosticPrinter printer_;
};

} // namespace misfire::reader
