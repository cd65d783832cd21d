// A training program's sites as lines of text, for tests to compare and for people to read.
#pragma once

#include "mutator/program/training_program.h"

#include <sstream>

namespace misfire {

inline std::string on_one_line(std::string text) {
  std::string line;
  for (const char character : text) {
    const bool blank = character == ' ' || character == '\n' || character == '\t';
    if (!blank)
      line += character;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  return line;
}

inline std::string described(const std::string& name, const std::optional<Slot>& slot) {
  if (!slot) return " no " + name;
  return " " + name + "=" + (slot->current ? spelled(*slot->current) : "?") + " via [" +
         on_one_line(slot->before) + "|" + on_one_line(slot->after) + "]";
}

inline std::string described(const Site& site) {
  if (const auto* layer = as<Layer>(site)) {
    return layer->type + described("bias", layer->bias) +
           (layer->construction
                ? " wrapped [" + layer->construction->before + "|" + layer->construction->after + "]"
                : "");
  }
  if (const auto* activation = as<Activation>(site)) {
    const char* forms[] = {"call", "construction", "name"};
    const std::string in_place = activation->assigned_to.empty() ? "" : " to " + activation->assigned_to;
    return activation->function + " " + forms[static_cast<int>(activation->form)] + in_place;
  }
  if (const auto* loss = as<Loss>(site)) {
    return loss->function + " reduction=" + loss->reduction +
           (loss->weight.empty() ? "" : " weight=" + loss->weight) +
           (loss->ignore_index ? described("ignore_index", loss->ignore_index) : "");
  }
  if (const auto* optimizer = as<Optimizer>(site))
    return optimizer->type + described("rate", optimizer->learning_rate);
  if (const auto* loop = as<EpochLoop>(site)) return described("epochs", loop->epochs).substr(1);
  if (const auto* loader = as<Loader>(site)) return described("batch_size", loader->batch_size).substr(1);
  if (const auto* metric = as<Metric>(site)) return "'" + metric->label + "' in '" + metric->line + "'";
  if (const auto* seed = as<Seed>(site)) return seed->function + (seed->callee ? "" : " (not controlled)");
  return "";
}

/// `12:5 Layer unknown {fc1(784, 64)} Linear bias=true ...`, a line a site, then the skipped ones with their
/// reasons.
inline std::string listing(const TrainingProgram& program) {
  std::ostringstream lines;
  const auto where = [&](const SourceRange& range) {
    const auto position = position_of(get_file(program, range.file).text, range.begin);
    const auto several = program.files.size() > 1 ? shown_path(program, range.file) + ":" : std::string();
    return several + std::to_string(position.line) + ":" + std::to_string(position.column);
  };
  for (const auto& site : program.sites) {
    lines << where(site.range) << ' ' << kind_of(site) << ' ' << spelled(site.role) << " {"
          << on_one_line(text_at(program, site.range)) << "} " << described(site) << '\n';
  }
  for (const auto& skipped : program.skipped) {
    lines << where(skipped.range) << " skipped " << skipped.kind << ": " << skipped.reason << '\n';
  }
  return lines.str();
}

} // namespace misfire
