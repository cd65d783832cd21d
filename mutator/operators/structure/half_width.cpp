// LCN: a hidden layer has half its outputs.
#include "mutator/operators/proposal.h"
#include "mutator/operators/structure/brackets.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

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

std::string first_size_of(const TrainingProgram& program, const Site& site) {
  const auto sizes = sizes_of(program, site);
  return sizes.empty() ? "" : sizes.front();
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

/// The class that the member that holds a layer is of; empty for other variables.
std::string owner_of(const Layer& layer) {
  const auto field = layer.variable.rfind("@FI@");
  return field == std::string::npos ? "" : layer.variable.substr(0, field);
}

/// Whether a site is a layer of the same network, as far as its function, class and file tell.
bool is_beside(const At<Layer>& layer, const Site& site) {
  const auto* other = as<Layer>(site);
  return other && other != &layer.meaning && site.range.file == layer.site.range.file &&
         site.function == layer.site.function && owner_of(*other) == owner_of(layer.meaning);
}

/// The next layer with a weight behind it in the source.
const Site* layer_behind(const At<Layer>& layer) {
  for (const auto& site : layer.program.sites)
    if (is_beside(layer, site) && site.range.begin >= layer.site.range.end) return &site;
  return nullptr;
}

/// Whether names, or numbers, are made of it.
bool is_of_value(char character) {
  return is_of_word(character) || character == '.';
}

bool has_word(const std::string& text, const std::string& word) {
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const auto behind = at + word.size();
    if ((at == 0 || !is_of_value(text[at - 1])) && (behind >= text.size() || !is_of_value(text[behind])))
      return true;
  }
  return false;
}

/// What elements are added to at places of a text by calls of `push_back(`, each as written before it.
std::set<std::string> added_to(const std::string& text) {
  const std::string call = "push_back(";
  std::set<std::string> names;
  for (auto at = text.find(call); at != text.npos; at = text.find(call, at + 1)) {
    auto begin = at;
    while (begin > 0 && (is_of_value(text[begin - 1]) || text[begin - 1] == '-' || text[begin - 1] == '>'))
      --begin;
    names.insert(text.substr(begin, at - begin));
  }
  return names;
}

/// Whether both are added to one Sequential by statements in one pair of braces.
bool are_added_to_one(const At<Layer>& layer, const Site& next) {
  const auto& text = get_file(layer.program, next.range.file).text;
  const auto statement = text.find_last_of(";{}", layer.site.range.begin);
  const auto begin = statement == text.npos ? 0 : statement + 1;
  const auto of_first = added_to(text.substr(begin, layer.site.range.begin - begin));
  const auto of_all = added_to(text.substr(begin, next.range.begin - begin));
  const auto between = text.substr(layer.site.range.end, next.range.begin - layer.site.range.end);
  return of_first.size() == 1 && of_first == of_all && !of_first.begin()->empty() &&
         between.find_first_of("{}") == between.npos && between.find("push_back(") != between.npos;
}

/// Whether both are elements of one list, so that what one gives comes to the other alone.
bool are_in_one_sequential(const At<Layer>& layer, const Site& next) {
  const auto* behind = as<Layer>(next);
  if (!layer->successor || !behind || !behind->successor) return false;
  if (are_added_to_one(layer, next)) return true;
  const auto between = text_at(layer.program, {next.range.file, layer.site.range.end, next.range.begin});
  int depth = 0;
  for (const char character : between) {
    depth += (character == '(' || character == '{') - (character == ')' || character == '}');
    if (depth < 0 || character == ';') return false;
  }
  return true;
}

/// Whether another layer beside both takes or gives as many: perhaps the same values, or their sum.
bool has_third(const At<Layer>& layer, const Site& next, const std::string& size) {
  return std::ranges::any_of(layer.program.sites, [&](const Site& site) {
    if (&site == &next || !is_beside(layer, site)) return false;
    const auto sizes = sizes_of(layer.program, site);
    return (!sizes.empty() && sizes[0] == size) || (sizes.size() > 1 && sizes[1] == size);
  });
}

/// Whether a normalisation whose size is no use of its own is made of so many in the layer's file.
bool is_normalised_otherwise(const At<Layer>& layer, const std::string& size) {
  const auto& text = get_file(layer.program, layer.site.range.file).text;
  constexpr std::size_t longest = 400;
  for (const std::string name : {"LayerNorm", "GroupNorm", "InstanceNorm"})
    for (auto at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
      const auto end = std::min({text.find(';', at), at + longest, text.size()});
      if (has_word(text.substr(at, end - at), size)) return true;
    }
  return false;
}

/// Why halving what is between two layers would not fit elsewhere; nothing where nothing tells.
std::optional<std::string> obstacle_between(const At<Layer>& layer, const Site& next,
                                            const std::string& size) {
  if (layer->successor && as<Layer>(next)->successor && !are_in_one_sequential(layer, next))
    return "the next layer is not an element of the same Sequential as it is written";
  if (!are_in_one_sequential(layer, next) && has_third(layer, next, size))
    return "another layer has as many inputs or outputs, so that it may be counted on elsewhere, too";
  if (is_normalised_otherwise(layer, size))
    return "a normalisation may be of its size, which is not followed";
  return std::nullopt;
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
  if (behind->type != layer->type || first_size_of(layer.program, *next) != sizes[1])
    return not_made(
        "the next layer does not take as many inputs as it has outputs, so that shapes would not fit");
  const auto outputs = argument_at(layer.program, layer.site, 1),
             inputs = argument_at(layer.program, *next, 0);
  if (sizes[1] == "1" || !outputs || !inputs) return not_made("it has one output");
  if (const auto obstacle = obstacle_between(layer, *next, sizes[1])) return not_made(*obstacle);
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
