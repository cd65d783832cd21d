#include "mutator/reader/ast/includes.h"

#include "mutator/reader/ast/clang_versions.h"

#include <clang/Lex/Token.h>

namespace misfire::reader {

namespace {

/// What some editors begin a file with; it is no code, and nothing can be written before it.
constexpr llvm::StringLiteral byte_order_mark = "\xef\xbb\xbf";

/// One open #if of a file. An include guard holds the whole file, so it is no condition.
struct Condition {
  std::string guard; ///< the macro of an #ifndef that opened the file; empty for every other condition
  bool is_guard = false;
};

/// Whether a header is libtorch's, by the folders that it has.
bool is_of_torch(llvm::StringRef header) {
  constexpr llvm::StringLiteral folders[] = {"torch/", "ATen/", "c10/", "caffe2/"};
  return llvm::any_of(folders, [&](llvm::StringRef folder) { return starts_with(header, folder); });
}

bool names_torch(llvm::StringRef text) {
  return text.contains("torch::") || text.contains("torch/");
}

class Watch : public InclusionCallbacks {
public:
  Watch(const clang::SourceManager& sources, const Spelling& spelling, Includes& includes)
      : sources_(sources), spelling_(spelling), includes_(includes) {}

  void FileChanged(clang::SourceLocation location, FileChangeReason reason, clang::SrcMgr::CharacteristicKind,
                   clang::FileID) override {
    const auto file = sources_.getFileID(location);
    if (reason != EnterFile) return;
    if (!spelling_.of_subject(location))
      includes_.torch_elsewhere |= in_others_ && names_torch(sources_.getBufferData(file));
    else if (!llvm::is_contained(includes_.files, file))
      includes_.files.push_back(file);
  }

  void included(const Inclusion& inclusion) override {
    const auto& [hash, name, name_range, angled, file, kind] = inclusion;
    if (!spelling_.of_subject(hash)) return;
    in_others_ = !is_of_torch(name);
    const bool own = file && kind == clang::SrcMgr::C_User && spelling_.of_project(*file);
    if (angled && file && !own && !llvm::is_contained(includes_.system, name))
      includes_.system.push_back(name.str());
    auto& conditions = conditions_[sources_.getFileID(hash)];
    if (llvm::any_of(conditions, [](const Condition& condition) { return !condition.is_guard; })) return;
    const auto id = sources_.getFileID(hash);
    if (code_stands_before(hash)) return;
    includes_.after_last_include[id] = end_of_line(id, sources_.getFileOffset(name_range.getEnd()));
  }

  void MacroDefined(const clang::Token& name, const clang::MacroDirective*) override {
    auto& conditions = conditions_[sources_.getFileID(name.getLocation())];
    if (conditions.size() == 1 && name.getIdentifierInfo()->getName() == conditions[0].guard)
      conditions[0].is_guard = true;
  }

  void If(clang::SourceLocation location, clang::SourceRange, ConditionValueKind) override {
    open(location, {});
  }
  void Ifdef(clang::SourceLocation location, const clang::Token&, const clang::MacroDefinition&) override {
    open(location, {});
  }
  void Ifndef(clang::SourceLocation location, const clang::Token& name,
              const clang::MacroDefinition&) override {
    open(location, name.getIdentifierInfo() ? name.getIdentifierInfo()->getName().str() : std::string());
  }
  void Endif(clang::SourceLocation location, clang::SourceLocation) override {
    auto& conditions = conditions_[sources_.getFileID(location)];
    if (!conditions.empty()) conditions.pop_back();
  }

private:
  void open(clang::SourceLocation location, std::string guard) {
    const auto file = sources_.getFileID(location);
    const bool first = !includes_.after_last_include.count(file) && conditions_[file].empty();
    conditions_[file].push_back({first ? std::move(guard) : std::string(), false});
  }

  /// What is written before an #include may need what another one there would bring.
  bool code_stands_before(clang::SourceLocation hash) const {
    const auto id = sources_.getFileID(hash);
    const auto last = includes_.after_last_include.find(id);
    const unsigned begin = last == includes_.after_last_include.end() ? 0 : last->second;
    const llvm::StringRef before = sources_.getBufferData(id).slice(begin, sources_.getFileOffset(hash));
    return first_line_of_code(before, Directives::are_skipped) < before.size();
  }

  unsigned end_of_line(clang::FileID file, unsigned offset) const {
    const llvm::StringRef text = sources_.getBufferData(file);
    const std::size_t line_end = text.find('\n', offset);
    return static_cast<unsigned>(line_end == llvm::StringRef::npos ? text.size() : line_end + 1);
  }

  const clang::SourceManager& sources_;
  const Spelling& spelling_;
  Includes& includes_;
  std::map<clang::FileID, std::vector<Condition>> conditions_;
  bool in_others_ = false; ///< what the subject included last is no header of libtorch's
};

} // namespace

std::unique_ptr<clang::PPCallbacks> watch_includes(const clang::SourceManager& sources,
                                                   const Spelling& spelling, Includes& includes) {
  return std::make_unique<Watch>(sources, spelling, includes);
}

unsigned first_line_of_code(llvm::StringRef text, Directives directives) {
  std::size_t line = starts_with(text, byte_order_mark) ? byte_order_mark.size() : 0;
  bool in_comment = false;
  std::string guard;
  while (line < text.size()) {
    std::size_t end = text.find('\n', line);
    if (end == llvm::StringRef::npos) end = text.size();
    llvm::StringRef content = text.slice(line, end).trim();
    if (in_comment) {
      in_comment = !content.contains("*/");
    } else if (starts_with(content, "/*")) {
      in_comment = !content.contains("*/");
    } else if (content.consume_front("#ifndef") && guard.empty()) {
      guard = content.trim().str();
    } else if (!content.empty() && !starts_with(content, "//") && !starts_with(content, "#pragma once") &&
               !(starts_with(content, "#") && directives == Directives::are_skipped) &&
               !(starts_with(content, "#define") && !guard.empty() && content.contains(guard))) {
      return static_cast<unsigned>(line);
    }
    line = end + 1;
  }
  return static_cast<unsigned>(text.size());
}

} // namespace misfire::reader
