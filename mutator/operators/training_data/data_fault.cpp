#include "mutator/operators/training_data/data_fault.h"

#include "mutator/source/edits.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace misfire {
namespace {

bool is_only_dataset(const TrainingProgram& program) {
  return std::count_if(program.sites.begin(), program.sites.end(),
                       [](const Site& site) { return as<Dataset>(site) != nullptr; }) == 1;
}

/// `of_batches`: the fault can be made in every batch by itself.
Proposal spoil(const At<Dataset>& here, const std::string& function, std::int64_t harsh, bool of_batches) {
  const Dataset& dataset = here.meaning;
  if (here.site.role == Role::eval) return not_made("it is no training data");
  if (here.site.role == Role::unknown && !is_only_dataset(here.program))
    return not_made("whether it is training data is not known, and the program has other datasets");
  if (!dataset.data) return not_made(dataset.obstacle);
  if (dataset.streams && !of_batches)
    return not_made("it streams its samples: there is no whole set to take some from, or to add some to");
  return Fault{.edits = wrapped(*dataset.data, function, harsh), .includes = {"misfire/datasets.h"}};
}

Proposal unknown_samples(const Dataset& dataset) {
  return not_made(
      fmt::format("its samples are of a type of the program's own ({}), of which it is not known what "
                  "are inputs and what are targets: with its members named `data` and `target`, as "
                  "torch::data::Example has them, they are found",
                  dataset.own_samples));
}

/// The white space that the line of a point begins with.
std::string indentation_at(const TrainingProgram& program, const SourceRange& point) {
  const auto& text = get_file(program, point.file).text;
  const auto start = point.begin == 0 ? 0 : text.rfind('\n', point.begin - 1) + 1;
  return text.substr(start, text.find_first_not_of(" \t", start) - start);
}

/// A call, but for its number, as a statement of its own: on the line below where the point is a line's end
/// (that of a comment), else before the statement that begins there.
Slot statement_at(const TrainingProgram& program, const SourceRange& point, const std::string& call) {
  const auto& text = get_file(program, point.file).text;
  const auto indentation = indentation_at(program, point);
  const auto line_end = line_end_of(text);
  if (point.begin == text.size() || text[point.begin] == '\n' || text[point.begin] == '\r')
    return {.range = point, .before = line_end + indentation + call, .after = ");"};
  const auto start = point.begin - std::min<std::size_t>(point.begin, indentation.size());
  const bool begins_line =
      text.compare(start, indentation.size(), indentation) == 0 && (start == 0 || text[start - 1] == '\n');
  return {.range = point, .before = call, .after = begins_line ? ");" + line_end + indentation : "); "};
}

/// The tensors as arguments of the fault's call: `x`, `std::tie(a, b), y`.
std::string arguments_of(const TrainingTensors& tensors, ActsOn acts_on) {
  auto inputs = tensors.inputs;
  if (acts_on == ActsOn::inputs) inputs.resize(inputs.size() - tensors.further_targets);
  if (tensors.repeats)
    for (auto& input : inputs)
      input = fmt::format("misfire::once({})", input);
  std::string all =
      inputs.size() == 1 ? inputs.front() : fmt::format("std::tie({})", fmt::join(inputs, ", "));
  if (tensors.targets.empty()) return all;
  return tensors.repeats ? fmt::format("{}, misfire::once({})", all, tensors.targets)
                         : fmt::format("{}, {}", all, tensors.targets);
}

Proposal spoil(const TrainingProgram& program, const TrainingTensors& tensors, const std::string& function,
               std::int64_t harsh, ActsOn acts_on) {
  if (!tensors.after.written()) return not_made(tensors.obstacle);
  if (acts_on == ActsOn::labels && tensors.targets.empty())
    return not_made("its tensors have no targets beside them");
  if (acts_on == ActsOn::labels && tensors.further_targets > 0)
    return not_made("which of several tensors are its targets is not known");
  if (function.empty())
    return not_made("its tensors are made for one turn of the loop, and the fault needs all");
  const bool unlabelled = tensors.targets.empty() && !tensors.one_turn;
  const std::string of_unlabelled =
      acts_on == ActsOn::rows ? "misfire::delete_unlabelled_data" : "misfire::add_noise_to_unlabelled_data";
  const auto call =
      fmt::format("{}({}, ", unlabelled ? of_unlabelled : function, arguments_of(tensors, acts_on));
  const Slot statement = statement_at(program, tensors.after, call);
  return Fault{.edits = {bound(statement, harsh)}, .includes = {"misfire/tensors.h"}};
}

} // namespace

Mutants spoil_training_data(const TrainingProgram& program, const std::string& function, std::int64_t harsh,
                            const std::string& effect, ActsOn acts_on, const std::string& of_batch) {
  constexpr double step = 5;
  Mutants mutants;
  const auto add_searched = [&](const Site& site, Proposal proposal) {
    if (proposal) {
      const auto number = static_cast<double>(harsh);
      const auto* tensors = as<TrainingTensors>(site);
      const auto* dataset = as<Dataset>(site);
      const bool by_batches = (tensors && tensors->one_turn) || (dataset && dataset->streams);
      proposal->description = (by_batches ? "in every batch, " : "") + effect;
      proposal->domain =
          Interval{.mild = 0.0, .harsh = number, .step = step, .scale = Interval::Scale::integer};
      proposal->number = number;
    }
    add(mutants, site, "", std::move(proposal));
  };
  for (const auto& site : program.sites) {
    if (const auto* dataset = as<Dataset>(site))
      add_searched(site,
                   acts_on != ActsOn::rows && !dataset->own_samples.empty() && site.role != Role::eval
                       ? unknown_samples(*dataset)
                       : spoil(At<Dataset>{program, site, *dataset}, function, harsh, !of_batch.empty()));
    else if (const auto* tensors = as<TrainingTensors>(site))
      add_searched(site, spoil(program, *tensors, tensors->one_turn ? of_batch : function, harsh, acts_on));
  }
  for (const auto& [range, kind, reason] : program.skipped)
    if (kind == "TrainingTensors" || kind == "Dataset")
      mutants.not_made.push_back({.site = range, .reason = reason});
  return mutants;
}

} // namespace misfire
