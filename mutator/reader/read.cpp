#include "mutator/reader/read.h"

#include "mutator/reader/clang_versions.h"
#include "mutator/reader/includes.h"
#include "mutator/reader/visit.h"

#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Frontend/TextDiagnosticPrinter.h>
#include <clang/Tooling/Tooling.h>
#include <llvm/Support/raw_ostream.h>

namespace misfire {

namespace {

using reader::Includes;
using reader::Spelling;

/// Keeps Clang's diagnostics as text, and counts errors by whose file they are in.
class Diagnostics : public clang::DiagnosticConsumer {
public:
  explicit Diagnostics(const ReadOptions& options)
      : options_(options), stream_(text_), printer_(stream_, new clang::DiagnosticOptions()) {}

  void BeginSourceFile(const clang::LangOptions& language, const clang::Preprocessor* preprocessor) override {
    language_ = language;
    printer_.BeginSourceFile(language, preprocessor);
  }
  void EndSourceFile() override { printer_.EndSourceFile(); }

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& diagnostic) override {
    DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
    if (level < clang::DiagnosticsEngine::Error && level != clang::DiagnosticsEngine::Note) return;
    printer_.HandleDiagnostic(level, diagnostic);
    if (level < clang::DiagnosticsEngine::Error) return;
    const bool placed = diagnostic.hasSourceManager() && diagnostic.getLocation().isValid();
    const bool own =
        placed &&
        Spelling(diagnostic.getSourceManager(), language_, options_).of_subject(diagnostic.getLocation());
    if (level == clang::DiagnosticsEngine::Fatal || !placed || own)
      ++fatal;
    else
      ++elsewhere;
  }

  unsigned fatal =
      0; ///< errors that leave the subject unread: a missing header, errors in its own files, wrong flags
  unsigned elsewhere = 0; ///< errors in other people's headers
  const std::string& text() { return stream_.str(); }

private:
  const ReadOptions& options_;
  clang::LangOptions language_;
  std::string text_;
  llvm::raw_string_ostream stream_;
  clang::TextDiagnosticPrinter printer_;
};

void add_files(const Includes& includes, const clang::SourceManager& sources, const Spelling& spelling,
               UnitFacts& facts) {
  for (const auto file : includes.files) {
    const llvm::StringRef text = sources.getBufferData(file);
    const auto last = includes.after_last_include.find(file);
    const unsigned point =
        last != includes.after_last_include.end() ? last->second : reader::first_line_of_code(text);
    facts.files.push_back({spelling.path(file), text.str(), point});
  }
  facts.system_includes = includes.system;
}

class Consumer : public clang::ASTConsumer {
public:
  Consumer(const clang::CompilerInstance& compiler, const Spelling& spelling, const Includes& includes,
           UnitFacts& facts)
      : sources_(compiler.getSourceManager()), spelling_(spelling), includes_(includes), facts_(facts) {}

  void HandleTranslationUnit(clang::ASTContext& context) override {
    reader::Gathering gathering(context, spelling_, facts_);
    reader::visit_unit(gathering);
    facts_.main_file = spelling_.path(sources_.getMainFileID());
    add_files(includes_, sources_, spelling_, facts_);
  }

  /// Bodies in system headers are three quarters of a torch unit. Those of nn/pimpl.h say which constructor a
  /// holder calls.
  bool shouldSkipFunctionBody(clang::Decl* declaration) override {
    const auto location = sources_.getExpansionLoc(declaration->getLocation());
    return sources_.isInSystemHeader(location) && !ends_with(sources_.getFilename(location), "nn/pimpl.h");
  }

private:
  const clang::SourceManager& sources_;
  const Spelling& spelling_;
  const Includes& includes_;
  UnitFacts& facts_;
};

class ReadAction : public clang::ASTFrontendAction {
public:
  ReadAction(const ReadOptions& options, UnitFacts& facts) : options_(options), facts_(facts) {}

  bool BeginSourceFileAction(clang::CompilerInstance& compiler) override {
    compiler.getFrontendOpts().SkipFunctionBodies = true;
    spelling_ = std::make_unique<Spelling>(compiler.getSourceManager(), compiler.getLangOpts(), options_);
    compiler.getPreprocessor().addPPCallbacks(
        reader::watch_includes(compiler.getSourceManager(), *spelling_, includes_));
    return true;
  }
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler,
                                                        llvm::StringRef) override {
    if (!spelling_)
      spelling_ = std::make_unique<Spelling>(compiler.getSourceManager(), compiler.getLangOpts(), options_);
    return std::make_unique<Consumer>(compiler, *spelling_, includes_, facts_);
  }

private:
  const ReadOptions& options_;
  UnitFacts& facts_;
  Includes includes_;
  std::unique_ptr<Spelling> spelling_;
};

} // namespace

tl::expected<UnitFacts, Unreadable> read_unit(const UnitCommand& command, const ReadOptions& options) {
  std::vector<std::string> words = {"clang++", "-resource-dir", MISFIRE_CLANG_RESOURCE_DIR};
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  for (const char* last : {"-fsyntax-only", "-w", "-ferror-limit=0"})
    words.emplace_back(last);
  words.push_back(command.source);

  UnitFacts facts;
  Diagnostics diagnostics(options);
  const llvm::IntrusiveRefCntPtr<clang::FileManager> files(new clang::FileManager({command.directory}));
  clang::tooling::ToolInvocation invocation(words, std::make_unique<ReadAction>(options, facts), files.get());
  invocation.setDiagnosticConsumer(&diagnostics);
  const bool ran = invocation.run();
  if (diagnostics.fatal > 0 || (!ran && diagnostics.elsewhere == 0)) {
    return tl::unexpected(Unreadable{command.source, diagnostics.text()});
  }
  facts.errors = diagnostics.elsewhere;
  return facts;
}

tl::expected<std::vector<UnitFacts>, std::vector<Unreadable>>
read_units(const std::vector<UnitCommand>& commands, const ReadOptions& options) {
  std::vector<UnitFacts> units;
  std::vector<Unreadable> unreadable;
  for (const auto& command : commands) {
    auto unit = read_unit(command, options);
    if (unit)
      units.push_back(std::move(*unit));
    else
      unreadable.push_back(std::move(unit.error()));
  }
  if (!unreadable.empty()) return tl::unexpected(std::move(unreadable));
  return units;
}

} // namespace misfire
