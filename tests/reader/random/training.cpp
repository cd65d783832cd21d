// Trained code: networks, optimizers, losses, loops, and the functions, classes and macros around them.
#include "tests/reader/random/grammar.h"

namespace misfire::random {

std::vector<Alternative> training() {
  return {
      // Layers, as expressions that make a holder.
      {"layer", "torch::nn::Linear(2, 2)"},
      {"layer", "torch::nn::Linear($int$, $int$)"},
      {"layer", "torch::nn::Linear(torch::nn::LinearOptions($int$, $int$).bias($bool$))"},
      {"layer", "torch::nn::Linear{torch::nn::LinearOptions(2, 2)}"},
      {"layer", "torch::nn::Conv2d(1, $int$, 3)"},
      {"layer", "torch::nn::Conv2d(torch::nn::Conv2dOptions(1, 2, 3).stride($int$).bias($bool$))"},
      {"layer", "torch::nn::Dropout($real$)"},
      {"layer", "torch::nn::Dropout()"},
      {"layer", "torch::nn::Dropout(torch::nn::DropoutOptions().p($real$).inplace($bool$))"},
      {"layer", "torch::nn::ReLU()"},
      {"layer", "torch::nn::Tanh()"},
      {"layer", "torch::nn::Flatten()"},
      {"layer", "torch::nn::BatchNorm1d($int$)"},
      {"layer", "torch::nn::Functional(torch::relu)"},
      {"layer", "torch::nn::Functional(torch::elu, $real$)"},
      {"layer", "torch::nn::Functional(torch::softmax, 1)"},
      {"layer", "torch::nn::Functional([](torch::Tensor x) { return torch::tanh(x); })"},
      {"layer", "torch::nn::Sequential($layer$, $layer$)"},
      {"layer", "#define LAYER@(a, b) torch::nn::Linear(a, b)\n====\nLAYER@(2, $int$)"},
      {"layer", "#define LAYER@ torch::nn::Linear(2, 2)\n====\nLAYER@"},
      {"layer", "#define SAME@(layer) layer\n====\nSAME@($layer$)"},
      {"layer",
       "#define TWICE@(layer) layer, layer\n====\ntorch::nn::Sequential(TWICE@(torch::nn::Linear(2, 2)))"},
      {"layer", "static torch::nn::Linear layer@(int width = $int$) { return torch::nn::Linear(2, width); "
                "}\n====\nlayer@()"},
      {"layer",
       "template <typename L, typename... A> L made@(A&&... a) { return L(std::forward<A>(a)...); }\n====\n"
       "made@<torch::nn::Linear>(2, $int$)"},
      {"layer", "torch::nn::Linear layer@ = torch::nn::Linear(2, $int$);\n====\nlayer@"},
      {"layer", "torch::nn::Linear layer@{2, 2};\n====\nlayer@"},
      {"layer", "torch::nn::Linear layers@[2] = {torch::nn::Linear(1, 2), "
                "torch::nn::Linear{nullptr}};\n====\nlayers@[0]"},
      {"layer", "std::vector<torch::nn::Linear> layers@ = {torch::nn::Linear(1, 2), torch::nn::Linear(2, "
                "3)};\n====\nlayers@.back()"},
      {"layer", "static auto layer@ = [] { return torch::nn::Linear(2, 2); };\n====\nlayer@()"},
      {"layer", "inline auto& layer@() { static torch::nn::Linear one(2, 2); return one; }\n====\nlayer@()"},
      {"layer", "($bool$ ? torch::nn::Linear(2, 2) : torch::nn::Linear(2, $int$))"},
      {"layer", "[&] { return $layer$; }()"},
      // What makes a value of what comes to a network; `x` is given.
      {"forward", "return x;"},
      {"forward", "return torch::relu(x);"},
      {"forward", "return x.relu().tanh();"},
      {"forward", "x = fc(x); torch::relu_(x); return x;"},
      {"forward", "return torch::log_softmax(fc->forward(x), 1);"},
      {"forward", "return torch::dropout(torch::nn::functional::relu(fc(x)), $real$, this->is_training());"},
      {"forward", "return torch::nn::functional::dropout(fc(x), "
                  "torch::nn::functional::DropoutFuncOptions().p($real$));"},
      {"forward", "return $bool$ ? fc(x) : torch::tanh(fc(x));"},
      {"forward", "if (auto y = fc(x); $bool$) return y.sigmoid(); else return torch::sigmoid(y);"},
      {"forward", "for (int i = 0; i < $bound_here$; ++i) x = fc(x); return x;"},
      {"forward", "auto once = [&](auto y) { return torch::relu(this->fc(y)); }; return once(once(x));"},
      {"forward", "for (auto& child : children()) x = child->template "
                  "as<torch::nn::LinearImpl>()->forward(x); return x;"},
      {"forward", "auto mask = torch::rand({2, 2}); return fc(x) * mask / $real$;"},
      {"forward", "const auto [a, b] = std::make_pair(fc(x), x); return torch::relu(a + b);"},
      {"forward", "return (*this).fc.operator()(x);"},
      {"forward", "auto method = &torch::nn::LinearImpl::forward; return ((*fc).*method)(x);"},
      {"forward", "return x.size(0) > $int$ ? forward(fc(x)) : x;"},
      {"forward", "switch (x.dim()) { case 1: return fc(x); case 2: { x = x.relu(); [[fallthrough]]; } "
                  "default: return x; }"},
      {"forward",
       "torch::Tensor (*activation)(const torch::Tensor&) = &torch::tanh; return activation(fc(x));"},
      {"forward", "static torch::nn::Linear late{2, 2}; return late(fc(x)).relu();"},
      {"forward", "#define ACTIVATE@(x) torch::relu(x)\n====\nreturn ACTIVATE@(fc(x));"},
      {"forward", "struct Local { torch::Tensor operator()(torch::Tensor y) { return torch::relu(y); } }; "
                  "return Local()(fc(x));"},
      {"bound_here", "3"},
      {"bound_here", "$int$"},
      {"bound_here", "x.size(0)"},
      {"bound_here", "$real$"},
      // Classes of networks: the name of one that `std::make_shared` makes without arguments.
      {"net_class", "struct Net@ : torch::nn::Module {\n"
                    "  torch::Tensor forward(torch::Tensor x) { return fc(x); }\n"
                    "  torch::nn::Linear fc{2, 2};\n};\n====\nNet@"},
      {"net_class", "struct Net@ : torch::nn::Module {\n"
                    "  Net@(long width = $int$) : fc(2, width) { register_module(\"fc\", fc); }\n"
                    "  torch::Tensor forward(torch::Tensor x) { $forward$ }\n"
                    "  torch::nn::Linear fc;\n};\n====\nNet@"},
      {"net_class", "struct Net@ : torch::nn::Module {\n"
                    "  Net@() { fc = register_module(\"fc\", $linear$); }\n"
                    "  torch::Tensor forward(torch::Tensor x) { $forward$ }\n"
                    "  torch::nn::Linear fc{nullptr};\n  torch::nn::Dropout drop;\n  torch::nn::ReLU "
                    "act;\n};\n====\nNet@"},
      {"net_class", "class Net@ final : public torch::nn::Module {\npublic:\n  Net@();\n"
                    "  torch::Tensor forward(torch::Tensor x);\nprivate:\n  torch::nn::Linear fc;\n  "
                    "torch::nn::Sequential tail;\n};\n"
                    "Net@::Net@() : fc(register_module(\"fc\", $linear$)), tail($layer$, $layer$) {}\n"
                    "torch::Tensor Net@::forward(torch::Tensor x) { $forward$ }\n====\nNet@"},
      {"net_class", "template <typename T>\nstruct Net@ : torch::nn::Module {\n"
                    "  Net@() : fc(2, sizeof(T)) {}\n"
                    "  torch::Tensor forward(torch::Tensor x) { $forward$ }\n"
                    "  torch::nn::Linear fc;\n};\n====\nNet@<float>"},
      {"net_class",
       "template <int width, typename Layer = torch::nn::Linear>\nstruct Net@ : torch::nn::Module {\n"
       "  Net@() : fc(width, width + 1) {}\n  torch::Tensor forward(torch::Tensor x);\n  Layer fc;\n};\n"
       "template <int width, typename Layer>\n"
       "torch::Tensor Net@<width, Layer>::forward(torch::Tensor x) { $forward$ }\n"
       "template <>\ntorch::Tensor Net@<7>::forward(torch::Tensor x) { return x; }\n====\nNet@<$width$>"},
      {"net_class",
       "template <typename Self>\nstruct Base@ : torch::nn::Module {\n"
       "  torch::Tensor forward(torch::Tensor x) { return static_cast<Self*>(this)->inner(x).relu(); }\n};\n"
       "struct Net@ : Base@<Net@> {\n  torch::Tensor inner(torch::Tensor x) { return fc(x); }\n"
       "  torch::nn::Linear fc = torch::nn::Linear(2, $int$);\n};\n====\nNet@"},
      {"net_class",
       "struct Base@ : torch::nn::Module {\n  virtual torch::Tensor forward(torch::Tensor x) = 0;\n"
       "  torch::nn::Linear fc{torch::nn::LinearOptions(2, 2).bias($bool$)};\n};\n"
       "struct Net@ : Base@ {\n  torch::Tensor forward(torch::Tensor x) override { $forward$ }\n};\n"
       "struct Other@ : Base@ {\n  torch::Tensor forward(torch::Tensor x) override { return fc(x).tanh(); "
       "}\n};\n"
       "====\nNet@"},
      {"net_class", "struct Net@Impl : torch::nn::Module {\n"
                    "  explicit Net@Impl(int width = 3) : fc(2, width) {}\n"
                    "  torch::Tensor forward(torch::Tensor x) { $forward$ }\n  torch::nn::Linear "
                    "fc;\n};\nTORCH_MODULE(Net@);\n"
                    "====\nNet@Impl"},
      {"net_class",
       "struct Net@ : torch::nn::Module {\n"
       "  Net@() : fc(2, 2), weight(register_parameter(\"weight\", torch::randn({2, 2}) * $real$)) {\n"
       "    for (int i = 0; i < $int$; ++i) layers->push_back($layer$);\n"
       "    torch::nn::init::xavier_uniform_(fc->weight, $real$);\n"
       "    for (auto& p : parameters()) torch::nn::init::normal_(p, $real$, $real$);\n  }\n"
       "  torch::Tensor forward(torch::Tensor x) { return torch::matmul(layers->forward(fc(x)), weight); }\n"
       "  torch::nn::Linear fc;\n  torch::nn::Sequential layers;\n  torch::Tensor weight;\n};\n====\nNet@"},
      {"net_class", "struct Net@ : torch::nn::SequentialImpl {\n  Net@() {\n    push_back($layer$);\n    "
                    "push_back(\"last\", $layer$);\n"
                    "    if ($bool$) push_back(torch::nn::Tanh());\n  }\n"
                    "  using torch::nn::SequentialImpl::forward;\n};\n====\nNet@"},
      {"net_class",
       "struct Net@ : torch::nn::Module {\n  struct Inner : torch::nn::Module {\n"
       "    torch::Tensor forward(torch::Tensor x) { $forward$ }\n    torch::nn::Linear fc{2, 2};\n  };\n"
       "  Net@() try : inner(register_module(\"inner\", std::make_shared<Inner>())) {} catch (...) { throw; "
       "}\n"
       "  torch::Tensor forward(torch::Tensor x) { return inner->forward(x); }\n"
       "  std::shared_ptr<Inner> inner;\n};\n====\nNet@"},
      {"net_class",
       "struct Net@ : torch::nn::Module {\n"
       "  torch::Tensor forward(torch::Tensor x) {\n    auto [output, state] = lstm(x);\n    return "
       "fc(output) + std::get<0>(state);\n  }\n"
       "  torch::nn::LSTM lstm{torch::nn::LSTMOptions(2, $int$).dropout($real$).batch_first($bool$)};\n"
       "  torch::nn::Embedding embedding{$int_list$};\n"
       "  torch::nn::Linear fc{2, 2};\n};\n====\nNet@"},
      {"net_class",
       "struct Net@ : torch::nn::Module {\n"
       "  torch::Tensor forward(torch::Tensor x) { for (auto& l : all) x = (*l)(x); return x; }\n"
       "  torch::nn::Linear one{2, 2}, two = torch::nn::Linear(2, 2);\n"
       "  std::array<torch::nn::Linear*, 2> all = {&one, &two};\n};\n====\nNet@"},
      {"net_class", "template <typename... Layers>\nstruct Net@ : torch::nn::Module {\n"
                    "  torch::Tensor forward(torch::Tensor x) {\n"
                    "    std::apply([&](auto&... layer) { ((x = torch::relu(layer(x))), ...); }, layers);\n  "
                    "  return x;\n  }\n"
                    "  std::tuple<Layers...> layers{Layers(2, 2)...};\n};\n====\nNet@<torch::nn::Linear, "
                    "torch::nn::Linear>"},
      {"width", "3"},
      {"width", "7"},
      {"width", "'a'"},
      {"width", "INT_MAX"},
      {"int_list", "10, 3"},
      {"int_list", "INT64_MAX, 1"},
      {"linear", "torch::nn::Linear(2, 2)"},
      {"linear", "torch::nn::Linear(torch::nn::LinearOptions(2, $int$).bias($bool$))"},
      {"linear", "torch::nn::Linear(2, $int$)"},
      // Declarations of `net`.
      {"net", "torch::nn::Linear net(2, 2);"},
      {"net", "torch::nn::Sequential net{$layer$, $layer$};"},
      {"net",
       "torch::nn::Sequential net(torch::nn::Linear(2, 2), torch::nn::ReLU(), torch::nn::Linear(2, 2));"},
      {"net", "torch::nn::Sequential net({{\"a\", torch::nn::Linear(2, 2)}, {\"b\", torch::nn::ReLU()}});"},
      {"net", "torch::nn::Sequential net; net->push_back($layer$); net->push_back(\"b\", $layer$);"},
      {"net", "auto net = std::make_shared<$net_class$>();"},
      {"net", "auto net = std::make_shared<$net_class$>();"},
      {"net", "auto net = std::make_shared<$net_class$>(); auto& same = net;"},
      {"net", "std::unique_ptr<$net_class$> net(nullptr);"},
      {"net", "$net_class$ object; auto* net = &object;"},
      {"net", "static $net_class$ object; auto const net = &object;"},
      {"net", "$net_class$ object, *net = &object;"},
      {"net", "using Chosen = $net_class$; auto net = std::shared_ptr<Chosen>(new Chosen());"},
      {"net", "auto&& net = *std::make_unique<std::shared_ptr<$net_class$>>(nullptr);"},
      {"net", "std::shared_ptr<$net_class$> net@;\n====\nauto& net = net@;"},
      {"net", "torch::nn::Linear net@(2, $int$);\n====\nauto net = net@;"},
      // Declarations of `optimizer`.
      {"optimizer", "torch::optim::SGD optimizer(net->parameters(), 0.1);"},
      {"optimizer", "torch::optim::SGD optimizer(net->parameters(), $real$);"},
      {"optimizer",
       "torch::optim::SGD optimizer(net->parameters(), torch::optim::SGDOptions($real$).momentum($real$));"},
      {"optimizer", "torch::optim::SGD optimizer{net->parameters(), "
                    "torch::optim::SGDOptions($real$).weight_decay($real$).nesterov($bool$)};"},
      {"optimizer", "torch::optim::Adam optimizer(net->parameters());"},
      {"optimizer",
       "torch::optim::Adam optimizer(net->parameters(), torch::optim::AdamOptions().amsgrad($bool$));"},
      {"optimizer", "auto options = torch::optim::AdamOptions($real$); options.weight_decay() = $real$; "
                    "options.lr($real$); torch::optim::Adam optimizer(net->parameters(), options);"},
      {"optimizer", "torch::optim::LBFGS optimizer(net->parameters(), "
                    "torch::optim::LBFGSOptions($real$).max_iter($int$));"},
      {"optimizer", "auto owner = std::make_unique<torch::optim::SGD>(net->parameters(), $real$); auto& "
                    "optimizer = *owner;"},
      {"optimizer",
       "std::unique_ptr<torch::optim::Optimizer> owner; if ($bool$) owner = "
       "std::make_unique<torch::optim::SGD>(net->parameters(), torch::optim::SGDOptions($real$)); else "
       "owner.reset(new torch::optim::Adam(net->parameters(), torch::optim::AdamOptions($real$))); auto& "
       "optimizer = *owner;"},
      {"optimizer",
       "auto& optimizer = *new torch::optim::Adam(net->parameters(), torch::optim::AdamOptions($real$));"},
      {"optimizer",
       "auto optimizer = torch::optim::SGD({torch::optim::OptimizerParamGroup(net->parameters())}, $real$);"},
      {"optimizer",
       "std::vector<torch::optim::OptimizerParamGroup> groups; groups.emplace_back(net->parameters(), "
       "std::make_unique<torch::optim::SGDOptions>($real$)); torch::optim::SGD optimizer(groups, "
       "torch::optim::SGDOptions($real$));"},
      {"optimizer", "#define OPTIMIZER@(net, lr) torch::optim::SGD optimizer((net)->parameters(), "
                    "lr)\n====\nOPTIMIZER@(net, $real$);"},
      {"optimizer", "#define MADE@(...) __VA_ARGS__\n====\nMADE@(torch::optim::SGD "
                    "optimizer(net->parameters(), $real$);)"},
      {"optimizer", "struct Descent@ : torch::optim::Optimizer {\n"
                    "  Descent@(std::vector<torch::Tensor> parameters, double lr) : Optimizer(parameters, "
                    "std::make_unique<torch::optim::SGDOptions>(lr)), rate(lr) {}\n"
                    "  torch::Tensor step(LossClosure closure = nullptr) override {\n"
                    "    for (auto& group : param_groups()) for (auto& p : group.params()) p.data() -= rate "
                    "* p.grad();\n    return {};\n  }\n"
                    "  double rate;\n};\n====\nDescent@ optimizer(net->parameters(), $real$);"},
      {"optimizer", "template <typename O = torch::optim::SGD> auto optimizer@(std::vector<torch::Tensor> "
                    "all, double lr = $real$) { return O(all, lr); }\n"
                    "====\nauto optimizer = optimizer@(net->parameters());"},
      {"optimizer",
       "template <typename Net> auto optimizer@(Net& net) { return "
       "std::make_shared<torch::optim::Adam>(net->parameters(), torch::optim::AdamOptions($real$)); }\n"
       "====\nauto owner = optimizer@(net); auto& optimizer = *owner;"},
      // Declarations of `inputs` and `targets`.
      {"tensors", "auto inputs = torch::rand({8, 2}), targets = torch::rand({8, 2});"},
      {"tensors",
       "torch::Tensor inputs = torch::randn({static_cast<std::int64_t>($int$), 2}), targets = inputs.sum();"},
      {"tensors",
       "const auto inputs = torch::ones({8, 2}); auto targets = torch::zeros({8, 2}, torch::kFloat32);"},
      {"tensors",
       "torch::Tensor inputs, targets; inputs = torch::rand({4, 2}); targets = torch::randint($int$, {4});"},
      {"tensors", "auto [inputs, targets] = std::make_pair(torch::rand({8, 2}), torch::rand({8}));"},
      {"tensors", "struct { torch::Tensor x = torch::rand({2}), y = torch::ones({1}); } pair; auto &inputs = "
                  "pair.x, &targets = pair.y;"},
      {"tensors", "torch::Tensor all[2] = {torch::rand({8, 2}), torch::rand({8, 2})}; auto &inputs = all[0], "
                  "&targets = all[1];"},
      {"tensors", "std::vector<float> raw(8, $real$); auto inputs = torch::tensor(raw).view({4, 2}); const "
                  "torch::Tensor& targets = inputs;"},
      {"tensors", "static torch::Tensor x@ = torch::rand({8, 2});\n====\nauto& inputs = x@; auto targets = "
                  "[](auto t) { return t.sum(); }(x@);"},
      {"tensors", "// misfire: train-data x_@ y_@\n====\ntorch::Tensor inputs = torch::rand({8, 2}), targets "
                  "= torch::rand({8});"},
      {"tensors", "torch::Tensor inputs = torch::rand({8, 2}), targets = torch::rand({8});\n// misfire: "
                  "train-data inputs targets\n"},
      {"setup", "torch::nn::Linear net(2, 2); torch::optim::SGD optimizer(net->parameters(), 0.1);\nauto "
                "inputs = torch::rand({8, 2}), targets = torch::rand({8, 2});"},
      {"setup", "$net$\n$optimizer$\n$tensors$"},
      {"setup", "$tensors$\n$net$\n$optimizer$"},
      {"setup", "torch::manual_seed($int$);\n$net$\n$optimizer$\n$tensors$"},
      {"setup", "$net$ $optimizer$ $tensors$ net->to(torch::kCPU); torch::optim::StepLR schedule(optimizer, "
                "$int$, $real$);"},
      // A criterion and a loss of `output`.
      {"loss", "torch::mse_loss(output, targets)"},
      {"loss", "torch::l1_loss(output, targets, torch::Reduction::Sum)"},
      {"loss", "torch::nll_loss(torch::log_softmax(output, 1), targets)"},
      {"loss", "torch::nll_loss(output, targets, {}, torch::Reduction::Mean, $int$)"},
      {"loss", "torch::nll_loss(output, targets, torch::tensor({1.f, 2.f}))"},
      {"loss", "torch::nn::functional::mse_loss(output, targets, "
               "torch::nn::functional::MSELossFuncOptions(torch::kSum))"},
      {"loss", "torch::nn::functional::cross_entropy(output, targets, "
               "torch::nn::functional::CrossEntropyFuncOptions().ignore_index($int$))"},
      {"loss", "torch::nn::functional::cross_entropy(output, targets)"},
      {"loss", "torch::binary_cross_entropy(output.sigmoid(), targets)"},
      {"loss", "torch::nn::MSELoss()(output, targets)"},
      {"loss",
       "torch::nn::MSELoss(torch::nn::MSELossOptions(torch::kNone))->forward(output, targets).mean()"},
      {"loss", "(output - targets).pow(2).mean()"},
      {"loss", "torch::mean(torch::square(output - targets))"},
      {"loss", "(output - targets).abs().sum() / $real$"},
      {"loss", "torch::mse_loss(output, targets) + $real$ * net->parameters()[0].norm()"},
      {"loss", "torch::mse_loss(output, targets) + net->parameters()[0].abs().sum() * $real$"},
      {"loss", "torch::mse_loss(output, targets, $int$)"},
      {"loss", "-torch::mse_loss(output, targets)"},
      {"loss", "($loss$)"},
      {"loss", "($loss$ + $loss$)"},
      {"loss", "($bool$ ? $loss$ : output.sum())"},
      {"loss", "(static_cast<void>(output), $loss$)"},
      {"loss", "[&] { return $loss$; }()"},
      {"loss", "[](auto output, auto targets) { return torch::mse_loss(output, targets); }(output, targets)"},
      {"loss", "std::invoke([&](torch::Tensor a) { return torch::mse_loss(a, targets); }, output)"},
      {"loss", "#define LOSS@(a, b) torch::mse_loss(a, b)\n====\nLOSS@(output, targets)"},
      {"loss", "#define LOSS@ torch::mse_loss(output, targets)\n====\nLOSS@"},
      {"loss", "#define SAME@(...) __VA_ARGS__\n====\nSAME@($loss$)"},
      {"loss", "#define NEGATED@(x) -(x)\n#define TWICE@(x) "
               "NEGATED@(NEGATED@(x))\n====\nTWICE@(torch::mse_loss(output, targets))"},
      {"loss", "static torch::Tensor loss@(torch::Tensor output, torch::Tensor targets, double factor = "
               "$real$) { return factor * $loss_here$; }\n====\nloss@(output, targets)"},
      {"loss", "template <typename T> T loss@(const T& output, const T& targets) { return $loss_here$; "
               "}\n====\nloss@(output, targets)"},
      {"loss", "template <typename... T> auto loss@(T... parts) { return (parts + ...).sum(); "
               "}\n====\nloss@(output, targets)"},
      {"loss", "struct Loss@ { torch::Tensor operator()(torch::Tensor output, torch::Tensor targets) const { "
               "return $loss_here$; } };\n====\nLoss@{}(output, targets)"},
      {"loss", "struct Loss@ { static torch::Tensor of(torch::Tensor output, torch::Tensor targets) { return "
               "$loss_here$; } };\n====\nLoss@::of(output, targets)"},
      {"loss",
       "struct Loss@Impl : torch::nn::Module { torch::Tensor forward(torch::Tensor output, torch::Tensor "
       "targets) { return $loss_here$; } };\nTORCH_MODULE(Loss@);\n====\nLoss@()(output, targets)"},
      {"loss", "torch::nn::MSELoss criterion@;\n====\ncriterion@(output, targets)"},
      {"loss", "std::function<torch::Tensor(torch::Tensor, torch::Tensor)> loss@ = [](auto a, auto b) { "
               "return torch::mse_loss(a, b); };\n====\nloss@(output, targets)"},
      {"loss", "static torch::Tensor loss@(torch::Tensor output, torch::Tensor targets) { return "
               "$loss_here$; }\nauto* const pointer@ = &loss@;\n====\n(*pointer@)(output, targets)"},
      {"loss",
       "struct Loss@ { torch::Tensor of(torch::Tensor output, torch::Tensor targets) { return $loss_here$; } "
       "} loss@;\nauto method@ = &Loss@::of;\n====\n(loss@.*method@)(output, targets)"},
      {"loss", "extern \"C\" void* loss@(const void* output);\n====\n(loss@(&output) ? output : targets)"},
      {"loss_here", "(output - targets).pow(2).mean()"},
      {"loss_here", "torch::mse_loss(output, targets)"},
      {"loss_here", "torch::nn::functional::cross_entropy(output, targets)"},
      {"loss_here", "(output - targets).abs().mean() + $real$"},
      // The rounds of a loop.
      {"batch", "optimizer.zero_grad(); auto output = net->forward(inputs); auto loss = "
                "torch::mse_loss(output, targets); loss.backward(); optimizer.step([&] { return loss; });"},
      {"batch", "optimizer.zero_grad();\nauto output = net->forward(inputs);\nauto loss = "
                "$loss$;\nloss.backward();\n$statement*$\noptimizer.step([] { return torch::Tensor(); });"},
      {"batch", "auto output = net->forward(inputs); auto loss = $loss$; loss.backward(); "
                "optimizer.step({}); optimizer.zero_grad();"},
      {"batch", "optimizer.step([&]() -> torch::Tensor { optimizer.zero_grad(); auto output = "
                "net->forward(inputs); auto loss = $loss$; loss.backward(); return loss; });"},
      {"batch", "auto closure = [&] { auto output = net->forward(inputs); auto loss = $loss$; "
                "loss.backward(); return loss; }; optimizer.step(closure);"},
      {"batch", "auto output = net->forward(inputs); ($loss$).backward(); (&optimizer)->step(nullptr);"},
      {"batch", "torch::Tensor output = net->forward(inputs), loss = $loss$; if (loss.defined()) { "
                "loss.backward(); } else optimizer.zero_grad(); optimizer.step({});"},
      {"batch", "auto output = net->forward(inputs); auto loss = $loss$; loss.backward(); "
                "torch::nn::utils::clip_grad_norm_(net->parameters(), $real$); optimizer.step({});"},
      {"batch", "auto output = net->forward(inputs); auto loss = $loss$; loss.backward(); for (auto& p : "
                "net->parameters()) { p.data() -= $real$ * p.grad(); p.mutable_grad().zero_(); }"},
      {"batch", "auto output = net->forward(inputs); auto loss = $loss$; loss.backward(); { "
                "torch::NoGradGuard guard; for (auto p : net->parameters()) p.sub_(p.grad(), $real$); }"},
      {"batch", "auto output = net->forward(inputs); torch::Tensor loss; for (int part = 0; part < $bound$; "
                "part++) loss = $loss$; loss.backward(); optimizer.step({});"},
      {"batch", "net->train(); auto output = net->forward(inputs); const torch::Tensor loss = $loss$; "
                "loss.backward(); optimizer.step({}); net->eval();"},
      {"batch", "#define STEP@(optimizer) (optimizer).step({})\n====\nauto output = net->forward(inputs); "
                "auto loss = $loss$; loss.backward(); STEP@(optimizer);"},
      {"batch", "#define BACKWARD@(loss) do { loss.backward(); } while (false)\n====\nauto output = "
                "net->forward(inputs); auto loss = $loss$; BACKWARD@(loss); optimizer.step({});"},
      {"batch", "template <typename O> void step@(O& optimizer, torch::Tensor loss) { optimizer.zero_grad(); "
                "loss.backward(); optimizer.step({}); }\n====\nauto output = net->forward(inputs); "
                "step@(optimizer, $loss$);"},
      {"batch", "auto output = net->forward(inputs); auto loss = $loss$; $statement*$ loss.backward(); "
                "std::printf(\"loss: %f\\n\", loss.template item<double>()); optimizer.step({});"},
      // Loops, each a statement.
      {"loop", "for (int epoch = 0; epoch < 10; ++epoch) { optimizer.zero_grad(); "
               "torch::mse_loss(net->forward(inputs), targets).backward(); optimizer.step({}); }"},
      {"loop", "for (int epoch = 0; epoch < $bound$; ++epoch) { $batch$ }"},
      {"loop", "for (std::size_t epoch = 1; epoch <= $bound$; epoch++) { $batch$ }"},
      {"loop", "for (auto epoch = $int$; epoch != $bound$; epoch += 1) { $batch$ }"},
      {"loop", "for (long epoch = $int$, last = $int$; epoch > last; --epoch) { $batch$ }"},
      {"loop", "for (unsigned char epoch = 0; $bound$ > epoch && $bool$; epoch += $int$) { $batch$ }"},
      {"loop", "for (double epoch = 0; epoch < $bound$; epoch += 0.1) { $batch$ }"},
      {"loop", "for (std::int64_t i = 0; i < inputs.size(0); i += $int$) { auto part = inputs.slice(0, i, i "
               "+ $int$); { $batch$ } }"},
      {"loop", "for (long b = 0; b < inputs.size(0) / $int$; ++b) { auto part = inputs.narrow(0, b * 4, 4); "
               "{ $batch$ } }"},
      {"loop", "for (int epoch = 0; epoch < $bound$; ++epoch) for (int i = 0; i < 8; ++i) { auto row = "
               "inputs[i]; { $batch$ } }"},
      {"loop", "for (int epoch = 0; epoch < $bound$; ++epoch) { { $loop$ } }"},
      {"loop", "for (int epoch = 0; epoch < $bound$; ++epoch) if ($bool$) { $batch$ } else { $batch$ }"},
      {"loop", "for (int epoch = 0; epoch < $bound$; ++epoch) [&] { $batch$ }();"},
      {"loop", "for (;;) { { $batch$ } if ($bool$) break; }"},
      {"loop", "for (int epoch = 0;; ++epoch) { if (epoch >= $bound$) break; { $batch$ } }"},
      {"loop", "int epoch = $int$; for (; epoch < $bound$;) { { $batch$ } ++epoch; }"},
      {"loop", "for (int epoch = 0; epoch++ < $bound$;) { $batch$ }"},
      {"loop", "int epoch = 0; while (epoch < $bound$) { { $batch$ } epoch++; }"},
      {"loop", "long left = $int$; while (left-- > 0) { $batch$ }"},
      {"loop", "unsigned left = $int$; while (left --> $bound$) { { $batch$ } if ($bool$) continue; }"},
      {"loop", "while (bool more = $bool$) { $batch$ }"},
      {"loop", "while (true) { { $batch$ } goto out_@; } out_@:;"},
      {"loop", "int epoch = 0; do { $batch$ } while (++epoch < $bound$);"},
      {"loop", "int epoch = 0; do { { $batch$ } if (epoch > $bound$) break; ++epoch; } while (1);"},
      {"loop", "int epoch = 0; again_@: { $batch$ } if (++epoch < $bound$) goto again_@;"},
      {"loop", "for (auto epoch : c10::irange($int$)) { $batch$ }"},
      {"loop", "for (auto epoch : c10::irange<long, long>($int$, $int$)) { $batch$ }"},
      {"loop", "for (int epoch : {1, 2, 3}) { $batch$ }"},
      {"loop", "for (double rate : {0.1, static_cast<double>($real$)}) { $batch$ }"},
      {"loop", "for (bool training : {true, false}) { $batch$ }"},
      {"loop",
       "for (const std::string phase : {\"train\", \"val\"}) { if (phase == \"train\") { $batch$ } }"},
      {"loop", "for (auto n = $int$; auto c : \"text\") { $batch$ }"},
      {"loop", "int counts[2][3] = {}; for (auto& row : counts) for (auto cell : row) { $batch$ }"},
      {"loop",
       "std::map<std::string, torch::Tensor> sets; for (const auto& [name, inputs] : sets) { $batch$ }"},
      {"loop", "std::vector<bool> many(3); for (auto&& one : many) { $batch$ }"},
      {"loop", "for (const auto& row : std::vector<torch::Tensor>{inputs, targets}) { $batch$ }"},
      {"loop", "switch (int epoch = 0; static_cast<int>($int$)) { case 1: for (; epoch < $bound$; ++epoch) { "
               "case 2: { $batch$ } } default:; }"},
      {"loop", "try { for (int epoch = 0; epoch < $bound$; ++epoch) { $batch$ } } catch (const "
               "std::exception& e) { std::cerr << e.what(); } catch (...) { $loop$ }"},
      {"loop", "std::vector<int> numbers(10); std::for_each(numbers.begin(), numbers.end(), [&](int epoch) { "
               "$batch$ });"},
      {"loop", "std::function<void(int)> go = [&](int left) { if (left <= 0) return; { $batch$ } go(left - "
               "1); }; go($int$);"},
      {"loop", "auto go = [&](auto& self, int left) -> void { if (left > 0) { { $batch$ } self(self, left - "
               "1); } }; go(go, $int$);"},
      {"loop",
       "[&](auto n) { for (decltype(n) epoch = 0; epoch < n; epoch = epoch + 1) { $batch$ } }($int$);"},
      {"loop", "auto twice = [&](auto n) { for (int epoch = 0; epoch < n; ++epoch) { $batch$ } }; twice(3); "
               "twice(2.5f);"},
      {"loop", "[&]<typename N>(N n) { for (N epoch = 0; epoch < n; ++epoch) { $batch$ } }(3);"},
      {"loop",
       "#define REPEAT@(n) for (int epoch = 0; epoch < (n); ++epoch)\n====\nREPEAT@($bound$) { $batch$ }"},
      {"loop",
       "#define ALL@(...) __VA_ARGS__\n====\nALL@(for (int epoch = 0; epoch < 5; ++epoch) { $batch$ })"},
      {"loop",
       "#define ROUND@ { optimizer.zero_grad(); torch::mse_loss(net->forward(inputs), targets).backward(); "
       "optimizer.step({}); }\n====\nfor (int epoch = 0; epoch < $bound$; ++epoch) ROUND@"},
      {"loop", "struct Run { int from = $int$; bool on() const { return from > 0; } }; for (Run run; "
               "run.on(); run.from--) { $batch$ }"},
      {"loop", "if constexpr (sizeof(int) == 4) { for (int epoch = 0; epoch < $bound$; ++epoch) { $batch$ } "
               "} else { $batch$ }"},
      {"loop", "struct Source { bool more(); torch::Tensor next(); bool fill(torch::Tensor& t); } source; "
               "while (source.more()) { auto inputs = source.next(); { $batch$ } }"},
      {"loop", "{ $loop$ } { $loop$ }"},
      {"loop", "{ $loop$ }"},
      {"loop", "if ($bool$) { $loop$ }"},
      {"loop", "$data_loop$"},
      {"loop", "$data_loop$"},
      {"loop", "$data_loop$"},
      {"loop", "$data_loop$"},
      {"loop", "$data_loop$"},
      {"loop", "$guarded_loop$"},
      {"loop", "$guarded_loop$"},
      {"loop", "$guarded_loop$"},
      {"loop", "$guarded_loop$"},
      // Training as statements that need nothing around them.
      {"training", "{ torch::nn::Linear net(2, 2); torch::optim::SGD optimizer(net->parameters(), 0.1); auto "
                   "x = torch::rand({8, 2}); for (int epoch = 0; epoch < 10; ++epoch) { "
                   "optimizer.zero_grad(); torch::mse_loss(net(x), x).backward(); optimizer.step(); } }"},
      {"training", "{ $setup$ $loop$ }"},
      {"training", "{ $setup$ $loop$ }"},
      {"training", "{ $setup$ $statement*$ $loop$ $statement*$ }"},
      {"training", "template <typename Net, typename Optimizer> void fit@(Net& net, Optimizer& optimizer, "
                   "torch::Tensor inputs, torch::Tensor targets, int epochs = 10) {\n  $loop$\n}\n====\n{ "
                   "$setup$ fit@(net, optimizer, inputs, targets, $int$); }"},
      {"training",
       "auto fit@(auto& net, auto& optimizer, const torch::Tensor& inputs, const torch::Tensor& targets) {\n "
       " $loop$\n  return 3;\n}\n====\n{ $setup$ fit@(net, optimizer, inputs, targets); }"},
      {"training", "template <typename Net> void round@(Net& net, torch::optim::Optimizer& optimizer, "
                   "torch::Tensor inputs, torch::Tensor targets) {\n  { $batch$ }\n}\n====\n{ $setup$ for "
                   "(int epoch = 0; epoch < $bound$; ++epoch) round@(net, optimizer, inputs, targets); }"},
      {"training", "template <typename Net> void round@(Net& net, torch::optim::Optimizer& optimizer, "
                   "torch::Tensor inputs, torch::Tensor targets, int left) {\n  if (left == 0) return;\n  { "
                   "$batch$ }\n  round@(net, optimizer, inputs, targets, left - 1);\n}\n====\n{ $setup$ "
                   "round@(net, optimizer, inputs, targets, $int$); }"},
      {"training", "template <typename Net> requires std::is_object_v<Net> struct Trainer@ {\n  Net& net;\n  "
                   "torch::optim::SGD optimizer{std::vector<torch::Tensor>(), $real$};\n  torch::Tensor "
                   "inputs, targets;\n  long epochs = $int$;\n  void run() { $loop$ }\n  void run_once() { "
                   "$batch$ }\n};\n====\n{ $setup$ Trainer@<std::remove_reference_t<decltype(net)>> "
                   "trainer{net}; trainer.run(); }"},
      {"training", "{ $setup$ auto run = [&net, &optimizer, inputs = inputs, targets = targets]() mutable { "
                   "$loop$ }; run(); }"},
      {"training", "{ $setup$ auto run = [&](auto inputs) { $loop$ }; }"},
      {"training", "{ $setup$ struct Local { static void run(torch::Tensor x) { for (auto i = 0; i < 3; ++i) "
                   "x = x.relu(); } }; Local::run(inputs); $loop$ }"},
      {"training", "{ $setup$ std::vector<std::function<void()>> tasks; tasks.push_back([&] { $loop$ }); for "
                   "(auto& task : tasks) task(); }"},
      // Declarations at namespace scope that train, dead or alive: a name that can be called.
      {"train", "void train@() { torch::nn::Linear net(2, 2); torch::optim::SGD optimizer(net->parameters(), "
                "0.1); for (int e = 0; e < 3; ++e) { net(torch::rand({2})).sum().backward(); "
                "optimizer.step(); } }\n====\ntrain@();"},
      {"train", "void train@() $training$\n====\ntrain@();"},
      {"train", "void train@() $training$\n====\n"},
      {"train", "static int train@(int epochs = $int$) try { $training$ return epochs; } catch (...) { "
                "return 0; }\n====\ntrain@();"},
      {"train", "namespace {\nvoid train@() { $training$ $training$ }\n}\n====\nfor (int run = 0; run < "
                "$int$; ++run) train@();"},
      {"train", "namespace outer@::inline inner { void train() { $training$ } }\n====\nouter@::train();"},
      {"train", "template <typename T> void train@(T) { $training$ }\n====\n"},
      {"train", "template <typename T> void train@(T) { $training$ }\n====\ntrain@(1);"},
      {"train",
       "template <typename T, int rounds = 3> void train@(T) { for (int i = 0; i < rounds; ++i) $training$ "
       "}\ntemplate <> void train@<char, 3>(char) {}\ntemplate void "
       "train@<long>(long);\n====\ntrain@(1); train@(1.5f); train@<short, 7>(2);"},
      {"train", "template <typename T> struct Trainer@ { void run() { $training$ } static void once() { "
                "$training$ } };\n====\n"},
      {"train", "template <typename T> struct Trainer@ { void run() { $training$ } template <typename U> "
                "void with(U) { $training$ } };\ntemplate <typename T> struct Trainer@<T*> { void run(); "
                "};\n====\nTrainer@<int>().run(); Trainer@<double>().with('x');"},
      {"train", "struct Trainer@ { void run() { $training$ } void never() { $training$ } };\n====\nTrainer@ "
                "trainer@; trainer@.run();"},
      {"train", "struct Trainer@ { Trainer@() { $training$ } ~Trainer@() { $training$ } operator bool() { "
                "$training$ return true; } };\n====\nif (Trainer@()) {}"},
      {"train", "struct Trainer@ { void operator()() const { $training$ } Trainer@& operator+=(int) { "
                "$training$ return *this; } };\n====\nTrainer@{}(); Trainer@() += 1;"},
      {"train",
       "struct Runs@ { virtual ~Runs@() = default; virtual void run() = 0; };\nstruct Once@ : Runs@ { void "
       "run() override { $training$ } };\nstruct Twice@ final : Once@ { void run() final { Once@::run(); "
       "$training$ } };\n====\nstd::unique_ptr<Runs@> runs@ = std::make_unique<Once@>(); runs@->run();"},
      {"train", "auto train@ = [] { $training$ };\n====\ntrain@();"},
      {"train", "auto train@ = [](auto... x) { $training$ return sizeof...(x); };\n====\ntrain@(1, 2);"},
      {"train", "auto train@ = [](auto... x) { $training$ };\n====\n"},
      {"train", "int trained@ = [] { $training$ return 1; }();\n====\n"},
      {"train", "struct Member@ { int trained = [] { $training$ return 1; }(); static inline int once = [] { "
                "$training$ return 2; }(); };\n====\n"},
      {"train", "void train@(int = [] { $training$ return 1; }()) {}\n====\ntrain@();"},
      {"train", "extern \"C\" { void train@(void) { $training$ } }\n====\ntrain@();"},
      {"train", "extern \"C++\" void train@();\nvoid (*pointer@)() = train@;\nvoid train@() { $training$ "
                "}\n====\npointer@();"},
      {"train", "std::function<void(int)> train@ = [](int depth) { if (depth > 0) train@(depth - 1); "
                "$training$ };\n====\ntrain@(3);"},
      {"train", "void pong@(int);\nvoid ping@(int n) { $training$ if (n) pong@(n - 1); }\nvoid pong@(int n) "
                "{ if (n) ping@(n - 1); }\n====\nping@($int$);"},
      {"train",
       "#define TRAINER@(name) void name() { $one_line_training$ }\nTRAINER@(train@)\n====\ntrain@();"},
      {"train", "#define SAME@(...) __VA_ARGS__\nSAME@(void train@() $training$)\n====\ntrain@();"},
      {"train", "template <typename T> concept Small@ = sizeof(T) < 8;\nvoid train@(Small@ auto) { "
                "$training$ }\nvoid train@(auto) { $training$ }\n====\ntrain@('x'); train@(1.5);"},
      {"train", "struct Befriended@ { friend void train@(Befriended@) { $training$ } "
                "};\n====\ntrain@(Befriended@());"},
      {"train", "consteval int count@() { return 4; }\nvoid train@() { if consteval {} else { $training$ } "
                "for (int i = 0; i < count@(); ++i) $training$ }\n====\ntrain@();"},
      {"train", "struct Test@ { void TestBody() { $training$ } };\n====\nTest@().TestBody();"},
      {"train",
       "template <bool enabled> struct Trainer@ { static void run() { if constexpr (enabled) { $training$ } "
       "else Trainer@<!enabled>::run(); } };\n====\nTrainer@<false>::run();"},
      {"train",
       "union Trainer@ { int a; float b; void run() { $training$ } };\n====\nTrainer@ union@; union@.run();"},
      {"one_line_training",
       "torch::nn::Linear net(2, 2); torch::optim::SGD optimizer(net->parameters(), 0.1); for (int e = 0; e "
       "< 3; ++e) { net(torch::rand({2})).sum().backward(); optimizer.step(); }"},
  };
}

} // namespace misfire::random
