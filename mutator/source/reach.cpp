// Follows names from what has changed, in the sources before the change and in those after it.
#include "mutator/source/reach.h"

#include "mutator/source/changes.h"
#include "mutator/source/version.h"
#include "mutator/source/writes.h"

#include <algorithm>
#include <set>

namespace misfire {
namespace {

using Names = std::set<std::string>;

/// What the names of a version come to.
class Slice {
public:
  Slice(const Version& version, const Version& other) : version_(version), other_(other) {}

  std::optional<std::string> find_reach() {
    for (const FileVersion& file : version_.files)
      for (const std::size_t i : file.changed)
        if (auto reach = begin_at(file, file.declarations[i])) return reach;
    for (std::size_t before = std::size_t(-1); before != names_.size() + results_.size();) {
      before = names_.size() + results_.size();
      for (const FileVersion& file : version_.files)
        for (std::size_t i = 0; i < file.declarations.size(); ++i)
          if (auto reach = follow(file, file.declarations[i], file.changed.contains(i))) return reach;
    }
    return std::nullopt;
  }

private:
  using Kind = Declaration::Kind;

  std::optional<std::string> begin_at(const FileVersion& file, const Declaration& one) {
    if (one.kind == Kind::directive && one.names.empty())
      return "a directive of " + file.path + " has changed, which may decide anything";
    if (version_.trains(one)) return begin_at_training(file, one);
    if (!one.tokens.empty() && one.tokens.front().text == "static_assert") return std::nullopt;
    if (one.names.empty() && one.classes.empty())
      return "something without a name has changed in " + file.path;
    add(one);
    return std::nullopt;
  }

  std::optional<std::string> begin_at_training(const FileVersion& file, const Declaration& one) {
    if (one.kind != Kind::function) return what(one) + " in " + file.path + ", which trains, has changed";
    const auto has_same_head = [&](const Declaration& old) { return head_of(old) == head_of(one); };
    for (const FileVersion& old : other_.files)
      if (old.path == file.path)
        if (std::any_of(old.declarations.begin(), old.declarations.end(), has_same_head)) return std::nullopt;
    return "the head of " + what(one) + " in " + file.path + ", which trains, has changed";
  }

  /// Goes on from names that a declaration mentions.
  std::optional<std::string> follow(const FileVersion& file, const Declaration& one, bool changed) {
    if (one.kind == Kind::function && version_.trains(one)) return follow_training(file, one, changed);
    const bool mentions = mentions_any(one, {0, one.tokens.size()}, {});
    if (!mentions && !changed) return std::nullopt;
    if (!one.tokens.empty() && one.tokens.front().text == "static_assert") return std::nullopt;
    if (one.names.empty() && one.classes.empty())
      return "something without a name in " + file.path + " depends on what has changed";
    if (version_.trains(one))
      return what(one) + " in " + file.path + " trains, and depends on what has changed";
    if (one.kind == Kind::variable && version_.draws(one))
      return "random numbers are drawn for " + what(one) + " before anything trains";
    add(one);
    if (one.kind != Kind::function) return std::nullopt;
    for (const Token& token : one.tokens) // it may write to them
      if (version_.variables.contains(token.text)) names_.insert(token.text);
    return std::nullopt;
  }

  std::optional<std::string> follow_training(const FileVersion& file, const Declaration& one, bool changed) {
    const std::vector<Statement> statements = statements_of(one);
    const std::set<std::size_t> edited =
        changed ? changed_statements(one, other_, file.path) : std::set<std::size_t>();
    const TrainingPart part = version_.training_part(one, statements);
    const std::set<std::size_t> writes = writes_behind(one, statements, part, version_);
    Names locals;
    Later later;
    if (mentions_any(one, {0, one.body}, {}))
      for (std::size_t at = 0; at < one.body; ++at)
        if (is_name(one.tokens[at])) locals.insert(one.tokens[at].text);
    for (const auto& name : one.names)
      locals.erase(name);
    for (std::pair<std::size_t, Later> before{std::size_t(-1), {}};
         before != std::pair(locals.size(), later);) {
      before = {locals.size(), later};
      for (std::size_t i = 0; i < statements.size(); ++i) {
        const bool here = edited.contains(i);
        const bool weak = mentions_result(one, statements[i]);
        const bool is_later = statements[i].first >= part.end;
        Names known = locals;
        for (const auto& [name, from] : later)
          if (is_later && from <= statements[i].first) known.insert(name);
        for (const std::string& name : declared_by(one, statements[i]))
          known.erase(name); // it is mentioned where it is declared
        const bool strong = here || mentions_any(one, {statements[i].first, statements[i].end}, known);
        if (!strong && !weak) continue;
        if (is_later && strong && decides_write(one, statements, i, writes))
          return "what training has made is changed at " + place_of(file, one, statements[i]) +
                 ", by what has changed";
        if (is_later) {
          follow_later(one, statements, statements[i], later);
          continue;
        }
        if (auto reach = reach_of(file, one, statements[i], part, {here, strong}, locals)) return reach;
      }
    }
    return std::nullopt;
  }

  /// What is changed after all that trains, from where nothing comes back to it; and from which token on.
  using Later = std::map<std::string, std::size_t>;

  /// How a statement depends on what has changed: it has itself; or by more than the result of a training
  /// that does not depend on it.
  struct Dependence {
    bool changed = false, strong = false;
  };

