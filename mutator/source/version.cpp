// Finds loops in declarations, and follows calls by names.
#include "mutator/source/version.h"

#include "mutator/source/drawing.h"
#include "mutator/source/writes.h"

#include <algorithm>
#include <utility>

namespace misfire {
namespace {

/// Whether a word of [first, end) is one of these names; a name behind a dot counts too.
bool mentions(const Declaration& one, std::size_t first, std::size_t end,
              const std::set<std::string>& names) {
  for (std::size_t at = first; at < end; ++at)
    if (names.contains(one.tokens[at].text)) return true;
  return false;
}

/// A training function's name behind a dot may be that of libtorch's method: `network->train()`.
bool calls_training(const Declaration& one, std::size_t first, std::size_t end, const Version& version) {
  for (std::size_t at = first; at < end; ++at)
    if ((is_member(one, at) ? version.training_methods : version.training).contains(one.tokens[at].text))
      return true;
  return false;
}

void insert_names(const Declaration& one, std::set<std::string>& names) {
  names.insert(one.names.begin(), one.names.end());
  names.insert(one.classes.begin(), one.classes.end());
}

/// All that may be a method of a class.
void insert_methods(const Declaration& type, std::set<std::string>& names) {
  for (std::size_t at = 0; at + 1 < type.tokens.size(); ++at)
    if (is_name(type.tokens[at]) && type.tokens[at + 1].text == "(") names.insert(type.tokens[at].text);
}

/// Whether an own loop is in a declaration.
bool holds_loop(const FileVersion& file, std::size_t declaration) {
  return std::any_of(file.loops.begin(), file.loops.end(),
                     [&](const TrainingLoop& loop) { return loop.declaration == declaration; });
}

bool is_called(const Declaration& one) {
  return one.body || one.kind == Declaration::Kind::type ||
         std::any_of(one.tokens.begin(), one.tokens.end(),
                     [](const Token& token) { return token.text == "{"; });
}

void close_training(Version& version) {
  for (std::size_t before = std::size_t(-1); before != version.training.size();) {
    before = version.training.size();
    for (const FileVersion& file : version.files)
      for (std::size_t i = 0; i < file.declarations.size(); ++i) {
        const Declaration& one = file.declarations[i];
        if (!holds_loop(file, i) &&
            !(is_called(one) && calls_training(one, one.body, one.tokens.size(), version)))
          continue;
        insert_names(one, version.training);
        if (!one.classes.empty()) version.training_methods.insert(one.names.begin(), one.names.end());
        if (one.kind == Declaration::Kind::type) insert_methods(one, version.training_methods);
      }
  }
}

/// Training functions that are called from a loop, or more than once.
void note_repeated(Version& version) {
  std::map<std::string, int> calls;
  for (const FileVersion& file : version.files)
    for (const Declaration& one : file.declarations) {
      if (!is_called(one)) continue;
      const std::vector<Statement> statements = statements_of(one);
      for (std::size_t at = one.body; at < one.tokens.size(); ++at) {
        const std::string& name = one.tokens[at].text;
        if (!(is_member(one, at) ? version.training_methods : version.training).contains(name)) continue;
        const bool in_loop =
            one.kind != Declaration::Kind::function ||
            std::any_of(statements.begin(), statements.end(), [&](const Statement& statement) {
              return statement.loop && statement.first <= at && at < statement.last;
            });
        calls[name] += in_loop ? 2 : 1;
      }
    }
  for (const auto& [name, count] : calls)
    if (count > 1) version.repeated.insert(name);
}

void note_drawing(Version& version) {
  for (std::size_t before = std::size_t(-1); before != version.drawing.size();) {
    before = version.drawing.size();
    for (const FileVersion& file : version.files)
      for (const Declaration& one : file.declarations)
        if (is_called(one) && version.draws(one)) insert_names(one, version.drawing);
  }
}

/// Which variables functions may change, directly or by calls.
void note_changes(Version& version) {
  for (const FileVersion& file : version.files)
    for (const Declaration& one : file.declarations) {
      if (one.kind == Declaration::Kind::variable || one.kind == Declaration::Kind::directive) continue;
      std::set<std::string> called = one.names, changed;
      if (one.kind == Declaration::Kind::type) insert_methods(one, called);
      for (std::size_t at = one.body; at < one.tokens.size(); ++at)
        if (version.variables.contains(one.tokens[at].text) && may_be_changed(one, at))
          changed.insert(one.tokens[at].text);
      for (const std::string& name : called)
        version.changes[name].insert(changed.begin(), changed.end());
    }
  std::size_t count = 0;
  for (std::size_t before = std::size_t(-1); before != count;) {
    before = std::exchange(count, 0);
    for (const FileVersion& file : version.files)
      for (const Declaration& one : file.declarations)
        for (const std::string& name : one.names) {
          const auto own = version.changes.find(name);
          if (own == version.changes.end()) continue;
          for (std::size_t at = one.body; at < one.tokens.size(); ++at)
            if (const auto other = version.changes.find(one.tokens[at].text);
                other != version.changes.end() && other != own)
              own->second.insert(other->second.begin(), other->second.end());
          count += own->second.size();
        }
  }
}

void conclude(Version& version) {
  note_changes(version);
  note_writing(version);
  close_training(version);
  note_repeated(version);
  note_drawing(version);
}

/// The statement of a function that begins with that token, with all that it holds.
std::optional<TrainingLoop> find_loop(const FileVersion& file, std::size_t declaration, std::size_t first) {
  const Declaration& one = file.declarations[declaration];
  // What stands in a class or a lambda is no statement of a function: the whole declaration is taken for it.
  std::size_t end = one.tokens.size();
  for (const Statement& statement : statements_of(one))
    if (statement.loop && statement.first == first) end = statement.last;
  return TrainingLoop{declaration, first, code_of(one, Statement{.first = first, .end = end})};
}

} // namespace

bool is_member(const Declaration& one, std::size_t at) {
  return at > 0 && (one.tokens[at - 1].text == "." || one.tokens[at - 1].text == "->");
}

bool TrainingPart::covers(const Statement& statement) const {
  return std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) {
    const bool inside = range.first < statement.end && statement.first < range.second;
    return inside || (statement.controls && statement.first <= range.first && range.first < statement.last);
  });
}

