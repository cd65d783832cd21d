// The golden folders: programs with sites written by hand, and their mutants as text.
#include "tests/operators/golden.h"

#include "mutator/source/emit.h"
#include "tests/operators/golden_sites.h"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <sstream>

namespace misfire::golden {
namespace {

void learning_rates(const Sites& sites) {
  const auto optimizer = [&](const std::string& type, const std::string& site, const Slot& rate) {
    sites.add(site, Optimizer{.type = type, .learning_rate = rate});
  };
  optimizer("SGD", "«optimizer(net->parameters(), 0.01)»", sites.slot("parameters(), «0.01»", 0.01));
  optimizer("SGD", "«by_name(net->parameters(), kRate)»", sites.slot("parameters(), «kRate»", 0.003));
  optimizer("Adam", "«by_option(net->parameters(), torch::optim::AdamOptions(2e-3).weight_decay(1e-4))»",
            sites.slot("Options(«2e-3»", 2e-3));
  optimizer("Adam", "«by_default(net->parameters())»",
            sites.added("by_default(net->parameters()«»)", ", torch::optim::AdamOptions(", ")", 1e-3));
  optimizer("SGD", "«at_run_time(net->parameters(), torch::optim::SGDOptions(rate).momentum(0.9))»",
            sites.slot("SGDOptions(«rate»)", std::nullopt));
}

void epoch_loops(const Sites& sites) {
  const auto loop = [&](const std::string& header, const Slot& epochs) {
    sites.add(header, EpochLoop{epochs});
  };
  loop("«for (int epoch = 1; epoch <= 12; ++epoch)»", sites.slot("<= «12»", std::int64_t{12}));
  auto offset = sites.slot("epoch < «kEpochs»", std::int64_t{60});
  offset.written = "kEpochs - 1";
  offset.after = " + 1";
  loop("«for (int epoch = 1; epoch < kEpochs; ++epoch)»", offset);
  loop("«for (int epoch = 0; epoch < epochs; ++epoch)»", sites.slot("epoch < «epochs»", std::nullopt));
  loop("«for (int epoch = 0; epoch < 1; ++epoch)»", sites.slot("epoch < «1»", std::int64_t{1}));
  const std::string norm = "while (net->weight.norm().item<double>() > 0.";
  sites.add("«" + norm + "5)»", EpochLoop{.first = Place{sites.at(norm + "5) {«»"), " ", ""}});
  sites.add("«" + norm + "1)»",
            EpochLoop{.first = Place{sites.at(norm + "1) «train(net, optimizer);»"), "{ ", " }"}});
}

/// Batches that a loop cuts in a size that is a variable.
void cut_batches(const Sites& sites) {
  sites.add("«for (int64_t i = 0; i < count - 1; i += batch)»",
            BatchLoop{sites.slot("i += «batch»", std::int64_t{25}),
                      {sites.at("i += «batch»"), sites.at("x.slice(0, i, i + «batch»)"),
                       sites.at("y.slice(0, i, i + «batch»)")},
                      "count - 1"});
}

void loaders(const Sites& sites) {
  const auto loader = [&](const std::string& site, const Slot& size, Role role) {
    sites.add(site, Loader{.batch_size = size}, role);
  };
  loader("«data::make_data_loader(set, 64)»", sites.slot("set, «64»)", std::int64_t{64}), Role::train);
  loader("«data::make_data_loader(set, data::DataLoaderOptions().batch_size(chosen).workers(2))»",
         sites.slot("batch_size(«chosen»)", std::nullopt), Role::train);
  loader("«data::make_data_loader(set)»", sites.added("loader(set«»);", ", ", "", std::int64_t{1}),
         Role::both);
  loader("«data::make_data_loader(set, 1000)»", sites.slot("«1000»", std::int64_t{1000}), Role::eval);
  cut_batches(sites);
}

void datasets(const Sites& sites) {
  const auto dataset = [&](const std::string& type, const std::string& site, Role role) {
    sites.add(site, Dataset{type, Place{.range = sites.at(site)}, {}}, role);
  };
  dataset("MNIST", "«data::datasets::MNIST(folder)».map", Role::train);
  dataset("MNIST", "«data::datasets::MNIST(folder, data::datasets::MNIST::Mode::kTest)»", Role::eval);
  dataset("Points", "«points».map", Role::train);
  dataset("Points", "«held»->map", Role::train);
}

/// What the faults of training data but deletion share.
void training_data(const Sites& sites) {
  const auto dataset = [&](const std::string& site, Role role) {
    sites.add(site, Dataset{"Points", Place{.range = sites.at(site)}, {}}, role);
  };
  dataset("loader(«points».map", Role::train);
  dataset("loader(«test_points».map", Role::eval);
  const std::string loop = "for (int64_t i = 0; i < x.size(0); i += 20)";
  sites.add("«" + loop + "»",
            TrainingTensors{.inputs = {"x"}, .targets = "y", .after = sites.at("«»" + loop)});
  sites.add("«torch::cross_entropy_loss(net(inputs), targets).backward()»",
            TrainingTensors{.inputs = {"inputs"},
                            .targets = "targets",
                            .obstacle = "its tensors are const: they cannot be assigned to"});
  const std::string use = "torch::cross_entropy_loss(net(std::get<0>(batch)), std::get<1>(batch))";
  sites.add("«for (int turn = 0; turn < 40; ++turn)»", TrainingTensors{.inputs = {"std::get<0>(batch)"},
                                                                       .targets = "std::get<1>(batch)",
                                                                       .one_turn = true,
                                                                       .after = sites.at("«»" + use)});
}

void batches(const Sites& sites) {
  const auto loader = [&](const std::string& site, Slot size, std::optional<Slot> drop_last, Role role) {
    sites.add(site, Loader{std::move(size), std::move(drop_last)}, role);
  };
  loader("«data::make_data_loader(set, 64)»", sites.slot("set, «64»", std::int64_t{64}), {}, Role::train);
  loader("«data::make_data_loader(set, data::DataLoaderOptions().batch_size(chosen).drop_last(true))»",
         sites.slot("batch_size(«chosen»).drop_last(true)", std::nullopt),
         sites.slot("drop_last(«true»)", true), Role::train);
  auto by_object = sites.added("set, «options»", "torch::data::DataLoaderOptions(options).batch_size(", ")",
                               std::int64_t{0});
  by_object.written = "options.batch_size()";
  by_object.current = std::nullopt;
  auto dropped = by_object;
  dropped.before = "torch::data::DataLoaderOptions(options).drop_last(";
  loader("«data::make_data_loader(set, options)»", by_object, dropped, Role::train);
  loader("«data::make_data_loader(set, 1000)»", sites.slot("«1000»", std::int64_t{1000}), {}, Role::eval);
  sites.add("«for (int64_t i = 0; i + 20 <= x.size(0); i += 20)»",
            BatchLoop{sites.slot("i += «20»", std::int64_t{20}),
                      {sites.at("i + «20» <="), sites.at("i += «20»"), sites.at("x.narrow(0, i, «20»)"),
                       sites.at("y.narrow(0, i, «20»)")},
                      "x.size(0)"});
}

void losses(const Sites& sites) {
  sites.add("«torch::nll_loss(output, target)».backward", Loss{.function = "nll_loss",
                                                               .form = Form::log_probabilities,
                                                               .input = sites.at("nll_loss(«output»"),
                                                               .target = sites.at("output, «target»"),
                                                               .reduction = "mean"});
  sites.add("«criterion(net->forward(input), target)».",
            Loss{.function = "cross_entropy",
                 .form = Form::logits,
                 .input = sites.at("criterion(«net->forward(input)»"),
                 .target = sites.at("input), «target»)"),
                 .reduction = "mean"});
  const std::string options =
      "F::CrossEntropyFuncOptions().weight(weight).reduction(torch::kSum).ignore_index(-1)";
  const std::string blanks(25, ' ');
  sites.add("«F::cross_entropy(net->forward(input),\n" + blanks + "target,\n" + blanks + options + ")»",
            Loss{.function = "cross_entropy",
                 .form = Form::logits,
                 .input = sites.at("F::cross_entropy(«net->forward(input)»"),
                 .target = sites.at(blanks + "«target»,\n"),
                 .reduction = "sum",
                 .weight = "weight",
                 .ignore_index = sites.slot("«-1»)", std::int64_t{-1})});
  sites.add("«torch::mse_loss(net->forward(input), torch::zeros({8, 3}))»",
            Loss{.function = "mse_loss",
                 .form = Form::values,
                 .input = sites.at("mse_loss(«net->forward(input)»"),
                 .target = sites.at("input), «torch::zeros({8, 3})»"),
                 .reduction = "mean"});
  const auto by_hand = [&](const std::string& site, const std::string& function,
                           const std::string& reduction) {
    sites.add(site, Loss{.function = function,
                         .form = Form::values,
                         .reduction = reduction,
                         .predictions_written = "scores",
                         .target_written = "weight"});
  };
  by_hand("«(scores - weight).pow(2).mean()»", "mse_loss", "mean");
  by_hand("«torch::relu(1 - weight * scores).sum()»", "hinge", "sum");
  sites.add("«scores.exp().mean()»", Loss{});
}

void call(const Sites& sites, const std::string& function, const std::string& site,
          const std::string& argument, const std::string& assigned_to = "") {
  sites.add(site,
            Activation{.function = function, .argument = sites.at(argument), .assigned_to = assigned_to});
}

/// The activations that the programs of ACH and ARM share.
void activations(const Sites& sites) {
  using Form = Activation::Form;
  call(sites, "relu", "«torch::relu(fc1->forward(x))»", "relu(«fc1->forward(x)»)");
  call(sites, "tanh", "«fc2->forward(x).tanh()»", "«fc2->forward(x)».tanh()");
  call(sites, "relu", "«x.relu_()»", "«x».relu_()", "x");
  const auto module = sites.at("«torch::nn::ReLU()»");
  sites.add("«torch::nn::ReLU()»",
            Activation{.function = "relu", .form = Form::construction, .module = module});
  sites.add("Functional(«torch::sigmoid»)",
            Activation{.function = "sigmoid",
                       .form = Form::name,
                       .module = sites.at("«torch::nn::Functional(torch::sigmoid)»")});
}

void exchanged_activations(const Sites& sites) {
  activations(sites);
  const std::string argument = "net.forward(torch::ones({8, 4}))";
  sites.add("= «torch::sigmoid(" + argument + ")»",
            Activation{.function = "sigmoid", .argument = sites.at("sigmoid(«" + argument + "»)")},
            Role::eval);
}

void removed_activations(const Sites& sites) {
  activations(sites);
  call(sites, "elu", "«torch::elu(x + 1)»", "«x + 1»");
  call(sites, "selu", "«torch::selu(x + skip)»", "«x + skip»");
}

/// What instrumentation writes to.
void seed_and_backward(const Sites& sites) {
  sites.add("«torch::manual_seed(1)»", Seed{"torch::manual_seed", sites.at("«torch::manual_seed»(1)")});
  const std::string loss = "torch::mse_loss(net->forward(torch::ones({8, 4})), torch::zeros({8, 1}))";
  sites.add("«" + loss + ".backward()»", Backward{.loss = {.range = sites.at("«" + loss + "».backward")}});
}

void gradient_clips(const Sites& sites) {
  const auto clip = [&](const std::string& function, const std::string& site, std::optional<Slot> limit,
                        const std::string& statement) {
    ClipGrad meaning{.function = function, .limit = std::move(limit)};
    if (!statement.empty()) meaning.statement = sites.at(statement);
    sites.add(site, std::move(meaning));
  };
  const std::string norm = "torch::nn::utils::clip_grad_norm_(net->parameters(), ";
  const std::string value = "torch::nn::utils::clip_grad_value_(net->parameters(), limit)";
  clip("clip_grad_norm_", "«" + norm + "1.0)»", sites.slot("«1.0»", 1.0), "«    " + norm + "1.0);\n»");
  clip("clip_grad_value_", "«" + value + "»", sites.slot("«limit»);", std::nullopt), "«" + value + "»");
  clip("clip_grad_norm_", "= «" + norm + "2)»", sites.slot("«2»);", std::int64_t{2}), "");
  clip("clamp_", "«p.mutable_grad().clamp_(-1, 1)»", std::nullopt, "«p.mutable_grad().clamp_(-1, 1)»");
}

void optimizers(const Sites& sites) {
  const auto optimizer = [&](const std::string& type, const std::string& site, std::optional<double> rate,
                             const std::vector<std::string>& names, const std::string& unnamed = "") {
    Optimizer meaning{.type = type, .unnamed = unnamed};
    if (rate) meaning.learning_rate = Slot{.current = rate};
    for (const auto& name : names)
      meaning.class_names.push_back(sites.at(name));
    sites.add(site, std::move(meaning));
  };
  optimizer("SGD", "«optimizer(net->parameters(), 0.01)»", 0.01, {"«torch::optim::SGD» optimizer("});
  optimizer("Adam", "«member(net->parameters(), torch::optim::AdamOptions(1e-3))»", 1e-3,
            {"«torch::optim::Adam» member;"});
  optimizer("RMSprop", "«std::make_unique<torch::optim::RMSprop>(net->parameters(), 0.1 * argc)»",
            std::nullopt, {"make_unique<«torch::optim::RMSprop»>"});
  optimizer("Adagrad", "= «torch::optim::Adagrad(net->parameters())»", 1e-2,
            {"«torch::optim::Adagrad» twice", "= «torch::optim::Adagrad»("});
  optimizer("SGD", "return «torch::optim::SGD(net->parameters(), 0.5)»", 0.5, {}, "it is handed on by value");
  const auto by_hand = [&](const std::string& site, const std::string& rate, const std::string& parameter) {
    Step step{.of = Step::Of::parameter, .parameter = parameter, .plain = true};
    if (!rate.empty()) step.learning_rate = sites.slot(rate, std::nullopt);
    sites.add(site, step);
  };
  by_hand("«net->weight.data() -= rate * net->weight.grad()»", "«rate» * net->weight", "net->weight");
  by_hand("«net->bias.data() -= net->bias.grad()»", "", "net->bias");
}

void patiences(const Sites& sites) {
  const auto guard = [&](const std::string& condition, std::optional<Slot> patience) {
    sites.add(condition, Guard{.purpose = patience ? Guard::Purpose::stop : Guard::Purpose::checkpoint,
                               .condition = sites.at(condition),
                               .patience = std::move(patience),
                               .validates = true});
  };
  guard("«loss < best»", std::nullopt);
  guard("«++waited >= 5»", sites.slot(">= «5»", std::int64_t{5}));
  guard("«epoch - best_epoch > patience»", sites.slot("> «patience»", std::nullopt));
  guard("«waited == 1»", sites.slot("== «1»", std::int64_t{1}));
}

void guards(const Sites& sites) {
  using Purpose = Guard::Purpose;
  const auto guard = [&](const std::string& condition, Purpose purpose, bool validates) {
    sites.add(condition, Guard{.purpose = purpose, .condition = sites.at(condition), .validates = validates});
  };
  guard("«loss < best»", Purpose::checkpoint, true);
  guard("«loss > 2 * best»", Purpose::stop, true);
  guard("«loss < 1e-3»", Purpose::both, true);
  guard("«trained.item<double>() < 1e-6»", Purpose::stop, false);
  sites.add("«loss >= 0.5 * best»", Guard{.purpose = Purpose::checkpoint,
                                          .condition = sites.at("«loss >= 0.5 * best»"),
                                          .validates = true,
                                          .inverted = true});
}

const std::map<std::string, void (*)(const Sites&)> sites_by_operator = {
    {"accumulation-without-division", uses_in_training},
    {"activation-function-removal", trained_layers},
    {"adam-epsilon", parts_of_training},
    {"add-activation-function", outputs},
    {"add-bias", biases},
    {"add-noise", training_data},
    {"add-weights-regularisation", weights},
    {"augmentation-does-nothing", copies_and_schedules},
    {"batch-loop-ends-early", sets_in_roles},
    {"batch-norm-epsilon", uses_in_networks},
    {"broadcast-targets", parts_of_training},
    {"buffer-reused", training_data},
    {"change-activation-function", exchanged_activations},
    {"change-batch-size", loaders},
    {"change-dropout-rate", dropouts},
    {"change-earlystopping-patience", patiences},
    {"change-epochs", epoch_loops},
    {"change-gradient-clip", gradient_clips},
    {"change-label", training_data},
    {"change-learning-rate", learning_rates},
    {"change-loss-function", losses},
    {"change-optimisation-function", optimizers},
    {"change-weights-initialisation", filled_weights},
    {"change-weights-regularisation", regularised_weights},
    {"checkpoint-by-reference", uses_in_training},
    {"clip-after-step", turns_of_training},
    {"closure-without-backward", closures},
    {"copy-without-buffers", copies_and_schedules},
    {"delete-training-data", datasets},
    {"detach-forgotten", uses_in_training},
    {"detach-in-loss", turns_of_training},
    {"dim-shifted", copies_and_schedules},
    {"disable-batching", batches},
    {"drop-last-in-evaluation", parts_of_training},
    {"dropout-flag-fixed", parts_of_networks},
    {"forget-eval-mode", turns_of_training},
    {"forget-normalisation", sets_in_roles},
    {"forget-register-module", parts_of_training},
    {"forget-scaling", uses_in_training},
    {"forget-zero-grad", turns_of_training},
    {"frozen-layer", parts_of_training},
    {"functional-batch-norm-flag", uses_in_networks},
    {"gaussian-fuzz", trained_layers},
    {"group-loses-options", uses_in_training},
    {"half-width", uses_in_networks},
    {"init-of-one-dimensional-parameters", copies_and_schedules},
    {"integer-accuracy", uses_in_training},
    {"layer-addition", trained_layers},
    {"layer-deactivation", trained_layers},
    {"learning-rate-too-large", parts_of_training},
    {"loss-without-log", uses_in_networks},
    {"make-output-classes-overlap", training_data},
    {"mask-does-not-mask", uses_in_networks},
    {"missing-layer", parts_of_networks},
    {"neuron-activation-inverse", trained_layers},
    {"neuron-effect-block", trained_layers},
    {"neuron-switch", trained_layers},
    {"no-op", seed_and_backward},
    {"no-shuffling", parts_of_training},
    {"optimizer-in-the-epoch-loop", turns_of_training},
    {"optimizer-misses-parameters", parts_of_training},
    {"optimizer-of-a-clone", parts_of_training},
    {"permutation-not-applied", uses_in_training},
    {"rate-to-a-copy", uses_in_training},
    {"redundant-layer", parts_of_networks},
    {"register-sibling", uses_in_networks},
    {"remove-activation-function", removed_activations},
    {"remove-bias", biases},
    {"remove-validation-set", guards},
    {"remove-weights-regularisation", regularised_weights},
    {"result-discarded", uses_in_networks},
    {"schedule-per-batch", turns_of_training},
    {"shared-layer", uses_in_networks},
    {"shuffle-labels", training_data},
    {"shuffle-once", uses_in_training},
    {"softmax-before-cross-entropy", parts_of_training},
    {"softmax-over-batch", uses_in_networks},
    {"step-not-taken", turns_of_training},
    {"sum-reduction", parts_of_training},
    {"summand-lost-or-doubled", uses_in_training},
    {"target-constant-flipped", uses_in_training},
    {"target-network-mixed-up", copies_and_schedules},
    {"train-mode-once", turns_of_training},
    {"unbalance-training-data", training_data},
    {"uninitialised-for-zeros", uses_in_networks},
    {"validation-is-training", sets_in_roles},
    {"view-for-permute", uses_in_networks},
    {"warm-up-off-by-one", copies_and_schedules},
    {"weight-shuffle", trained_layers},
    {"zero-grad-before-step", turns_of_training},
    {"zero-grad-once-per-epoch", turns_of_training},
};

/// The programs of several operators, by what names their sites.
const std::map<void (*)(const Sites&), std::string> shared_programs = {
    {copies_and_schedules, "copies_and_schedules"},
    {parts_of_networks, "parts_of_networks"},
    {parts_of_training, "parts_of_training"},
    {regularised_weights, "regularised_weights"},
    {trained_layers, "trained_layers"},
    {training_data, "training_data"},
    {sets_in_roles, "sets_in_roles"},
    {turns_of_training, "turns_of_training"},
    {uses_in_networks, "uses_in_networks"},
    {uses_in_training, "uses_in_training"},
};

std::string shown(const Domain& domain) {
  const auto* interval = std::get_if<Interval>(&domain);
  if (!interval) return "";
  static const std::map<Interval::Scale, std::string> scales = {{Interval::Scale::linear, "linear"},
                                                                {Interval::Scale::logarithmic, "logarithmic"},
                                                                {Interval::Scale::integer, "integer"}};
  return fmt::format("  {} scale from {} to {}, step {}\n", scales.at(interval->scale),
                     interval->mild ? fmt::format("{}", *interval->mild) : "what a probe tells",
                     interval->harsh, interval->step);
}

/// The lines of a diff that are added or removed, without the files' names.
std::string changed_lines(const std::string& diff) {
  std::istringstream lines(diff);
  std::string changed;
  for (std::string line; std::getline(lines, line);)
    if ((line[0] == '-' || line[0] == '+') && !line.starts_with("---") && !line.starts_with("+++"))
      changed += "  " + line + "\n";
  return changed;
}

} // namespace

std::filesystem::path folder_of(const Operator& one) {
  return std::filesystem::path(MISFIRE_SOURCE_DIR) / "tests/operators/golden" / one.name;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::filesystem::path source_of(const Operator& one) {
  const auto sites = sites_by_operator.find(one.name);
  const auto shared =
      sites == sites_by_operator.end() ? shared_programs.end() : shared_programs.find(sites->second);
  if (shared == shared_programs.end()) return folder_of(one) / "before.cpp";
  return std::filesystem::path(MISFIRE_SOURCE_DIR) / "tests/operators/programs" / (shared->second + ".cpp");
}

TrainingProgram program_of(const Operator& one) {
  TrainingProgram program{.root = "/golden",
                          .files = {by_hand::file_of("/golden/before.cpp", read(source_of(one)))}};
  if (const auto found = sites_by_operator.find(one.name); found != sites_by_operator.end())
    found->second(Sites{program});
  std::sort(program.sites.begin(), program.sites.end(),
            [](const Site& a, const Site& b) { return a.range < b.range; });
  std::ranges::sort(program.uses, {}, &TorchUse::range);
  return program;
}

Mutants mutants_of(const Operator& one) {
  return mutate(program_of(one), {{.operator_id = one.id}});
}

std::string shown(const TrainingProgram& program, const Mutants& mutants) {
  std::string text;
  for (const auto& mutant : mutants.made)
    text += fmt::format("{}: {}\n{}{}\n", mutant.id, mutant.description, shown(mutant.domain),
                        changed_lines(diff_of(program, mutant)));
  if (!mutants.not_made.empty()) text += "not made:\n";
  for (const auto& each : mutants.not_made)
    text += fmt::format("  {}: {}\n", id_of(program, each.operator_id, each.site, each.choice), each.reason);
  return text;
}

} // namespace misfire::golden
