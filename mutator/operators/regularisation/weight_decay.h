// Whether a program decays the weights of an optimizer, by its own words.
#pragma once

#include "mutator/operators/writing.h"
#include "mutator/program/sites/optimization.h"

#include <fmt/format.h>

namespace misfire::operators {

/// Why there is no weight decay to change or remove. What an optimizer decays by default (AdamW by 0.01) is
/// no regularisation that the program chose. Nothing where there may be one.
inline std::optional<std::string> no_decay_written(const Optimizer& optimizer) {
  if (optimizer.options.range.written())
    return "its options are made elsewhere: what they say is changed there";
  if (!optimizer.weight_decay)
    return fmt::format("where a weight decay of {} can be written was not found", optimizer.type);
  const auto current = current_number(*optimizer.weight_decay);
  if (current && *current == 0) return "it has no weight decay";
  if (current && optimizer.weight_decay->written.empty())
    return fmt::format("the program writes no weight decay; {} by itself has {}", optimizer.type,
                       spelled(*optimizer.weight_decay->current));
  return std::nullopt;
}

} // namespace misfire::operators
