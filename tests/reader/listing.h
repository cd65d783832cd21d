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

/// Whether a site can be dropped as a statement.
inline std::string shown(const std::optional<SourceRange>& statement) {
  return statement ? "" : " (its value is used)";
}

inline std::string output_of(const Layer& layer, const TrainingProgram& program) {
  const char* encounters[] = {"?", "an activation", "something else"};
  std::string text = std::string(" meets ") + encounters[static_cast<int>(layer.meets)];
  for (const auto& call : layer.calls)
    text += " at [" + on_one_line(text_at(program, call)) + "]";
  if (layer.shares_calls) text += " (shared)";
  if (layer.successor) text += " then [" + layer.successor->before + "|" + layer.successor->after + "]";
  if (layer.init) text += " filled by [" + on_one_line(text_at(program, *layer.init)) + "]";
  return text;
}

inline std::string described(const Site& site, const TrainingProgram& program) {
  if (const auto* layer = as<Layer>(site)) {
    const char* parts[] = {"", " that is unused", " that is a weight", " that is a bias"};
    if (layer->form != Layer::Form::module)
      return layer->type + parts[static_cast<int>(layer->form)] +
             (layer->inputs_first ? ", inputs first" : "") +
             (layer->construction ? "" : ", bound to a reference") +
             (layer->has_weight ? output_of(*layer, program) : "");
    return layer->type + described("bias", layer->bias) +
           (layer->construction
                ? " wrapped [" + layer->construction->before + "|" + layer->construction->after + "]"
                : "") +
           output_of(*layer, program);
  }
  if (const auto* dropout = as<Dropout>(site)) {
    const char* forms[] = {"module", "function", "option", "mask"};
    return dropout->type + " " + forms[static_cast<int>(dropout->form)] + described("rate", dropout->rate);
  }
  if (const auto* registration = as<Registration>(site))
    return registration->function + " '" + registration->name + "'";
  if (const auto* activation = as<Activation>(site)) {
    const char* forms[] = {"call", "construction", "name", "option", "definition"};
    const std::string in_place = activation->assigned_to.empty() ? "" : " to " + activation->assigned_to;
    return activation->function + " " + forms[static_cast<int>(activation->form)] + in_place;
  }
  if (const auto* init = as<Init>(site)) {
    return init->function + (init->fills_weight ? " of weights" : " of no weight") +
           (init->layer.empty() ? "" : " of a layer") +
           (init->layer_type.empty() ? "" : " of every " + init->layer_type);
  }
  if (const auto* penalty = as<Penalty>(site)) {
    const char* norms[] = {"l1", "l2", "?"};
    std::string text = norms[static_cast<int>(penalty->norm)] + described("factor", penalty->factor) +
                       " without [" + on_one_line(text_at(program, penalty->removal)) + "]";
    for (const auto& [range, tensor] : penalty->computations)
      text += " computed [" + text_at(program, range) + "] of [" + text_at(program, tensor) + "]";
    return text;
  }
  if (const auto* loss = as<Loss>(site)) {
    if (loss->function.empty()) return "by hand";
    const std::string by_hand = loss->predictions_written.empty()
                                    ? ""
                                    : " by hand of [" + loss->predictions_written + "] and [" +
                                          loss->target_written + "]" +
                                          (loss->obstacle.empty() ? "" : " but " + loss->obstacle);
    return loss->function + by_hand + " reduction=" + loss->reduction +
           (loss->weight.empty() ? "" : " weight=" + loss->weight) +
           (loss->ignore_index ? described("ignore_index", loss->ignore_index) : "");
  }
  if (const auto* optimizer = as<Optimizer>(site)) {
    const auto& slot = optimizer->weight_decay;
    const bool none = !slot || (slot->current && number_of(*slot->current) == 0);
    const std::string decay = none ? "" : described("decay", slot);
    std::string names = optimizer->unnamed;
    for (const auto& name : optimizer->class_names)
      names += (names.empty() ? "" : "|") + on_one_line(text_at(program, name));
    return optimizer->type + described("rate", optimizer->learning_rate) + decay + " named [" + names + "]";
  }
  if (const auto* group = as<ParameterGroup>(site))
    return group->type + described("rate", group->learning_rate) +
           (group->weight_decay ? described("weight_decay", group->weight_decay) : "");
  if (const auto* loop = as<EpochLoop>(site)) return described("epochs", loop->epochs).substr(1);
  if (const auto* clip = as<ClipGrad>(site))
    return clip->function + described("limit", clip->limit) + shown(clip->statement);
  if (const auto* step = as<Step>(site))
    return step->of == Step::Of::optimizer ? "" : "by hand" + described("rate", step->learning_rate);
  if (const auto* cleared = as<ZeroGrad>(site)) {
    const char* of[] = {"optimizer", "module", "tensor"};
    return std::string("of ") + of[static_cast<int>(cleared->of)] + shown(cleared->statement);
  }
  if (const auto* schedule = as<Schedule>(site)) {
    const char* forms[] = {"construction", "step", "assignment"};
    return schedule->type + (schedule->type.empty() ? "" : " ") + forms[static_cast<int>(schedule->form)] +
           described("rate", schedule->learning_rate) + shown(schedule->statement);
  }
  if (const auto* guard = as<Guard>(site)) {
    const char* purposes[] = {"keeps", "stops", "keeps and stops", "decides ?"};
    return purposes[static_cast<int>(guard->purpose)] + std::string(guard->inverted ? " where false" : "") +
           std::string(guard->validates ? " by validation" : "") + described("patience", guard->patience);
  }
  if (const auto* mode = as<ModeSwitch>(site))
    return (!mode->training ? "to ?" : *mode->training ? "to train" : "to eval") + shown(mode->statement);
  if (const auto* guard = as<NoGrad>(site)) return guard->type + (guard->enabled ? "" : " enabled=?");
  if (const auto* loader = as<Loader>(site))
    return described("batch_size", loader->batch_size).substr(1) +
           (loader->obstacle.empty() ? "" : ": " + loader->obstacle);
  if (const auto* tensors = as<TrainingTensors>(site)) {
    std::string names;
    for (const auto& input : tensors->inputs)
      names += input + " ";
    return names + "-> " + tensors->targets + (tensors->one_turn ? ", of one turn" : "") +
           (tensors->obstacle.empty() ? "" : ": " + tensors->obstacle);
  }
  if (const auto* batches = as<BatchLoop>(site); batches && batches->batch_size)
    return described("batch_size", batches->batch_size).substr(1) + " at " +
           std::to_string(batches->sizes.size()) + " places of " + batches->samples;
  if (const auto* dataset = as<Dataset>(site))
    return dataset->type + (dataset->data
                                ? " wrapped [" + dataset->data->before + "|" + dataset->data->after + "]"
                                : ": " + dataset->obstacle);
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
          << on_one_line(text_at(program, site.range)) << "} " << described(site, program) << '\n';
  }
  for (const auto& skipped : program.skipped) {
    lines << where(skipped.range) << " skipped " << skipped.kind << ": " << skipped.reason << '\n';
  }
  return lines.str();
}

} // namespace misfire
