#include "mutator/program/passable.h"

#include "mutator/program/roles.h"

#include <algorithm>
#include <filesystem>

namespace misfire {
namespace {

const Loop* find_loop(const ProgramFacts& facts, const Key& key) {
  const auto found =
      std::find_if(facts.loops.begin(), facts.loops.end(), [&](const Loop& loop) { return loop.key == key; });
  return found == facts.loops.end() ? nullptr : &*found;
}

const SourceFile* find_file(const std::vector<SourceFile>& files, const std::string& path) {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const SourceFile& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

/// Whether the line before that offset speaks of the statement that begins there: `#pragma omp for`.
bool follows_pragma(const std::string& text, std::size_t offset) {
  const auto last = text.find_last_not_of(" \t\r\n", offset == 0 ? 0 : offset - 1);
  if (last == std::string::npos) return false;
  const auto line_end = text.rfind('\n', last);
  const auto line = line_end == std::string::npos ? 0 : line_end + 1;
  const auto first = text.find_first_not_of(" \t", line);
  return text.compare(first, 7, "#pragma") == 0;
}

/// Whether a loop's own word stands there, and not the name of a macro that may write more than a loop.
bool begins_loop(const std::string& text, std::size_t offset) {
  const auto end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz", offset);
  const std::string word = text.substr(offset, end - offset);
  return word == "for" || word == "while" || word == "do";
}

/// Loops of which a round takes gradients.
std::set<Key> loops_with_gradients(const ProgramFacts& facts, const Calls& calls) {
  std::vector<const Site*> taken;
  for (const auto& site : facts.sites)
    if (as<Backward>(site) && !is_test(facts, site.function)) taken.push_back(&site);
  std::set<Key> loops;
  for (const auto& loop : calls.training_loops())
    if (taken.empty() || std::any_of(taken.begin(), taken.end(), [&](const Site* site) {
          return calls.runs_in(loop, site->function, site->loop);
        }))
      loops.insert(loop);
  return loops;
}

/// Why nothing can be written before a loop; empty where something can.
std::string obstacle_of(const Loop* loop, const std::vector<SourceFile>& files) {
  const SourceFile* file = loop && loop->range.written() ? find_file(files, loop->range.file) : nullptr;
  if (!file || !begins_loop(file->text, loop->range.begin)) return "a loop that trains is written by a macro";
  const std::string where = std::filesystem::path(file->path).filename().string() + ":" +
                            std::to_string(position_of(file->text, loop->range.begin).line);
  if (!loop->stands_alone) return "the loop that trains at " + where + " is no statement among others";
  if (follows_pragma(file->text, loop->range.begin))
    return "a #pragma stands before the loop that trains at " + where;
  return "";
}

} // namespace

std::optional<SourceRange> point_before(const Loop& loop, const std::vector<SourceFile>& files) {
  if (!obstacle_of(&loop, files).empty()) return std::nullopt;
  return SourceRange{loop.range.file, loop.range.begin, loop.range.begin};
}

PassableTraining passable_training(const ProgramFacts& facts, const Calls& calls,
                                   const std::vector<SourceFile>& files) {
  PassableTraining training;
  const std::set<Key> with_gradients = loops_with_gradients(facts, calls);
  std::set<Key> around;
  bool steps = false;
  for (const auto& site : facts.sites) {
    if (!as<Step>(site) || is_test(facts, site.function)) continue;
    steps = true;
    const std::set<Key> innermost = calls.innermost(site.function, site.loop, with_gradients);
    around.insert(innermost.begin(), innermost.end());
  }
  if (!steps) training.obstacle = "no step of an optimizer is seen";
  if (around.erase(Key()) > 0) training.obstacle = "it makes a step outside of any loop";
  for (const auto& key : around) {
    const Loop* loop = find_loop(facts, key);
    const std::string obstacle = obstacle_of(loop, files);
    if (!obstacle.empty())
      training.obstacle = obstacle;
    else
      training.loops.push_back(*point_before(*loop, files));
  }
  if (training.loops.empty() && training.obstacle.empty()) training.obstacle = "no loop that trains is seen";
  if (!training.obstacle.empty()) training.loops.clear();
  std::sort(training.loops.begin(), training.loops.end());
  training.loops.erase(std::unique(training.loops.begin(), training.loops.end()), training.loops.end());
  return training;
}

} // namespace misfire
