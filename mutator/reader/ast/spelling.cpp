#include "mutator/reader/ast/spelling.h"

#include <clang/Lex/Lexer.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>

#include <cctype>

namespace misfire::reader {

namespace {

constexpr llvm::StringLiteral blanks = " \t\r\n";

bool is_inside(const std::string& path, const std::string& folder) {
  return !folder.empty() && path.size() > folder.size() && path.compare(0, folder.size(), folder) == 0 &&
         path[folder.size()] == '/';
}

/// In what a template is instantiated to, `0.1_rate` begins at its suffix.
clang::SourceLocation beginning_of_token(clang::SourceLocation location, const clang::SourceManager& sources,
                                         const clang::LangOptions& language) {
  const auto [file, offset] = sources.getDecomposedLoc(location);
  const llvm::StringRef text = sources.getBufferData(file);
  const auto may_go_on = [](unsigned char before) {
    return std::isalnum(before) || before == '_' || before == '.' || before == '"' || before == '\'' ||
           before >= 0x80;
  };
  if (offset == 0 || offset >= text.size() || !may_go_on(static_cast<unsigned char>(text[offset - 1])))
    return location;
  return clang::Lexer::GetBeginningOfToken(location, sources, language);
}

} // namespace

std::optional<SourceRange> Spelling::range(clang::SourceRange tokens) const {
  if (tokens.isInvalid()) return std::nullopt;
  const auto characters =
      clang::Lexer::makeFileCharRange(clang::CharSourceRange::getTokenRange(tokens), sources_, language_);
  if (characters.isInvalid()) return std::nullopt;
  if (!of_subject(characters.getBegin())) return std::nullopt;
  const auto [file, begin] =
      sources_.getDecomposedLoc(beginning_of_token(characters.getBegin(), sources_, language_));
  return SourceRange{path(file), begin, sources_.getFileOffset(characters.getEnd())};
}

llvm::StringRef Spelling::buffer(const std::string& path) const {
  for (const auto& [file, known] : paths_) {
    if (known == path) return sources_.getBufferData(file);
  }
  return {};
}

std::string Spelling::text(const SourceRange& range) const {
  return buffer(range.file).substr(range.begin, range.end - range.begin).str();
}

SourceRange Spelling::with_semicolon(const SourceRange& range) const {
  const llvm::StringRef text = buffer(range.file);
  std::size_t end = text.find_first_not_of(blanks, range.end);
  if (end == llvm::StringRef::npos || text[end] != ';') return range;
  ++end;
  std::size_t begin = range.begin;
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t'))
    --begin;
  const std::size_t behind = text.find_first_not_of(" \t\r", end);
  const bool alone =
      (begin == 0 || text[begin - 1] == '\n') && behind != llvm::StringRef::npos && text[behind] == '\n';
  if (!alone) return {range.file, range.begin, static_cast<std::uint32_t>(end)};
  return {range.file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(behind + 1)};
}

std::string Spelling::text(const clang::Expr& expression) const {
  const auto written = range(expression);
  return written ? text(*written) : std::string();
}

bool Spelling::of_subject(clang::SourceLocation location) const {
  if (location.isInvalid()) return false;
  const auto expanded = sources_.getExpansionLoc(location);
  if (sources_.isInSystemHeader(expanded)) return false;
  return of_project(path(sources_.getFileID(expanded)));
}

bool Spelling::of_project(const std::string& path) const {
  return is_inside(path, options_.project) && !is_inside(path, options_.build);
}

std::string Spelling::path(clang::FileID file) const {
  const auto known = paths_.find(file);
  if (known != paths_.end()) return known->second;
  std::string name;
  if (const auto entry = sources_.getFileEntryRefForID(file)) {
    llvm::SmallString<256> absolute(entry->getName());
    sources_.getFileManager().makeAbsolutePath(absolute);
    llvm::sys::path::remove_dots(absolute, /*remove_dot_dot=*/true);
    name = absolute.str().str();
  }
  return paths_[file] = name;
}

std::string Spelling::place(clang::SourceLocation location) const {
  const auto [file, offset] = sources_.getDecomposedLoc(sources_.getExpansionLoc(location));
  return path(file) + ":" + std::to_string(offset);
}

} // namespace misfire::reader
