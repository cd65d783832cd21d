// From Clang's source locations to ranges of the subject's files, and what is written there.
#pragma once

#include "mutator/program/source.h"
#include "mutator/reader/ast/read_options.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Expr.h>
#include <clang/Basic/SourceManager.h>
#include <map>
#include <optional>

namespace misfire::reader {

class Spelling {
public:
  Spelling(const clang::SourceManager& sources, const clang::LangOptions& language,
           const ReadOptions& options)
      : sources_(sources), language_(language), options_(options) {}

  /// The range as it can be edited: nothing where it begins or ends inside a macro's body, spans files, or
  /// stands in a file that is none of the subject's. A macro's argument and a whole macro call can be edited.
  std::optional<SourceRange> range(clang::SourceRange tokens) const;
  std::optional<SourceRange> range(const clang::Expr& expression) const {
    return range(expression.getSourceRange());
  }
  /// From the first to the last of the expressions; both must be written.
  std::optional<SourceRange> range(const clang::Expr& first, const clang::Expr& last) const {
    return range(clang::SourceRange(first.getBeginLoc(), last.getEndLoc()));
  }

  /// The expression's range with the `;` behind it; where nothing else stands on its lines, with their blanks
  /// and line end too: what goes when the statement goes.
  SourceRange with_semicolon(const SourceRange& range) const;

  std::string text(const SourceRange& range) const;
  std::string text(const clang::Expr& expression) const;

  /// Whether what stands there belongs to the subject: a file of the project, no system header, nothing
  /// generated.
  bool of_subject(clang::SourceLocation location) const;
  bool of_subject(const clang::Decl& declaration) const { return of_subject(declaration.getLocation()); }

  /// Whether a file of that path would be the subject's: in the project and not in its build folder.
  bool of_project(const std::string& path) const;

  /// The file's path, absolute and normalised.
  std::string path(clang::FileID file) const;

  /// "path:offset" of a location, the same in every unit and instantiation.
  std::string place(clang::SourceLocation location) const;

private:
  llvm::StringRef buffer(const std::string& path) const;

  const clang::SourceManager& sources_;
  const clang::LangOptions& language_;
  const ReadOptions& options_;
  mutable std::map<clang::FileID, std::string> paths_;
};

} // namespace misfire::reader
