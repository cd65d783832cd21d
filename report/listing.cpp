// Lists sites and mutants.
#include "report/listing.h"

#include "mutator/program/compiler_message.h"
#include "report/json.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>

namespace misfire {

namespace json = llvm::json;

namespace {

struct Where {
  std::string file;
  Position begin, end;
};

Where where(const TrainingProgram& program, const SourceRange& range) {
  if (!range.written()) return {};
  const std::string& text = get_file(program, range.file).text;
  return {shown_path(program, range.file), position_of(text, range.begin), position_of(text, range.end)};
}

std::string place_text(const TrainingProgram& program, const SourceRange& range) {
  const Where at = where(program, range);
  return fmt::format("{}:{}:{}", at.file, at.begin.line, at.begin.column);
}

std::string first_line(const std::string& text) {
  const std::string line = text.substr(0, text.find('\n'));
  constexpr std::size_t widest = 60;
  return line.size() <= widest ? line : line.substr(0, widest - 3) + "...";
}

json::Object position_json(const Where& at) {
  return json::Object{{"file", at.file},
                      {"line", std::int64_t(at.begin.line)},
                      {"column", std::int64_t(at.begin.column)},
                      {"end_line", std::int64_t(at.end.line)},
                      {"end_column", std::int64_t(at.end.column)}};
}

json::Value value_json(const Value& value) {
  if (const auto* truth = std::get_if<bool>(&value)) return *truth;
  if (const auto* text = std::get_if<std::string>(&value)) return utf8(*text);
  return number_json(*number_of(value));
}

/// The slot that a site's meaning turns on, if it has one.
const std::optional<Slot>* slot_of(const Site& site) {
  if (const auto* optimizer = as<Optimizer>(site)) return &optimizer->learning_rate;
  if (const auto* group = as<ParameterGroup>(site)) return &group->learning_rate;
  if (const auto* loop = as<EpochLoop>(site)) return &loop->epochs;
  if (const auto* loader = as<Loader>(site)) return &loader->batch_size;
  if (const auto* step = as<Step>(site)) return &step->learning_rate;
  if (const auto* dropout = as<Dropout>(site)) return &dropout->rate;
  if (const auto* penalty = as<Penalty>(site)) return &penalty->factor;
  if (const auto* loop = as<BatchLoop>(site)) return &loop->batch_size;
  if (const auto* schedule = as<Schedule>(site)) return &schedule->learning_rate;
  if (const auto* clip = as<ClipGrad>(site)) return &clip->limit;
  if (const auto* guard = as<Guard>(site)) return &guard->patience;
  return nullptr;
}

json::Object mutant_json(const MutantEntry& mutant, bool diff) {
  json::Object object{{"id", mutant.id},
                      {"operator", mutant.operator_id},
                      {"group", mutant.group},
                      {"file", mutant.file},
                      {"line", std::int64_t(mutant.line)},
                      {"column", std::int64_t(mutant.column)},
                      {"end_line", std::int64_t(mutant.end_line)},
                      {"end_column", std::int64_t(mutant.end_column)},
                      {"description", utf8(mutant.description)}};
  if (!mutant.choice.empty()) object["value"] = mutant.choice;
  if (mutant.harsh) {
    object["domain"] = json::Object{{"mild", mutant.mild ? number_json(*mutant.mild) : json::Value(nullptr)},
                                    {"harsh", number_json(*mutant.harsh)}};
  }
  if (!mutant.unbuildable.empty()) object["unbuildable"] = utf8(mutant.unbuildable);
  if (diff) object["diff"] = utf8(mutant.diff);
  return object;
}

json::Object site_json(const TrainingProgram& program, const Site& site,
                       const std::set<std::string>& operators) {
  json::Object object = position_json(where(program, site.range));
  object["kind"] = kind_of(site);
  object["role"] = spelled(site.role);
  object["text"] = utf8(text_at(program, site.range));
  if (const std::optional<Slot>* slot = slot_of(site); slot && *slot && (*slot)->current)
    object["value"] = value_json(*(*slot)->current);
  object["operators"] = json::Array(operators);
  return object;
}

json::Array skipped_json(const TrainingProgram& program) {
  json::Array skipped;
  for (const Skipped& one : program.skipped) {
    json::Object object = position_json(where(program, one.range));
    object["kind"] = one.kind;
    object["reason"] = one.reason;
    skipped.push_back(std::move(object));
  }
  return skipped;
}

/// The sources that Clang could not read, where there are any.
void add_unread(json::Object& list, const TrainingProgram& program) {
  json::Array unread;
  for (const ProgramUnit& unit : program.units)
    if (!unit.refusal.empty())
      unread.push_back(
          json::Object{{"file", shown_path(program, unit.main_file)}, {"reason", utf8(unit.refusal)}});
  if (!unread.empty()) list["unread"] = std::move(unread);
}

/// From so many on, what a file has of one kind and for one reason is told in one line.
constexpr std::size_t many_of_a_kind = 5;

std::string skipped_text(const TrainingProgram& program) {
  std::map<std::tuple<std::string, std::string, std::string>, std::vector<const Skipped*>> alike;
  for (const Skipped& one : program.skipped)
    alike[{one.range.file, one.kind, one.reason}].push_back(&one);
  std::string text;
  for (const Skipped& one : program.skipped) {
    const auto& all = alike[{one.range.file, one.kind, one.reason}];
    if (all.size() < many_of_a_kind)
      text += fmt::format("skipped: {}  {}  {}\n", place_text(program, one.range), one.kind, one.reason);
    else if (all.front() == &one)
      text +=
          fmt::format("skipped: {} of a kind in {}, the first at {}  {}  {}\n", all.size(),
                      where(program, one.range).file, place_text(program, one.range), one.kind, one.reason);
  }
  return text;
}

} // namespace

std::string unread_text(const TrainingProgram& program) {
  std::string text;
  for (const ProgramUnit& unit : program.units)
    if (!unit.refusal.empty())
      text += fmt::format("left out: {}  {}, so nothing in it is mutated; building it is left to the "
                          "project's own compiler.{}\n",
                          shown_path(program, unit.main_file),
                          unit.refusal == left_out_by_choice ? left_out_by_choice : "Clang cannot read it",
                          unit.refusal == left_out_by_choice ? "" : " " + first_error(unit.refusal));
  return text;
}

namespace {

/// " (deepcrime: 187, libtorch: 40)" where more than one set has mutants.
std::string counts_by_set(const std::vector<MutantEntry>& mutants) {
  std::map<std::string, std::size_t> counts;
  for (const MutantEntry& mutant : mutants) {
    const auto one = std::ranges::find(all_operators(), mutant.operator_id, &Operator::id);
    if (one != all_operators().end() && !one->on_request) ++counts[one->set];
  }
  if (counts.size() < 2) return "";
  std::string text;
  for (const std::string& set : operator_sets())
    if (counts.contains(set)) text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", set, counts[set]);
  return " (" + text + ")";
}

} // namespace

std::string mutants_text(const TrainingProgram& program, const std::vector<MutantEntry>& mutants,
                         const std::vector<NotMade>& not_made) {
  std::string text;
  for (const MutantEntry& mutant : mutants)
    text += fmt::format("{}  {}\n", mutant.id, mutant.description);
  for (const NotMade& one : not_made)
    text += fmt::format("not made: {}@{}{}  {}\n", one.operator_id, place_text(program, one.site),
                        one.choice.empty() ? "" : "=" + one.choice, one.reason);
  text += skipped_text(program) + unread_text(program);
  return text +
         fmt::format("{} mutants{}, {} not made.\n", mutants.size(), counts_by_set(mutants), not_made.size());
}

std::string mutants_json(const TrainingProgram& program, const std::vector<MutantEntry>& mutants,
                         const std::vector<NotMade>& not_made, bool diffs) {
  json::Array made;
  for (const MutantEntry& mutant : mutants)
    made.push_back(mutant_json(mutant, diffs));
  json::Array left;
  for (const NotMade& one : not_made) {
    json::Object object = position_json(where(program, one.site));
    object["operator"] = one.operator_id;
    if (!one.choice.empty()) object["value"] = one.choice;
    object["reason"] = one.reason;
    left.push_back(std::move(object));
  }
  json::Object list{{"mutants", std::move(made)}, {"not_made", std::move(left)}};
  if (!program.skipped.empty()) list["skipped"] = skipped_json(program);
  add_unread(list, program);
  return pretty(std::move(list));
}

std::string sites_text(const TrainingProgram& program) {
  std::string text;
  for (const Site& site : program.sites) {
    text += fmt::format("{}  {}  {}  {}", place_text(program, site.range), kind_of(site), spelled(site.role),
                        first_line(text_at(program, site.range)));
    if (const std::optional<Slot>* slot = slot_of(site); slot && *slot && (*slot)->current)
      text += fmt::format("  = {}", spelled(*(*slot)->current));
    text += "\n";
  }
  text += skipped_text(program) + unread_text(program);
  return text + fmt::format("{} sites, {} skipped.\n", program.sites.size(), program.skipped.size());
}

std::string sites_json(const TrainingProgram& program, const std::vector<Mutant>& mutants) {
  std::map<SourceRange, std::set<std::string>> operators;
  for (const Mutant& mutant : mutants)
    operators[mutant.site].insert(mutant.operator_id);
  json::Array sites;
  for (const Site& site : program.sites)
    sites.push_back(site_json(program, site, operators[site.range]));
  json::Object list{{"sites", std::move(sites)}, {"skipped", skipped_json(program)}};
  add_unread(list, program);
  return pretty(std::move(list));
}

} // namespace misfire
