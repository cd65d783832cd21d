#include "mutator/reader/read.h"

#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/includes.h"
#include "mutator/reader/diagnostics.h"
#include "mutator/reader/instances.h"
#include "mutator/reader/recovery.h"
#include "mutator/reader/walk.h"
#include "mutator/reader/watched_files.h"

#include <clang/Basic/Version.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Sema/SemaConsumer.h>
#include <clang/Tooling/Tooling.h>

namespace misfire {

namespace {

using reader::Includes;
using reader::Spelling;

/// What one attempt to read a unit makes. On the heap, since an attempt that a signal ends is never freed.
struct Attempt {
  UnitFacts facts;
  Lookups lookups;
  std::string reading; ///< the function that is read
  std::string errors;  ///< Clang's first ones, where they leave the subject unread
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
  facts.torch_elsewhere = includes.torch_elsewhere;
}

class Consumer : public clang::SemaConsumer {
public:
  Consumer(const clang::CompilerInstance& compiler, const reader::Diagnostics& diagnostics,
           const Spelling& spelling, const Includes& includes, Attempt& attempt)
      : sources_(compiler.getSourceManager()), diagnostics_(diagnostics), spelling_(spelling),
        includes_(includes), attempt_(attempt) {}

  void InitializeSema(clang::Sema& sema) override { sema_ = &sema; }
  void ForgetSema() override { sema_ = nullptr; }

  void HandleTranslationUnit(clang::ASTContext& context) override {
    const auto main_file = sources_.getMainFileID();
    UnitFacts& facts = attempt_.facts;
    facts.main_file = spelling_.path(main_file);
    if (!spelling_.of_project(facts.main_file)) facts.generated = sources_.getBufferData(main_file).str();
    add_files(includes_, sources_, spelling_, facts);
    if (diagnostics_.fatal() > 0) return;
    if (sema_) reader::instantiate_members(*sema_, spelling_);
    reader::Gathering gathering(context, spelling_, facts, attempt_.reading);
    reader::visit_unit(gathering);
  }

  /// Bodies in system headers are three quarters of a torch unit. Those of nn/pimpl.h say which constructor a
  /// holder calls.
  bool shouldSkipFunctionBody(clang::Decl* declaration) override {
    const auto location = sources_.getExpansionLoc(declaration->getLocation());
    return sources_.isInSystemHeader(location) && !ends_with(sources_.getFilename(location), "nn/pimpl.h");
  }

private:
  const clang::SourceManager& sources_;
  const reader::Diagnostics& diagnostics_;
  const Spelling& spelling_;
  const Includes& includes_;
  Attempt& attempt_;
  clang::Sema* sema_ = nullptr;
};

class ReadAction : public clang::ASTFrontendAction {
public:
  ReadAction(const ReadOptions& options, const reader::Diagnostics& diagnostics, Attempt& attempt)
      : options_(options), diagnostics_(diagnostics), attempt_(attempt) {}

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
    return std::make_unique<Consumer>(compiler, diagnostics_, *spelling_, includes_, attempt_);
  }

private:
  const ReadOptions& options_;
  const reader::Diagnostics& diagnostics_;
  Attempt& attempt_;
  Includes includes_;
  std::unique_ptr<Spelling> spelling_;
};

void read(const UnitCommand& command, const ReadOptions& options, const Digest& digest, Attempt& attempt) {
  std::vector<std::string> words = {"clang++", "-resource-dir", MISFIRE_CLANG_RESOURCE_DIR};
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  // Without carets Clang does not count its errors on stderr.
  for (const char* last : {"-fsyntax-only", "-w", "-ferror-limit=0", "-fno-caret-diagnostics"})
    words.emplace_back(last);
  words.push_back(command.source);

  // Who does not ask what was looked at is not made to wait for it.
  const auto file_system = digest ? reader::watched_files(command.directory, digest, attempt.lookups)
                                  : llvm::vfs::getRealFileSystem();
  reader::Diagnostics diagnostics(options);
  const llvm::IntrusiveRefCntPtr<clang::FileManager> files(
      new clang::FileManager({command.directory}, file_system));
  clang::tooling::ToolInvocation invocation(
      words, std::make_unique<ReadAction>(options, diagnostics, attempt), files.get());
  invocation.setDiagnosticConsumer(&diagnostics);
  const bool ran = invocation.run();
  attempt.facts.errors = diagnostics.elsewhere();
  if (diagnostics.fatal() > 0 || (!ran && diagnostics.elsewhere() == 0))
    attempt.errors =
        diagnostics.first_errors().empty() ? "Clang does not say why." : diagnostics.first_errors();
}

/// A unit that is not read: of what was seen, its files.
UnitFacts refused(const UnitCommand& command, UnitFacts seen, std::string why) {
  why.erase(why.find_last_not_of('\n') + 1);
  UnitFacts facts;
  facts.main_file = command.source;
  facts.refusal = std::move(why);
  facts.generated = std::move(seen.generated);
  facts.files = std::move(seen.files);
  return facts;
}

} // namespace

UnitReading read_unit_watched(const UnitCommand& command, const ReadOptions& options, const Digest& digest) {
  auto attempt = std::make_unique<Attempt>();
  const std::string ended_by = reader::ended_early_by([&] { read(command, options, digest, *attempt); });
  if (ended_by.empty() && attempt->errors.empty())
    return {std::move(attempt->facts), std::move(attempt->lookups)};
  if (ended_by.empty())
    return {refused(command, std::move(attempt->facts), std::move(attempt->errors)),
            std::move(attempt->lookups)};
  const Attempt& lost = *attempt.release();
  return {refused(command, {},
                  "error: reading it ended by " + ended_by +
                      (lost.reading.empty() ? "" : " in " + lost.reading) +
                      ", which is a mistake of misfire's or Clang's own: please report it"),
          {},
          /*ended_early=*/true};
}

UnitFacts read_unit(const UnitCommand& command, const ReadOptions& options) {
  return read_unit_watched(command, options, /*digest=*/{}).facts;
}

std::string clang_that_reads() {
  return clang::getClangFullVersion();
}

} // namespace misfire
