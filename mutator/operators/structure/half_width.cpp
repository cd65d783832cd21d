// LCN: a hidden layer has half its outputs.
#include "mutator/operators/proposal.h"
#include "mutator/operators/structure/brackets.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

std::string half_of(const std::string& size) {
  const bool sum = size.find_first_of("+-?") != size.npos;
  return sum ? fmt::format("({}) / 2", size) : fmt::format("{} / 2", size);
}

/// Its arguments, each as written.
std::vector<std::string> sizes_of(const TrainingProgram& program, const Site& site) {
  const auto inside = in_last_brackets(program, site.range);
  return inside ? split_arguments(text_at(program, *inside)) : std::vector<std::string>{};
}

/// Where the argument of that index stands; nothing where it is not found once.
std::optional<SourceRange> argument_at(const TrainingProgram& program, const Site& site, std::size_t index) {
  const auto inside = in_last_brackets(program, site.range);
  const auto sizes = sizes_of(program, site);
  if (!inside || index >= sizes.size()) return std::nullopt;
  const auto text = text_at(program, *inside);
  const auto comma = index == 0 ? 0 : text.find(',');
  const auto found = comma == text.npos ? text.npos : text.find(sizes[index], comma);
  if (found == text.npos) return std::nullopt;
  const auto begin = inside->begin + static_cast<std::uint32_t>(found);
  return SourceRange{inside->file, begin, begin + static_cast<std::uint32_t>(sizes[index].size())};
}

bool is_plain(const Layer& layer) {
  return layer.form == Layer::Form::module && (layer.type == "Linear" || layer.type == "Conv2d");
}

/// The next layer with a weight behind it in the source.
const Site* layer_behind(const At<Layer>& layer) {
  for (const auto& site : layer.program.sites) {
    const auto* next = as<Layer>(site);
    if (next && site.range.file == layer.site.range.file && site.range.begin >= layer.site.range.end)
      return &site;
  }
  return nullptr;
}

/// Batch normalisations of the same size between two layers, which must follow.
Proposal with_neighbours(const At<Layer>& layer, const Site& next, const std::string& size, Fault fault) {
  for (const auto& use : layer.program.uses) {
    if (!use.name.starts_with("BatchNorm") || use.range.file != next.range.file) continue;
    if (use.given.empty() || text_at(layer.program, use.given.front().range) != size) continue;
    if (use.range.begin > layer.site.range.begin && use.range.end < next.range.begin)
      fault.edits.push_back({.range = use.given.front().range, .text = half_of(size)});
    else
      return not_made("a batch normalisation of its size is not made between it and the next layer");
  }
  return fault;
}

Proposal halve(const At<Layer>& layer) {
  if (!is_plain(layer.meaning)) return not_made("");
  const auto sizes = sizes_of(layer.program, layer.site);
  if (sizes.size() < 2) return not_made("how many outputs it has is not written as an argument of its own");
  const auto* next = layer_behind(layer);
  const auto* behind = next ? as<Layer>(*next) : nullptr;
  if (!behind) return not_made("it is the last layer, whose outputs others count on");
  if (behind->type != layer->type || sizes_of(layer.program, *next).front() != sizes[1])
    return not_made(
        "the next layer does not take as many inputs as it has outputs, so that shapes would not fit");
  const auto outputs = argument_at(layer.program, layer.site, 1),
             inputs = argument_at(layer.program, *next, 0);
  if (sizes[1] == "1" || !outputs || !inputs) return not_made("it has one output");
  const auto half = half_of(sizes[1]);
  Fault fault{.edits = {{.range = *outputs, .text = half}, {.range = *inputs, .text = half}},
              .description = fmt::format("the {} has {} / 2 outputs", layer->type, sizes[1])};
  return with_neighbours(layer, *next, sizes[1], std::move(fault));
}

} // namespace

Operator half_width() {
  return {
      .id = "LCN",
      .name = "half-width",
      .group = "structure",
      .summary = "A hidden layer has half its outputs.",
      .domain = "one mutant a Linear or Conv2d before another that takes as many inputs",
      .examples = {{"first{4, 8}", "first{4, 8 / 2}"}},
      .propose = at_every<Layer>(halve),
      .survival =
          "The network is as good with half of the layer: the task, or the test data, do not need its width.",
      .advice = "Add inputs that only a wider network gets right: more classes, finer distinctions; look "
                "whether the network needs the width.",
      .set = "libtorch",
      .seen = "22 of the 314 faults in arXiv 2412.16336"};
}

} // namespace misfire::operators
