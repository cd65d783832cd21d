#include "tests/reader/listing.h"

#include <sstream>

namespace misfire {

std::string on_one_line(const std::string& text) {
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

namespace {

using Fields = std::vector<std::string>;

std::string slot(const std::string& name, const std::optional<Slot>& slot) {
  if (!slot) return "no " + name;
  return name + "=" + (slot->current ? spelled(*slot->current) : "?") + " via [" + on_one_line(slot->before) +
         "|" + on_one_line(slot->after) + "]";
}

std::string place(const std::string& name, const Place& place) {
  return name + " [" + place.before + "|" + place.after + "]";
}

/// Whether a site can be dropped as a statement.
void add_statement(const std::optional<SourceRange>& statement, Fields& fields) {
  if (!statement) fields.push_back("(its value is used)");
}

/// A field that is empty is none.
void add(std::string field, Fields& fields) {
  if (!field.empty()) fields.push_back(std::move(field));
}

struct Describe {
  const TrainingProgram& program;

  std::string text(const SourceRange& range) const { return on_one_line(text_at(program, range)); }

  std::string rest_of_line(const SourceRange& point) const {
    const std::string& all = get_file(program, point.file).text;
    return on_one_line(all.substr(point.begin, all.find('\n', point.begin) - point.begin));
  }

  Fields operator()(const Layer& layer) const {
    if (layer.form != Layer::Form::module) return of_plain_tensor(layer);
    Fields fields{layer.type, slot("bias", layer.bias)};
    if (!layer.made_by.empty()) fields.push_back("of one call of a function");
    if (layer.construction) fields.push_back(place("wrapped", *layer.construction));
    add_output(layer, fields);
    return fields;
  }

  Fields of_plain_tensor(const Layer& layer) const {
    const char* parts[] = {"", " that is unused", " that is a weight", " that is a bias"};
    Fields fields{layer.type + parts[static_cast<int>(layer.form)] +
                  (layer.inputs_first ? ", inputs first" : "") +
                  (layer.construction ? "" : ", bound to a reference")};
    if (layer.has_weight) add_output(layer, fields);
    return fields;
  }

  void add_output(const Layer& layer, Fields& fields) const {
    const char* encounters[] = {"?", "an activation", "something else"};
    fields.push_back(std::string("meets ") + encounters[static_cast<int>(layer.meets)]);
    for (const auto& call : layer.calls)
      fields.push_back("at [" + text(call) + "]");
    if (layer.shares_calls) fields.push_back("(shared)");
    if (layer.successor) fields.push_back(place("then", *layer.successor));
    if (layer.init) fields.push_back("filled by [" + text(*layer.init) + "]");
  }

  Fields operator()(const Dropout& dropout) const {
    const char* forms[] = {"module", "function", "option", "mask"};
    Fields fields;
    add(dropout.type, fields);
    fields.push_back(forms[static_cast<int>(dropout.form)]);
    fields.push_back(slot("rate", dropout.rate));
    return fields;
  }

  Fields operator()(const Registration& registration) const {
    return {registration.function, "'" + registration.name + "'"};
  }

  Fields operator()(const Activation& activation) const {
    const char* forms[] = {"call", "construction", "name", "option", "definition"};
    Fields fields{activation.function, forms[static_cast<int>(activation.form)]};
    if (!activation.assigned_to.empty()) fields.push_back("to " + activation.assigned_to);
    return fields;
  }

  Fields operator()(const Init& init) const {
    Fields fields{init.function, init.fills_weight ? "of weights" : "of no weight"};
    if (!init.layer.empty()) fields.push_back("of a layer");
    if (!init.layer_type.empty()) fields.push_back("of every " + init.layer_type);
    return fields;
  }

  Fields operator()(const Penalty& penalty) const {
    const char* norms[] = {"l1", "l2", "?"};
    Fields fields{norms[static_cast<int>(penalty.norm)], slot("factor", penalty.factor),
                  "without [" + text(penalty.removal) + "]"};
    for (const auto& [range, tensor] : penalty.computations)
      fields.push_back("computed [" + text(range) + "] of [" + text(tensor) + "]");
    return fields;
  }

  Fields operator()(const Loss& loss) const {
    if (loss.function.empty()) return {"by hand"};
    Fields fields{loss.function};
    if (!loss.predictions_written.empty())
      fields.push_back("by hand of [" + loss.predictions_written + "] and [" + loss.target_written + "]" +
                       (loss.obstacle.empty() ? "" : " but " + loss.obstacle));
    fields.push_back("reduction=" + loss.reduction);
    if (!loss.weight.empty()) fields.push_back("weight=" + loss.weight);
    if (loss.ignore_index) fields.push_back(slot("ignore_index", loss.ignore_index));
    return fields;
  }

  Fields operator()(const Optimizer& optimizer) const {
    Fields fields{optimizer.type, slot("rate", optimizer.learning_rate)};
    const auto& decay = optimizer.weight_decay;
    if (decay && !(decay->current && number_of(*decay->current) == 0)) fields.push_back(slot("decay", decay));
    std::string names = optimizer.unnamed;
    for (const auto& name : optimizer.class_names)
      names += (names.empty() ? "" : "|") + text(name);
    fields.push_back("named [" + names + "]");
    return fields;
  }

  Fields operator()(const ParameterGroup& group) const {
    Fields fields;
    add(group.type, fields);
    fields.push_back(slot("rate", group.learning_rate));
    if (group.weight_decay) fields.push_back(slot("weight_decay", group.weight_decay));
    return fields;
  }

  Fields operator()(const EpochLoop& loop) const { return {slot("epochs", loop.epochs)}; }

  Fields operator()(const ClipGrad& clip) const {
    Fields fields{clip.function, slot("limit", clip.limit)};
    add_statement(clip.statement, fields);
    return fields;
  }

  Fields operator()(const Step& step) const {
    if (step.of == Step::Of::optimizer) return {};
    return {"by hand", slot("rate", step.learning_rate)};
  }

  Fields operator()(const ZeroGrad& cleared) const {
    const char* of[] = {"optimizer", "module", "tensor"};
    Fields fields{std::string("of ") + of[static_cast<int>(cleared.of)]};
    add_statement(cleared.statement, fields);
    return fields;
  }

  Fields operator()(const Schedule& schedule) const {
    const char* forms[] = {"construction", "step", "assignment"};
    Fields fields;
    add(schedule.type, fields);
    fields.push_back(forms[static_cast<int>(schedule.form)]);
    fields.push_back(slot("rate", schedule.learning_rate));
    add_statement(schedule.statement, fields);
    return fields;
  }

  Fields operator()(const Guard& guard) const {
    const char* purposes[] = {"keeps", "stops", "keeps and stops", "decides ?"};
    Fields fields{purposes[static_cast<int>(guard.purpose)]};
    if (guard.inverted) fields.push_back("where false");
    if (guard.validates) fields.push_back("by validation");
    fields.push_back(slot("patience", guard.patience));
    return fields;
  }

  Fields operator()(const ModeSwitch& mode) const {
    Fields fields{!mode.training ? "to ?" : *mode.training ? "to train" : "to eval"};
    add_statement(mode.statement, fields);
    return fields;
  }

  Fields operator()(const NoGrad& guard) const {
    Fields fields{guard.type};
    if (!guard.enabled) fields.push_back("enabled=?");
    return fields;
  }

  Fields operator()(const Loader& loader) const {
    return {slot("batch_size", loader.batch_size) + (loader.obstacle.empty() ? "" : ": " + loader.obstacle)};
  }

  Fields operator()(const TrainingTensors& tensors) const {
    std::string names;
    for (const auto& input : tensors.inputs)
      names += input + " ";
    return {names + "-> " + tensors.targets + (tensors.one_turn ? ", of one turn" : "") +
            (tensors.obstacle.empty() ? "" : ": " + tensors.obstacle)};
  }

  Fields operator()(const BatchLoop& batches) const {
    if (!batches.batch_size) return {};
    return {slot("batch_size", batches.batch_size),
            "at " + std::to_string(batches.sizes.size()) + " places of " + batches.samples};
  }

  Fields operator()(const Dataset& dataset) const {
    if (!dataset.data) return {dataset.type + ": " + dataset.obstacle};
    Fields fields{dataset.type};
    if (dataset.streams) fields.push_back("streams");
    if (!dataset.own_samples.empty()) fields.push_back("of samples " + dataset.own_samples);
    fields.push_back(place("wrapped", *dataset.data));
    return fields;
  }

  Fields operator()(const Metric& metric) const {
    return {"'" + metric.label + "'", "in '" + metric.line + "'"};
  }

  Fields operator()(const Seed& seed) const {
    Fields fields{seed.function};
    if (!seed.callee) fields.push_back("(not controlled)");
    return fields;
  }

  Fields operator()(const ComparedTargets& compared) const {
    Fields fields;
    add(compared.right, fields);
    std::string input = compared.named_input.empty() ? text(compared.input) : compared.named_input;
    for (const auto& beside : compared.beside)
      input += ", " + text(beside);
    fields.push_back("of [" + input + "]");
    if (compared.pass.written()) fields.push_back("in [" + rest_of_line(compared.pass) + "]");
    return fields;
  }

  Fields operator()(const Backward&) const { return {}; }
  Fields operator()(const Checkpoint&) const { return {}; }
};

} // namespace

std::vector<std::string> fields_of(const Site& site, const TrainingProgram& program) {
  return std::visit(Describe{program}, site.meaning);
}

std::string listing(const TrainingProgram& program) {
  std::ostringstream lines;
  const auto where = [&](const SourceRange& range) {
    const auto position = position_of(get_file(program, range.file).text, range.begin);
    const auto several = program.files.size() > 1 ? shown_path(program, range.file) + ":" : std::string();
    return several + std::to_string(position.line) + ":" + std::to_string(position.column);
  };
  for (const auto& site : program.sites) {
    lines << where(site.range) << ' ' << kind_of(site) << ' ' << spelled(site.role) << " {"
          << on_one_line(text_at(program, site.range)) << "}\n";
    for (const auto& field : fields_of(site, program))
      lines << "    " << on_one_line(field) << '\n';
  }
  for (const auto& skipped : program.skipped)
    lines << where(skipped.range) << " skipped " << skipped.kind << ": " << skipped.reason << '\n';
  return lines.str();
}

} // namespace misfire
