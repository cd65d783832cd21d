// Writes statements elsewhere, with the indentation of where they come to stand.
#include "mutator/operators/moving.h"

#include "mutator/source/edits.h"

#include <algorithm>

namespace misfire {
namespace {

constexpr const char* indentation = " \t";

/// What stands before byte `offset` in its line.
std::string line_before(const std::string& text, std::uint32_t offset) {
  const auto newline = offset == 0 ? std::string::npos : text.rfind('\n', offset - 1);
  const auto begin = newline == std::string::npos ? 0 : newline + 1;
  return text.substr(begin, offset - begin);
}

Edit written_before(const TrainingProgram& program, const SourceRange& other, const std::string& code) {
  const auto& text = get_file(program, other.file).text;
  const auto before = line_before(text, other.begin);
  const bool begins_line = before.find_first_not_of(indentation) == std::string::npos;
  return {.range = {other.file, other.begin, other.begin},
          .text = code + ";" + (begins_line ? line_end_of(text) + before : " ")};
}

Edit written_behind(const TrainingProgram& program, const TrainingStatement& other, const std::string& code) {
  const auto& text = get_file(program, other.whole.file).text;
  const SourceRange behind{other.whole.file, other.whole.end, other.whole.end};
  if (text[other.whole.end - 1] != '\n') return {.range = behind, .text = " " + code + ";"};
  return {.range = behind, .text = line_before(text, other.call.begin) + code + ";" + line_end_of(text)};
}

/// Why nothing can be moved to `point`.
std::string obstacle_at(const TrainingStatement& statement, const std::string& file, std::uint32_t point) {
  const SourceRange there{file, point, point};
  return statement.reach.written() && statement.reach.contains(there)
             ? ""
             : "it names what is not known where it would stand";
}

Moved moved(const TrainingStatement& statement, const Edit& elsewhere) {
  const auto obstacle = obstacle_at(statement, elsewhere.range.file, elsewhere.range.begin);
  if (!obstacle.empty()) return tl::unexpected(obstacle);
  return std::vector<Edit>{{.range = statement.whole}, elsewhere};
}

} // namespace

Moved moved_before(const TrainingProgram& program, const TrainingStatement& statement,
                   const TrainingStatement& other) {
  if (!other.among_others)
    return tl::unexpected<std::string>("what it would stand before is no statement in braces");
  return moved(statement, written_before(program, other.call, text_at(program, statement.call)));
}

Moved moved_behind(const TrainingProgram& program, const TrainingStatement& statement,
                   const TrainingStatement& other) {
  if (!other.among_others)
    return tl::unexpected<std::string>("what it would stand behind is no statement in braces");
  return moved(statement, written_behind(program, other, text_at(program, statement.call)));
}

Moved moved_before(const TrainingProgram& program, const TrainingStatement& statement,
                   const LoopAround& loop) {
  if (!loop.among_others) return tl::unexpected<std::string>("nothing can be written right before its loop");
  return moved(statement, written_before(program, loop.range, text_at(program, statement.call)));
}

const TrainingStatement* next_behind(const TrainingStatement& statement,
                                     const std::vector<const TrainingStatement*>& turn) {
  const auto next = std::ranges::find_if(
      turn, [&](const TrainingStatement* one) { return one->call.begin > statement.call.begin; });
  if (next != turn.end()) return *next;
  return turn.empty() ? nullptr : turn.front();
}

const TrainingStatement* last_before(const TrainingStatement& statement,
                                     const std::vector<const TrainingStatement*>& turn) {
  const TrainingStatement* last = nullptr;
  for (const auto* one : turn)
    if (one->call.begin < statement.call.begin) last = one;
  return last;
}

bool walks_batches(const TrainingProgram& program, const LoopAround& loop) {
  return std::ranges::any_of(program.sites, [&](const Site& site) {
    return as<BatchLoop>(site) && site.range.file == loop.range.file && site.range.begin == loop.range.begin;
  });
}

} // namespace misfire