bool Version::trains(const Declaration& one) const {
  const auto is_training = [&](const std::string& name) { return training.contains(name); };
  const std::set<std::string>& names = one.names.empty() ? one.classes : one.names;
  return is_called(one) && std::any_of(names.begin(), names.end(), is_training);
}

bool Version::draws(const Declaration& one) const {
  return draws_itself(one, one.body, one.tokens.size()) ||
         mentions(one, one.body, one.tokens.size(), drawing);
}

bool Version::draws(const Declaration& function, const Statement& statement) const {
  return draws_itself(function, statement.first, statement.end) ||
         mentions(function, statement.first, statement.end, drawing);
}

TrainingPart Version::training_part(const Declaration& function,
                                    const std::vector<Statement>& statements) const {
  TrainingPart part;
  const auto note = [&](std::size_t first, std::size_t end) {
    std::pair<std::size_t, std::size_t> range{first, end};
    for (const Statement& around : statements)
      if (around.loop && around.first <= first && end <= around.last) {
        range.first = std::min(range.first, around.first);
        range.second = std::max(range.second, around.last);
      }
    part.ranges.push_back(range);
    part.end = std::max(part.end, range.second);
  };
  const bool again = std::any_of(function.names.begin(), function.names.end(),
                                 [&](const std::string& name) { return repeated.contains(name); });
  if (again) note(0, function.tokens.size());
  for (const Statement& statement : statements)
    if (calls_training(function, statement.first, statement.end, *this)) note(statement.first, statement.end);
  for (const FileVersion& file : files)
    for (const TrainingLoop& loop : file.loops)
      if (&file.declarations[loop.declaration] == &function) {
        const auto own = std::find_if(statements.begin(), statements.end(), [&](const Statement& statement) {
          return statement.first == loop.first && statement.loop;
        });
        own == statements.end() ? note(0, function.tokens.size()) : note(own->first, own->last);
      }
  return part;
}

bool Version::may_be_written(const Declaration& function, std::size_t at) const {
  const auto is = [&](std::size_t i, const char* text) {
    return i < function.tokens.size() && function.tokens[i].text == text;
  };
  return is_name(function.tokens[at]) && !is_member(function, at) && !is(at - 1, "::") && !is(at + 1, "::") &&
         !is(at + 1, "(");
}

unsigned Version::line_of(const FileVersion& file, std::size_t offset) const {
  return 1 + unsigned(std::count(file.text.begin(),
                                 file.text.begin() + long(std::min(offset, file.text.size())), '\n'));
}

Version version_of(const Sources& sources) {
  Version version;
  for (const auto& [path, text] : sources)
    version.files.push_back({path, text, declarations_of(text), {}, {}});
  for (const FileVersion& file : version.files)
    for (const Declaration& one : file.declarations)
      if (one.kind == Declaration::Kind::variable && !one.constant)
        version.variables.insert(one.names.begin(), one.names.end());
      else
        version.variables.insert(one.objects.begin(), one.objects.end());
  return version;
}

std::optional<std::string> find_loops(Version& version, const std::vector<LoopPoint>& loops) {
  std::size_t found = 0;
  for (FileVersion& file : version.files)
    for (std::size_t i = 0; i < file.declarations.size(); ++i)
      for (std::size_t at = 0; at < file.declarations[i].tokens.size(); ++at)
        for (const auto& [path, offset] : loops)
          if (path == file.path && file.declarations[i].tokens[at].begin == offset &&
              file.declarations[i].kind != Declaration::Kind::directive) {
            file.loops.push_back(*find_loop(file, i, at));
            ++found;
          }
  if (found < loops.size() || loops.empty()) return "a loop that trains was not found in the sources";
  conclude(version);
  return std::nullopt;
}

std::optional<std::string> find_loops_again(Version& version, const Version& later) {
  for (const FileVersion& now : later.files)
    for (const TrainingLoop& loop : now.loops) {
      bool found = false;
      for (FileVersion& file : version.files)
        for (std::size_t i = 0; file.path == now.path && i < file.declarations.size(); ++i)
          for (std::size_t at = 0; at < file.declarations[i].tokens.size(); ++at)
            if (file.declarations[i].tokens[at].text ==
                now.declarations[loop.declaration].tokens[loop.first].text) {
              const TrainingLoop old = *find_loop(file, i, at);
              if (old.code != loop.code) continue;
              file.loops.push_back(old);
              found = true;
            }
      if (!found) return "a loop that trains in " + now.path + " has changed";
    }
  conclude(version);
  return std::nullopt;
}

} // namespace misfire
