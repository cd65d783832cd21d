// The sites of the golden programs of faults that libtorch programs have.
#include "tests/operators/golden_sites.h"

namespace misfire::golden {

namespace {

/// From where a loop begins to the end of its braces.
LoopAround loop_from(const Sites& sites, const std::string& context) {
  const auto& text = sites.program.files.front().text;
  auto range = sites.at(context);
  range.end = static_cast<std::uint32_t>(text.find('{', range.begin));
  for (int open = 0; range.end < text.size(); ++range.end) {
    open += (text[range.end] == '{') - (text[range.end] == '}');
    if (open == 0) break;
  }
  ++range.end;
  return {range, true};
}

/// A call that is a statement on a line of its own, in braces; it names nothing that is made in loops.
void add_statement(const Sites& sites, const std::string& call, const std::string& object,
                   std::vector<LoopAround> loops) {
  const auto& file = sites.program.files.front();
  TrainingStatement statement{
      .call = sites.at(call), .loops = std::move(loops), .among_others = true, .object = object};
  const auto begin = file.text.rfind('\n', statement.call.begin) + 1;
  const auto end = file.text.find('\n', statement.call.end) + 1;
  statement.whole = {file.path, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  statement.reach = {file.path, 0, static_cast<std::uint32_t>(file.text.size())};
  sites.program.statements.push_back(std::move(statement));
}

SourceRange whole_of(const Sites& sites, const std::string& call) {
  return find_statement(sites.program, sites.at(call))->whole;
}

} // namespace

void turns_of_training(const Sites& sites) {
  const std::string batches = "for (int i = 0; i < 64; i += 16)",
                    epochs = "for (int epoch = 0; epoch < 4; ++epoch)";
  const auto in_epoch = std::vector{loop_from(sites, "«" + epochs + "» {\n    net->train")};
  const auto in_batch = std::vector{loop_from(sites, "«" + batches + "»"), in_epoch.front()};
  const auto in_one = std::vector{loop_from(sites, "«" + epochs + "» {\n    net->zero_grad")};
  sites.add("«" + batches + "»", BatchLoop{});
  sites.add("«" + epochs + "» {\n    net->train",
            EpochLoop{.first = Place{sites.at("++epoch) {«»\n    net->train"), " ", ""}});
  const std::string train = "«net->train()»", eval = "«net->eval()»", step = "«optimizer.step()»;\n    }\n";
  const std::string clear = "«optimizer.zero_grad()»", clear_net = "«net->zero_grad()»";
  const std::string backward = "«loss.backward()»", schedule = "«schedule.step()»";
  const std::string clip = "«torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0)»";
  add_statement(sites, train, "net", in_epoch);
  add_statement(sites, clear, "optimizer", in_batch);
  add_statement(sites, backward, "loss", in_batch);
  add_statement(sites, clip, "", in_batch);
  add_statement(sites, step, "optimizer", in_batch);
  add_statement(sites, schedule, "schedule", in_epoch);
  add_statement(sites, eval, "net", in_epoch);
  add_statement(sites, clear_net, "net", in_one);
  add_statement(sites, "(norm < 100) «optimizer.step()»", "optimizer", in_one);
  auto& alone = sites.program.statements.back();
  alone.among_others = false;
  alone.whole = alone.call;
  sites.add(train, ModeSwitch{true, whole_of(sites, train)});
  sites.add(eval, ModeSwitch{false, whole_of(sites, eval)}, Role::eval);
  sites.add(clear, ZeroGrad{ZeroGrad::Of::optimizer, whole_of(sites, clear)});
  sites.add(clear_net, ZeroGrad{ZeroGrad::Of::module, whole_of(sites, clear_net)});
  const std::string one_by_one = "«p.mutable_grad().zero_()»";
  sites.add(one_by_one, ZeroGrad{ZeroGrad::Of::tensor, sites.at(one_by_one)});
  sites.add(backward, Backward{{sites.at("«loss».backward"), {}, {}}, {}});
  sites.add(clip, ClipGrad{"clip_grad_norm_", sites.slot("«1.0»", 1.0), whole_of(sites, clip)});
  sites.add("«torch::nn::utils::clip_grad_norm_(net->parameters(), 2.0)»",
            ClipGrad{"clip_grad_norm_", sites.slot("«2.0»", 2.0), {}});
  sites.add(step, Step{});
  sites.add("(norm < 100) «optimizer.step()»", Step{});
  sites.add("«schedule(optimizer, 2, 0.1)»", Schedule{"StepLR", Schedule::Form::construction, {}, {}});
  sites.add(schedule, Schedule{"StepLR", Schedule::Form::step, {}, whole_of(sites, schedule)});
  const auto loss = [&](const std::string& site, const std::string& input, const std::string& target) {
    sites.add(site, Loss{.function = "mse_loss",
                         .form = Form::values,
                         .input = sites.at(input),
                         .target = sites.at(target),
                         .reduction = "mean"});
  };
  loss("«torch::mse_loss(output, y.slice(0, i, i + 16))»", "(«output», y", "«y.slice(0, i, i + 16)»");
  loss("«torch::mse_loss(net->forward(x), y)».backward", "(«net->forward(x)», y).backward", "«y»).backward");
}

namespace {

void losses_in_forms(const Sites& sites) {
  const std::string distance = "«torch::mse_loss(output.squeeze(1), values)»";
  const auto behind = [&](const std::string& context, const std::string& left_out) {
    return Place{sites.at(context), left_out, ""};
  };
  Loss values{.function = "mse_loss", .form = Form::values, .reduction = "mean"};
  values.input = sites.at("«output.squeeze(1)»");
  values.target = sites.at("«values») + (output");
  values.reduced = behind("values«») + (output", ", ");
  values.reshaped = {{values.input, sites.at("«output».squeeze")}};
  sites.add(distance, values);
  sites.add("«(output - 1).pow(2).mean()»", Loss{.function = "mse_loss",
                                                 .form = Form::values,
                                                 .reduction = "mean",
                                                 .predictions_written = "output",
                                                 .target_written = "1"});
  Loss scores{.function = "cross_entropy", .form = Form::logits, .reduction = "mean"};
  scores.input = sites.at("loss(«output», classes)");
  scores.target = sites.at("loss(output, «classes»)");
  scores.reduced = behind("loss(output, classes«»)", ", {}, ");
  sites.add("«torch::cross_entropy_loss(output, classes)»", scores);
  scores.input = sites.at("«2 * output»");
  scores.target = sites.at("* output, «classes»");
  scores.reduced = Place{sites.at("smoothing(0.1)«»"), ".reduction(", ")"};
  scores.reduced_by_option = true;
  sites.add("«F::cross_entropy(2 * output, classes, F::CrossEntropyFuncOptions().label_smoothing(0.1))»",
            scores);
  Loss by_criterion{.function = "mse_loss", .form = Form::values, .reduction = "mean", .by_module = true};
  by_criterion.input = sites.at("criterion(«output»");
  by_criterion.target = sites.at("«values.unsqueeze(1)»");
  by_criterion.reshaped = {{by_criterion.target, sites.at("«values».unsqueeze")}};
  sites.add("«criterion(output, values.unsqueeze(1))»", by_criterion);
  Loss sum{.function = "l1_loss", .form = Form::values, .reduction = "sum"};
  sum.input = sites.at("l1_loss(«output»");
  sum.target = sites.at("«values.view({16, 1})»");
  sum.reshaped = {{sum.target, sites.at("«values».view")}};
  sites.add("«torch::l1_loss(output, values.view({16, 1}), at::Reduction::Sum)»", sum);
  sites.add("«output.exp().mean()»", Loss{});
}

void optimizers_in_forms(const Sites& sites) {
  const auto optimizer = [&](const std::string& type, const std::string& site, const std::string& parameters,
                             std::optional<Slot> epsilon, std::optional<Slot> rate) {
    Optimizer meaning{.type = type, .learning_rate = std::move(rate), .epsilon = std::move(epsilon)};
    if (!parameters.empty()) meaning.parameters = Place{sites.at(parameters), "", ""};
    sites.add(site, std::move(meaning));
  };
  optimizer("Adam", "«optimizer(net->parameters(), torch::optim::AdamOptions(1e-3))»",
            "optimizer(«net->parameters()»", sites.added("Options(1e-3)«»);", ".eps(", ")", 1e-8),
            sites.slot("optimizer(net->parameters(), torch::optim::AdamOptions(«1e-3»", 1e-3));
  optimizer("Adam", "«with_epsilon(net->parameters(), torch::optim::AdamOptions(1e-3).eps(1e-4))»",
            "with_epsilon(«net->parameters()»", sites.slot("eps(«1e-4»", 1e-4), std::nullopt);
  optimizer("SGD", "«plain(net->parameters(), 0.01)»", "plain(«net->parameters()»", std::nullopt,
            sites.slot("plain(net->parameters(), «0.01»", 0.01));
  optimizer("SGD", "«of_groups({torch::optim::OptimizerParamGroup(net->parameters())}, 0.01)»", "",
            std::nullopt, std::nullopt);
}

} // namespace

void parts_of_training(const Sites& sites) {
  const auto layer = [&](const std::string& site) {
    sites.add(site,
              Layer{.type = "Linear", .has_weight = true, .construction = Place{sites.at(site), "", ""}});
  };
  layer("«torch::nn::Linear(4, 8)»");
  layer("«torch::nn::Linear(8, 1)»");
  sites.add("«register_module(\"fc1\", torch::nn::Linear(4, 8))»",
            Registration{"register_module", "fc1", sites.at("«torch::nn::Linear(4, 8)»")});
  add_statement(sites, "«register_module(\"fc2\", fc2)»", "", {});
  sites.add("«register_module(\"fc2\", fc2)»", Registration{"register_module", "fc2", sites.at(", «fc2»);")});
  sites.add("«register_buffer(\"mean\", torch::zeros({4}))»",
            Registration{"register_buffer", "mean", sites.at("«torch::zeros({4})»")});
  const auto loader = [&](const std::string& site, bool shuffles, std::optional<Place> sampler, Role role,
                          std::optional<Slot> batch_size = std::nullopt) {
    Loader meaning;
    meaning.batch_size = std::move(batch_size);
    meaning.shuffles = shuffles;
    meaning.sampler = std::move(sampler);
    sites.add(site, meaning, role);
  };
  loader("loader = «torch::data::make_data_loader(set(), 16)»", true,
         Place{sites.at("loader = torch::data::make_data_loader«»(set(), 16)"), "<", ">"}, Role::train);
  const std::string random = "torch::data::samplers::RandomSampler";
  loader("«torch::data::make_data_loader<" + random + ">(set(), 16)»", true,
         Place{sites.at("<«" + random + "»>"), "", ""}, Role::train);
  loader("«torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(set(), 16)»", false, {},
         Role::train);
  loader("scored = «torch::data::make_data_loader(set(), 48)»", true, {}, Role::eval,
         sites.slot("(set(), «48»)", std::int64_t{48}));
  optimizers_in_forms(sites);
  losses_in_forms(sites);
}

void parts_of_networks(const Sites& sites) {
  const auto layer = [&](const std::string& site, std::optional<Place> successor,
                         const std::string& call = "") {
    Layer meaning{.type = "Linear", .has_weight = true};
    meaning.successor = std::move(successor);
    if (!call.empty()) meaning.calls = {sites.at(call)};
    sites.add(site, std::move(meaning));
  };
  layer("«torch::nn::Linear(4, 4)»", Place{sites.at("Linear(4, 4)«»"), ", ", ""});
  layer("«torch::nn::Linear(4, 8)»", Place{sites.at("Linear(4, 8)«»"), ", ", ""});
  layer("«fc{8, 8}»", {}, "«fc->forward(layers->forward(x))»");
  layer("«wide{8, 16}»", {}, "«wide->forward(x)»");
  const auto dropout = [&](const std::string& type, Dropout::Form form, const std::string& site) {
    sites.add(site, Dropout{.type = type, .form = form, .rate = {}});
  };
  dropout("dropout", Dropout::Form::function, "«torch::dropout(x, 0.5, is_training())»");
  dropout("dropout", Dropout::Form::function,
          "«F::dropout(x, F::DropoutFuncOptions().p(0.1).training(is_training()))»");
  dropout("dropout", Dropout::Form::function, "«F::dropout(x, F::DropoutFuncOptions().p(0.2))»");
}

void closures(const Sites& sites) {
  const std::string inside = "«loss.backward()»", beside = "«torch::l1_loss(net->forward(x), y).backward()»";
  add_statement(sites, inside, "loss", {});
  sites.program.statements.back().function = "closure";
  for (const std::string& statement :
       {beside, std::string("«plain.step()»"), std::string("«optimizer.step(closure)»")})
    add_statement(sites, statement, "", {});
  sites.add(inside, Backward{{sites.at("«loss».backward"), {}, {}}, {}});
  sites.add(beside, Backward{{sites.at("«torch::l1_loss(net->forward(x), y)».backward"), {}, {}}, {}});
  sites.add("«plain.step()»", Step{});
  sites.add("«optimizer.step(closure)»", Step{});
}

} // namespace misfire::golden
