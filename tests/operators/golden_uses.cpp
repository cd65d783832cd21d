// The sites and uses of the golden programs of faults that need no site of their own.
#include "tests/operators/golden_sites.h"

namespace misfire::golden {

namespace {

/// A use of libtorch in training, of a tensor or none (empty), given what stands at `given`.
TorchUse& add_use(const Sites& sites, const std::string& name, const std::string& site,
                  const std::string& tensor,
                  const std::vector<std::pair<std::string, std::optional<Value>>>& given = {}) {
  TorchUse use{.range = sites.at(site), .name = name, .tensor = {}};
  if (!tensor.empty()) use.tensor = sites.at(tensor);
  for (const auto& [argument, constant] : given)
    use.given.push_back(
        {sites.at(argument), constant, !constant || std::holds_alternative<std::int64_t>(*constant)});
  use.by_method = use.tensor.written() && use.tensor.begin == use.range.begin;
  use.role = Role::train;
  sites.program.uses.push_back(std::move(use));
  return sites.program.uses.back();
}

Value whole(std::int64_t number) {
  return number;
}

void softmaxes(const Sites& sites) {
  add_use(sites, "log_softmax", "«torch::log_softmax(scores, 1)»", "torch::log_softmax(«scores», 1)",
          {{"torch::log_softmax(scores, «1»)", whole(1)}});
  add_use(sites, "log_softmax", "«F::log_softmax(scores, F::LogSoftmaxFuncOptions(1))»",
          "F::log_softmax(«scores»", {{"LogSoftmaxFuncOptions(«1»)", whole(1)}});
  add_use(sites, "log_softmax", "«scores.log_softmax(-1)»", "«scores».log_softmax",
          {{"log_softmax(«-1»)", whole(-1)}});
  add_use(sites, "LogSoftmax", "«torch::nn::LogSoftmax(1)»", "", {{"nn::LogSoftmax(«1»)", whole(1)}});
  add_use(sites, "softmax", "«torch::softmax(scores, 1)»", "torch::softmax(«scores», 1)",
          {{"torch::softmax(scores, «1»)", whole(1)}})
      .role = Role::both;
  add_use(sites, "softmax", "«torch::softmax(scores, 0)»", "torch::softmax(«scores», 0)",
          {{"torch::softmax(scores, «0»)", whole(0)}});
  sites.add("«torch::nll_loss(torch::log_softmax(scores, 1), classes)»",
            Loss{.function = "nll_loss", .form = Form::log_probabilities});
}

void layers(const Sites& sites) {
  const auto layer = [&](const std::string& site) {
    sites.add(site, Layer{.type = "Linear", .has_weight = true});
  };
  layer("«first{4, 8}»");
  layer("«second{8, 8}»");
  const auto registered = [&](const std::string& name, const std::string& site, const std::string& what) {
    sites.add(site, Registration{"register_module", name, sites.at(what), "Linear"});
  };
  registered("first", "«register_module(\"first\", first)»", "\"first\", «first»)");
  registered("second", "«register_module(\"second\", second)»", "\"second\", «second»)");
  registered("third", "«register_module(\"third\", torch::nn::Linear(4, 4))»",
             "\"third\", «torch::nn::Linear(4, 4)»");
  registered("fourth", "«register_module(\"fourth\", torch::nn::Linear(4, 4))»",
             "\"fourth\", «torch::nn::Linear(4, 4)»");
}

} // namespace

void uses_in_networks(const Sites& sites) {
  softmaxes(sites);
  layers(sites);
  auto& clamped = add_use(sites, "clamp", "«x.clamp(-1, 1)»", "«x».clamp",
                          {{"clamp(«-1», 1)", whole(-1)}, {"clamp(-1, «1»)", whole(1)}});
  clamped.assigned = sites.at("«x = »x.clamp");
  clamped.variable = "x";
  add_use(sites, "zeros", "«torch::zeros({1, 8})»", "");
  add_use(sites, "zeros", "«torch::zeros({8})»", "");
  add_use(sites, "batch_norm",
          "«F::batch_norm(x, mean, variance, F::BatchNormFuncOptions().training(is_training()))»",
          "F::batch_norm(«x»", {});
  const std::string function = "torch::batch_norm(x, {}, {}, mean, variance, true, 0.1, 1e-5, false)";
  add_use(sites, "batch_norm", "«" + function + "»", "torch::batch_norm(«x»",
          {{"torch::batch_norm(x, «{}», {}, mean", {}},
           {"torch::batch_norm(x, {}, «{}», mean", {}},
           {"{}, {}, «mean», variance, true", {}},
           {"{}, {}, mean, «variance», true", {}},
           {"variance, «true», 0.1", true},
           {"true, «0.1», 1e-5", 0.1}});
  const std::string norm = "norm{«torch::nn::BatchNorm1d(8)»}";
  add_use(sites, "BatchNorm1d", norm, "", {{"nn::BatchNorm1d(«8»)", whole(8)}}).option =
      sites.added("nn::BatchNorm1d(«8»)", "torch::nn::BatchNormOptions(8).eps(", ")", 1e-5);
  add_use(sites, "transpose", "«x.view({-1, 2, 4}).transpose(1, 2)»", "«x.view({-1, 2, 4})».transpose",
          {{"transpose(«1», 2)", whole(1)}, {"transpose(1, «2»)", whole(2)}});
  add_use(sites, "permute", "«turned.permute({0, 2, 1})»", "«turned».permute",
          {{"permute(«{0, 2, 1}»)", {}}});
  add_use(sites, "masked_fill", "«back.masked_fill(mask, -1e9)»", "«back».masked_fill",
          {{"masked_fill(«mask», -1e9)", {}}, {"masked_fill(mask, «-1e9»)", -1e9}});
  add_use(sites, "masked_fill", "«back.masked_fill(mask, -1e9).masked_fill(mask, 0.5)»",
          "«back.masked_fill(mask, -1e9)».masked_fill",
          {{"masked_fill(«mask», 0.5)", {}}, {"masked_fill(mask, «0.5»)", 0.5}});
}

namespace {

void optimizers_with_options(const Sites& sites) {
  const std::string adam =
      "«optimizer(net->parameters(), torch::optim::AdamOptions(5e-3).betas({0.5, 0.9}).eps(1e-6))»";
  sites.add(adam, Optimizer{.type = "Adam"});
  sites.add("«plain(net->parameters(), torch::optim::SGDOptions(0.1).momentum(0.9))»",
            Optimizer{.type = "SGD"});
  sites.add("«static_cast<torch::optim::AdamOptions&>(group.options()).lr(1e-4)»",
            Schedule{"", Schedule::Form::assignment, {}, {}});
  sites.add("«group.options().set_lr(1e-5)»", Schedule{"", Schedule::Form::assignment, {}, {}});
}

void losses_of_targets(const Sites& sites) {
  sites.add("«torch::l1_loss(output, torch::ones_like(output))»",
            Loss{.function = "l1_loss",
                 .form = Form::values,
                 .target = sites.at("l1_loss(output, «torch::ones_like(output)»)")});
  sites.add(
      "«torch::mse_loss(output, real)»",
      Loss{.function = "mse_loss", .form = Form::values, .target = sites.at("mse_loss(output, «real»)")});
  add_use(sites, "ones_like", "«torch::ones_like(output)»", "ones_like(«output»)");
  add_use(sites, "ones", "«torch::ones({16, 1})»", "").variable = "real";
  sites.program.loss_sums.push_back(
      {sites.at("«of_values + of_distance + 0.5 * of_real»"),
       {sites.at("= «of_values» +"), sites.at("+ «of_distance» +"), sites.at("0.5 * «of_real»")}});
}

} // namespace

void uses_in_training(const Sites& sites) {
  optimizers_with_options(sites);
  losses_of_targets(sites);
  add_use(sites, "div", "«pixels / 255.0»", "«pixels» / 255.0", {{"pixels / «255.0»", 255.0}});
  add_use(sites, "div", "«pixels.div(2)»", "«pixels».div", {{"div(«2»)", whole(2)}});
  sites.add("«optimizer.step()»", Step{});
  add_use(sites, "div", "«loss / 4»", "«loss» / 4", {{"loss / «4»", whole(4)}}).of_loss = true;
  add_use(sites, "detach", "«net->weight.detach()»", "«net->weight».detach");
  add_use(sites, "detach", "«net->forward(halves.slice(0, i, i + 16)).detach()»",
          "«net->forward(halves.slice(0, i, i + 16))».detach")
      .of_loss = true;
  add_use(sites, "randperm", "«torch::randperm(64)»", "", {{"randperm(«64»)", whole(64)}});
  add_use(sites, "clone", "«net->weight.clone()»", "«net->weight».clone");
  add_use(sites, "clone", "«net->bias.clone()»", "«net->bias».clone");
  sites.add("«loss.item<double>() < lowest»",
            Guard{.purpose = Guard::Purpose::checkpoint,
                  .accepted = sites.at("lowest) «{\n        lowest = loss.item<double>();\n        best = "
                                       "net->weight.clone();\n      }»")});
  const auto quotient = [&](const std::string& site, const std::string& factor, const std::string& dividend,
                            const std::string& divisor, bool measured) {
    sites.program.quotients.push_back(
        {sites.at(site), factor, "double", sites.at(dividend), sites.at(divisor), {}, measured});
  };
  quotient("«100. * right / count»", "100.", "100. * «right» / count", "100. * right / «count»", true);
  quotient("«double(right + 1) / count»", "", "double(«right + 1»)", "double(right + 1) / «count»", false);
}

void sets_in_roles(const Sites& sites) {
  sites.add("points = «MNIST(\"data\")»",
            Dataset{"MNIST", Place{.range = sites.at("points = «MNIST(\"data\")»")}, {}});
  sites.add("«MNIST(\"data\", MNIST::Mode::kTest)»",
            Dataset{"MNIST", Place{.range = sites.at("«MNIST(\"data\", MNIST::Mode::kTest)»")}, {}},
            Role::eval);
  sites.add("«for (auto& batch : *loader)»", BatchLoop{.walked = sites.at("batch : «*loader»")});
  sites.add("«for (auto& batch : *scored)»", BatchLoop{.walked = sites.at("batch : «*scored»")}, Role::eval);
  const auto normalised = [&](const std::string& before, Role role) {
    const std::string call = ".map(torch::data::transforms::";
    add_use(sites, "Normalize", before + call + "«Normalize<>(0.5, 0.25)»", "",
            {{before + call + "Normalize<>(«0.5», 0.25)", 0.5},
             {before + call + "Normalize<>(0.5, «0.25»)", 0.25}})
        .role = role;
  };
  normalised("MNIST(\"data\")\n                    ", Role::train);
  normalised("kTest)\n                  ", Role::eval);
}

void copies_and_schedules(const Sites& sites) {
  add_use(sites, "augmentation", "«augmented(halves)»", "augmented(«halves»)");
  add_use(sites, "blend", "«kTau * weight + (1 - kTau) * target»", "kTau * «weight» +",
          {{"(1 - kTau) * «target»", {}}, {"copy_(«kTau» * weight", {}}});
  add_use(sites, "lerp_", "«target.lerp_(weight, kTau)»", "«target».lerp_",
          {{"lerp_(«weight», kTau)", {}}, {"lerp_(weight, «kTau»)", {}}});
  add_use(sites, "buffers",
          "«  for (const auto& one : net->named_buffers()) buffers[one.key()].copy_(one.value());\n»", "");
  add_use(sites, "init by name", "«one.key().find(\"bias\") != std::string::npos»", "zeros_(«one.value()»)");
  add_use(sites, "gammas", "net(torch::nn::Linear(4, 8), «torch::nn::BatchNorm1d(8)»", "");
  add_use(sites, "scheduled step", "«kRate * std::min(1.0, step / 10.0)»", "", {{"1.0, «step» / 10.0", {}}});
  const auto dim = [&](const std::string& name, const std::string& site, const std::string& tensor,
                       const std::string& given,
                       std::int64_t number) { add_use(sites, name, site, tensor, {{given, whole(number)}}); };
  dim("slice", "«halves.slice(0, 0, 8)»", "«halves».slice", "halves.slice(«0», 0, 8)", 0);
  add_use(sites, "cat", "«torch::cat({output, halves.slice(0, 0, 8)}, 1)»", "",
          {{"cat(«{output, halves.slice(0, 0, 8)}», 1)", {}}, {"8)}, «1»)", whole(1)}});
  add_use(sites, "cat", "«torch::cat({output, output})»", "", {{"cat(«{output, output}»)", {}}});
  add_use(sites, "cat", "«torch::cat(parts, 1)»", "",
          {{"cat(«parts», 1)", {}}, {"cat(parts, «1»)", whole(1)}});
  dim("mean", "«output.mean(0)»", "«output».mean", "output.mean(«0»)", 0);
  dim("size", "«both.size(-1)»", "«both».size", "both.size(«-1»)", -1);
  dim("flatten", "«halves.flatten(0)»", "«halves».flatten", "halves.flatten(«0»)", 0);
  dim("size", "«both.slice(0, 0, step).size(1)»", "«both.slice(0, 0, step)».size", "step).size(«1»)", 1);
}

} // namespace misfire::golden
