// The golden folders: programs with sites written by hand, and their mutants as text.
#include "tests/operators/golden.h"

#include "mutator/source/emit.h"
#include "tests/program/program_by_hand.h"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <sstream>

namespace misfire::golden {
namespace {

using by_hand::range_of;

/// Finds ranges in a program of one file and collects its sites.
struct Sites {
  TrainingProgram& program;

  SourceRange at(const std::string& context) const { return range_of(program, context); }

  Slot slot(const std::string& context, std::optional<Value> current) const {
    const auto range = at(context);
    return {.range = range, .written = text_at(program, range), .current = std::move(current)};
  }

  /// A slot for something that is not written: an option added with `before` and `after` around it.
  Slot added(const std::string& context, const std::string& before, const std::string& after,
             Value current) const {
    return {.range = at(context), .before = before, .after = after, .current = std::move(current)};
  }

  void add(const std::string& context, decltype(Site::meaning) meaning, Role role = Role::train) const {
    program.sites.push_back({.range = at(context), .role = role, .meaning = std::move(meaning)});
  }
};

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
}

void biases(const Sites& sites) {
  const auto layer = [&](const std::string& type, const std::string& site, std::optional<Slot> bias) {
    sites.add(site, Layer{.type = type, .has_weight = true, .bias = std::move(bias)});
  };
  layer("Conv2d", "«conv2(torch::nn::Conv2dOptions(8, 8, 3).bias(with_bias))»",
        sites.slot("bias(«with_bias»)", std::nullopt));
  layer("Conv2d", "«conv3(torch::nn::Conv2dOptions(8, 8, 3).bias(false))»",
        sites.slot("bias(«false»)", false));
  layer("Embedding", "«words{100, 784}»", std::nullopt);
  layer("Conv2d", "«conv1{torch::nn::Conv2dOptions(1, 8, 3).stride(1)}»",
        sites.added("stride(1)«»", ".bias(", ")", true));
  layer("Linear", "«torch::nn::Linear(torch::nn::LinearOptions(3872, 64).bias(true))»",
        sites.slot("bias(«true»)", true));
  layer("Linear", "«torch::nn::Linear(64, 10)»",
        sites.added("Linear(«64, 10»)", "torch::nn::LinearOptions(64, 10).bias(", ")", true));
}

void weights(const Sites& sites) {
  const auto layer = [&](const std::string& type, const std::string& site, const Place& construction) {
    sites.add(site, Layer{.type = type, .has_weight = true, .construction = construction});
  };
  layer("Linear", "«fc2(64, 10)»", {sites.at("fc2(«64, 10»)"), "torch::nn::Linear(", ")"});
  layer("Linear", "«torch::nn::Linear(5408, 64)»", {sites.at("«torch::nn::Linear(5408, 64)»"), "", ""});
  layer("Conv2d", "«conv1{torch::nn::Conv2dOptions(1, 8, 3)}»",
        {sites.at("conv1{«torch::nn::Conv2dOptions(1, 8, 3)»}"), "torch::nn::Conv2d(", ")"});
  sites.add("«norm{torch::nn::BatchNorm1dOptions(64).affine(false)}»", Layer{.type = "BatchNorm1d"});
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

const std::map<std::string, void (*)(const Sites&)> sites_by_operator = {
    {"change-activation-function", exchanged_activations},
    {"change-batch-size", loaders},
    {"change-epochs", epoch_loops},
    {"change-learning-rate", learning_rates},
    {"change-loss-function", losses},
    {"change-weights-initialisation", weights},
    {"no-op", seed_and_backward},
    {"remove-activation-function", removed_activations},
    {"remove-bias", biases},
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

TrainingProgram program_of(const Operator& one) {
  TrainingProgram program{
      .root = "/golden",
      .files = {by_hand::file_of("/golden/before.cpp", read(folder_of(one) / "before.cpp"))}};
  if (const auto found = sites_by_operator.find(one.name); found != sites_by_operator.end())
    found->second(Sites{program});
  std::sort(program.sites.begin(), program.sites.end(),
            [](const Site& a, const Site& b) { return a.range < b.range; });
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
  for (const auto& [operator_id, site, choice, reason] : mutants.not_made) {
    text += fmt::format("  {}: {}\n", id_of(program, operator_id, site, choice), reason);
  }
  return text;
}

} // namespace misfire::golden