  /// What becomes of a statement that has changed, or that mentions what has.
  std::optional<std::string> reach_of(const FileVersion& file, const Declaration& one,
                                      const Statement& statement, const TrainingPart& part,
                                      Dependence depends, Names& locals) {
    const std::string where = place_of(file, one, statement);
    if (!depends.strong && one.tokens[statement.first].text == "return") {
      results_.insert(one.names.begin(), one.names.end());
      return std::nullopt;
    }
    if (part.covers(statement) && (depends.strong || statement.controls))
      return "what has changed comes to what trains at " + where;
    if (depends.strong && version_.draws(one, statement))
      return "random numbers are drawn at " + where + ", before it trains, for what has changed";
    if (statement.controls)
      return "what has changed decides at " + where + " what is executed before it trains";
    const Names declared = declared_by(one, statement);
    if (depends.changed && declared.empty())
      return "the statement at " + where + ", before it trains, has changed";
    if (declared.empty() && depends.strong && calls_unknown(one, statement, version_))
      return "what has changed is given at " + where + " to something that may keep it, before it trains";
    note_called(one, statement);
    if (!declared.empty()) {
      locals.insert(declared.begin(), declared.end());
      return std::nullopt;
    }
    for (const std::string& name : written_by(one, statement)) {
      locals.insert(name);
      if (version_.variables.contains(name)) names_.insert(name);
    }
    return std::nullopt;
  }

  std::string place_of(const FileVersion& file, const Declaration& one, const Statement& statement) const {
    return file.path + ":" + std::to_string(version_.line_of(file, one.tokens[statement.first].begin));
  }

  /// What functions that a statement calls may change.
  void note_called(const Declaration& one, const Statement& statement) {
    for (std::size_t at = statement.first; at < statement.end; ++at)
      if (const auto called = version_.changes.find(one.tokens[at].text); called != version_.changes.end())
        names_.insert(called->second.begin(), called->second.end());
  }

  /// What depends on a statement after all that trains: what it declares or writes to, and the result. What
  /// it leaves in variables goes on, and what in something that the function was given comes back with it.
  void follow_later(const Declaration& one, const std::vector<Statement>& statements,
                    const Statement& statement, Later& later) {
    note_called(one, statement);
    Names own;
    for (const Statement& other : statements)
      own.merge(declared_by(one, other));
    for (std::size_t at = statement.first; at < statement.end; ++at) {
      const std::string& name = one.tokens[at].text;
      if (own.contains(name) || !may_be_changed(one, at)) continue;
      if (version_.variables.contains(name)) names_.insert(name);
      results_.insert(one.names.begin(), one.names.end());
    }
    if (one.tokens[statement.first].text == "return") results_.insert(one.names.begin(), one.names.end());
    const Names declared = declared_by(one, statement);
    const Names changed = declared.empty() ? written_by(one, statement) : declared;
    std::size_t from = statement.end; // or from the begin of a loop around it on
    for (const Statement& around : statements)
      if (around.loop && around.first <= statement.first && statement.first < around.last)
        from = std::min(from, around.first);
    for (const std::string& name : changed)
      if (const auto [known, is_new] = later.emplace(name, from); !is_new)
        known->second = std::min(known->second, from);
  }

  /// All that a statement may write to.
  Names written_by(const Declaration& one, const Statement& statement) const {
    Names written;
    for (std::size_t at = statement.first; at < statement.end; ++at)
      if (version_.may_be_written(one, at)) written.insert(one.tokens[at].text);
    return written;
  }

  bool mentions_result(const Declaration& one, const Statement& statement) const {
    for (std::size_t at = statement.first; at < statement.end; ++at)
      if (results_.contains(one.tokens[at].text)) return true;
    return false;
  }

  bool mentions_any(const Declaration& one, std::pair<std::size_t, std::size_t> tokens,
                    const Names& locals) const {
    for (std::size_t at = tokens.first; at < tokens.second; ++at) {
      const std::string& text = one.tokens[at].text;
      if (!is_name(one.tokens[at])) continue;
      if (is_member(one, at) ? members_.contains(text) : names_.contains(text) || locals.contains(text))
        return true;
    }
    return false;
  }

  void add(const Declaration& one) {
    names_.insert(one.names.begin(), one.names.end());
    names_.insert(one.classes.begin(), one.classes.end());
    if (!one.classes.empty()) members_.insert(one.names.begin(), one.names.end());
  }

  static std::string what(const Declaration& one) {
    return one.names.empty() ? "something" : *one.names.begin();
  }

  const Version& version_;
  const Version& other_;
  Names names_;   ///< of what depends on what has changed
  Names members_; ///< of them, methods, which are called behind a dot
  Names results_; ///< functions that train, and whose results alone depend on it
};

} // namespace

std::optional<std::string> find_reach(const Sources& before, const Sources& after,
                                      const std::vector<LoopPoint>& loops) {
  Version now = version_of(after);
  if (auto fault = find_loops(now, loops)) return fault;
  Version then = version_of(before);
  if (auto fault = find_loops_again(then, now)) return fault;
  mark_changed(now, then);
  mark_changed(then, now);
  if (auto reach = Slice(now, then).find_reach()) return reach;
  return Slice(then, now).find_reach();
}

} // namespace misfire
