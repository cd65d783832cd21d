// HBS: the training data come in batches of another size.
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <cctype>
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
  if (!loader->obstacle.empty()) return loader->obstacle;
  if (!loader->batch_size) return "where its batch size can be written was not found";
  return std::nullopt;
}

Proposal resize(const At<Loader>& loader, const std::string& size) {
  const Slot& batch = *loader->batch_size;
  const std::int64_t number = std::stoll(size);
  const auto current = current_number(batch);
  if (current && *current == static_cast<double>(number)) return not_made("it is the program's batch size");
  return Fault{.edits = {bound(batch, number)},
               .at = apart_from(loader.program, loader.site.range, batch),
               .includes = {"misfire/value.h"},
               .description = fmt::format("the batch size {} becomes {}", shown(batch), size),
               .number = static_cast<double>(number)};
}

std::optional<std::string> obstacle(const At<BatchLoop>& loop) {
  if (loop.site.role != Role::train) return "it walks no training data";
  return std::nullopt;
}

/// The size wherever the loop that cuts the batches says it.
Proposal resize_cut(const At<BatchLoop>& loop, const std::string& size) {
  const Slot& batch = *loop->batch_size;
  const auto current = current_number(batch);
  if (current && *current == std::stod(size)) return not_made("it is the program's batch size");
  const bool literal = std::isdigit(static_cast<unsigned char>(batch.written[0])) != 0;
  Fault fault{.edits = {},
              .at = apart_from(loop.program, loop.site.range, batch),
              .description = fmt::format("the batch size {} becomes {}", shown(batch), size)};
  const auto text = literal ? size : fmt::format("misfire::value({}, {})", size, batch.written);
  for (const auto& range : loop->sizes)
    fault.edits.push_back({.range = range, .text = text});
  if (!literal) fault.includes = {"misfire/value.h"};
  return fault;
}

/// Loops without a size of their own walk loaders, which are sites themselves.
bool cuts_batches(const BatchLoop& loop) {
  return loop.batch_size.has_value();
}

} // namespace

Operator change_batch_size() {
  return {
      .id = "HBS",
      .name = "change-batch-size",
      .group = "hyperparameter",
      .summary = "The training data come in batches of another size.",
      .choices = sizes,
      .examples = {{"data::make_data_loader(set, 64);", "data::make_data_loader(set, misfire::value(512));"},
                   {"i += batch", "i += misfire::value(512, batch)"}},
      .propose = both(for_every<Loader>(sizes, obstacle, resize),
                      for_every<BatchLoop>(sizes, obstacle, resize_cut, cuts_batches)),
      .survival = "The test data score a network trained in batches of this size like one trained in the "
                  "program's own.",
      .advice = "Add inputs that only a well-converged network gets right: rare classes and inputs near the "
                "boundary between two classes. If there are none in your domain, the batch size does not "
                "matter to it, and that is worth knowing."};
}

} // namespace misfire::operators
