#include "mutator/reader/diagnostics.h"

namespace misfire::reader {

Diagnostics::Diagnostics(const ReadOptions& options)
    : options_(options), stream_(text_), printer_(stream_, printer_options_.given()) {}

void Diagnostics::BeginSourceFile(const clang::LangOptions& language,
                                  const clang::Preprocessor* preprocessor) {
  language_ = language;
  printer_.BeginSourceFile(language, preprocessor);
}

void Diagnostics::EndSourceFile() {
  printer_.EndSourceFile();
}

bool Diagnostics::is_own(const clang::Diagnostic& diagnostic) const {
  if (!diagnostic.hasSourceManager() || !diagnostic.getLocation().isValid()) return true; // of the flags
  return Spelling(diagnostic.getSourceManager(), language_, options_).of_subject(diagnostic.getLocation());
}

void Diagnostics::HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                                   const clang::Diagnostic& diagnostic) {
  DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
  if (level >= clang::DiagnosticsEngine::Error) {
    const bool fatal = level == clang::DiagnosticsEngine::Fatal || is_own(diagnostic);
    keeps_ = fatal_ + elsewhere_ == 0 || (fatal && fatal_ == 0);
    ++(fatal ? fatal_ : elsewhere_);
  } else if (level != clang::DiagnosticsEngine::Note) {
    keeps_ = false;
  }
  if (keeps_) printer_.HandleDiagnostic(level, diagnostic);
}

} // namespace misfire::reader
