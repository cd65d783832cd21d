#include "tests/reader/random/findings.h"

#include "mutator/operators/operator.h"
#include "mutator/source/edits.h"
#include "mutator/source/emit.h"

#include <algorithm>
#include <clang/Lex/Lexer.h>
#include <fmt/format.h>
#include <map>

namespace misfire::random {
namespace {

/// The bytes of a file's text at which nothing may be written: those inside tokens, comments and line ends.
class Insides {
public:
  explicit Insides(const std::string& text) : inside_(text.size() + 1, false) {
    clang::LangOptions language;
    language.CPlusPlus = language.CPlusPlus11 = language.CPlusPlus14 = language.CPlusPlus20 = true;
    clang::Lexer lexer(clang::SourceLocation(), language, text.data(), text.data(),
                       text.data() + text.size());
    lexer.SetCommentRetentionState(true);
    clang::Token token;
    while (!lexer.LexFromRawLexer(token) || token.isNot(clang::tok::eof)) {
      const auto end = static_cast<std::size_t>(lexer.getBufferLocation() - text.data());
      mark(end - token.getLength(), end);
    }
    if (text.starts_with("\xef\xbb\xbf")) inside_[0] = inside_[1] = inside_[2] = true;
    for (std::size_t i = 1; i < text.size(); ++i)
      if (text[i] == '\n' && text[i - 1] == '\r') inside_[i] = true;
  }
  bool at(std::size_t offset) const { return inside_[offset]; }

private:
  void mark(std::size_t begin, std::size_t end) {
    for (auto i = begin + 1; i < end; ++i)
      inside_[i] = true;
  }
  std::vector<bool> inside_;
};

class Check {
public:
  Check(const TrainingProgram& program, Findings& findings) : program_(program), findings_(findings) {
    for (const auto& file : program.files) {
      files_.emplace(file.path, Known{&file, Insides(file.text)});
      check_include_point(file);
    }
  }

  void check_sites() {
    for (const auto& site : program_.sites)
      if (!is_in_file(site.range)) fault("a " + kind_of(site) + " stands outside all files", site.range);
    for (const auto& skipped : program_.skipped)
      if (!is_in_file(skipped.range)) fault("a skipped " + skipped.kind + " stands outside", skipped.range);
  }

  void check(const Mutant& mutant) {
    std::vector<SourceRange> ranges;
    for (const auto& edit : mutant.edits) {
      check(mutant.id, edit);
      ranges.push_back(edit.range);
    }
    std::sort(ranges.begin(), ranges.end());
    for (std::size_t i = 1; i < ranges.size(); ++i)
      if (ranges[i].file == ranges[i - 1].file && ranges[i].begin < ranges[i - 1].end)
        fault(mutant.id + ": two edits overlap", ranges[i]);
    if (!findings_.faults.empty()) return;
    if (diff_of(program_, mutant).empty() != mutant.edits.empty())
      fault(mutant.id + ": its diff is not what its edits are", mutant.site);
    compiled_files(program_, &mutant);
  }

  void check(const NotMade& mutant) {
    if (mutant.reason.find("please report it") != std::string::npos)
      fault(mutant.operator_id + ": " + mutant.reason, mutant.site);
  }

private:
  struct Known {
    const SourceFile* file;
    Insides insides;
  };

  void fault(const std::string& what, const SourceRange& range) {
    findings_.faults += fmt::format("{}: {} [{}, {})\n", what, range.file, range.begin, range.end);
  }

  bool is_in_file(const SourceRange& range) const {
    const auto known = files_.find(range.file);
    return !range.written() || (known != files_.end() && range.begin <= range.end &&
                                range.end <= known->second.file->text.size());
  }

  void check(const std::string& id, const Edit& edit) {
    if (!edit.range.written() || !is_in_file(edit.range))
      return fault(id + ": an edit stands outside its file", edit.range);
    const auto& insides = files_.at(edit.range.file).insides;
    if (insides.at(edit.range.begin) || insides.at(edit.range.end))
      fault(id + ": an edit cuts a token", edit.range);
    if (edit.bound() && (edit.literal_end > edit.text.size() || edit.literal_begin > edit.literal_end))
      fault(id + ": a number stands outside its text", edit.range);
  }

  void check_include_point(const SourceFile& file) {
    const auto point = file.include_point;
    const SourceRange there{file.path, point, point};
    if (!is_in_file(there)) return fault("an #include would stand outside its file", there);
    const bool starts_line = point == 0 || file.text[point - 1] == '\n' || point == file.text.size() ||
                             (point == 3 && file.text.starts_with("\xef\xbb\xbf"));
    if (!starts_line || files_.at(file.path).insides.at(point))
      fault("an #include would stand inside a line", there);
  }

  const TrainingProgram& program_;
  Findings& findings_;
  std::map<std::string, Known> files_;
};

/// Whether two sites are one; what is not a number equals nothing, itself included.
bool same(const Site& a, const Site& b) {
  return a == b || (!(a == a) && a.range == b.range && a.role == b.role && a.function == b.function &&
                    kind_of(a) == kind_of(b));
}

/// What one order of units gives and another does not; empty where they agree.
std::string difference(const TrainingProgram& one, const TrainingProgram& other) {
  if (one.root != other.root || one.units != other.units) return "their units differ";
  if (one.files != other.files) return "their files differ";
  if (one.skipped != other.skipped) return "what is skipped differs";
  const auto [a, b] =
      std::mismatch(one.sites.begin(), one.sites.end(), other.sites.begin(), other.sites.end(), same);
  if (a != one.sites.end())
    return fmt::format("a {} differs at {}:{}", kind_of(*a), a->range.file, a->range.begin);
  return b == other.sites.end() ? "" : "there are more sites in the other order";
}

} // namespace

Findings findings_of(const std::vector<UnitCommand>& commands, const ReadOptions& options) {
  Findings findings;
  auto units = read_units(commands, options);
  for (const auto& unit : units)
    if (!unit.refusal.empty()) findings.unreadable += unit.main_file + ": " + unit.refusal + "\n";
  const TrainingProgram linked = link(units);
  std::reverse(units.begin(), units.end());
  if (const auto differs = difference(linked, link(units)); !differs.empty())
    findings.faults += "with the units in another order, " + differs + "\n";
  const auto program = annotated(linked);
  if (!program) {
    findings.faults += program.error() + "\n";
    return findings;
  }
  findings.sites = program->sites.size();
  findings.epoch_loops = static_cast<std::size_t>(
      std::count_if(program->sites.begin(), program->sites.end(),
                    [](const Site& site) { return as<EpochLoop>(site) != nullptr; }));
  Check check(*program, findings);
  check.check_sites();
  compiled_files(*program, nullptr);
  const auto mutants = mutate(*program, {});
  findings.mutants = mutants.made.size();
  for (const auto& mutant : mutants.made)
    check.check(mutant);
  for (const auto& mutant : mutants.not_made)
    check.check(mutant);
  return findings;
}

} // namespace misfire::random
