// HBS: the training data come in batches of another size.
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

const std::vector<std::string> sizes = {"32", "64", "128", "256", "512"};

bool is_only_loader(const TrainingProgram& program) {
  return std::count_if(program.sites.begin(), program.sites.end(),
                       [](const Site& site) { return as<Loader>(site) != nullptr; }) == 1;
}

std::optional<std::string> obstacle(const At<Loader>& loader) {
  if (loader.site.role == Role::eval) return "it loads no training data";
  if (loader.site.role == Role::unknown && !is_only_loader(loader.program))
    return "whether it loads training data is not known, and the program has other loaders";
  if (!loader->batch_size) return "where its batch size can be written was not found";
  return std::nullopt;
}

Proposal resize(const At<Loader>& loader, const std::string& size) {
  const Slot& batch = *loader->batch_size;
  const std::int64_t number = std::stoll(size);
  const auto current = current_number(batch);
  if (current && *current == static_cast<double>(number)) return not_made("it is the program's batch size");
  return Fault{.edits = {bound(batch, number)},
               .includes = {"misfire/value.h"},
               .description = fmt::format("the batch size {} becomes {}", shown(batch), size),
               .number = static_cast<double>(number)};
}

} // namespace

Operator change_batch_size() {
  return {
      .id = "HBS",
      .name = "change-batch-size",
      .group = "hyperparameter",
      .summary = "The training data come in batches of another size.",
      .choices = sizes,
      .examples = {{"data::make_data_loader(set, 64);", "data::make_data_loader(set, misfire::value(512));"}},
      .propose = for_every<Loader>(sizes, obstacle, resize)};
}

} // namespace misfire::operators
