// What stands around training: data and their loaders, metrics, guards, checkpoints, schedules.
#include "tests/reader/random/grammar.h"

namespace misfire::random {

std::vector<Alternative> surroundings() {
  return {
      // Datasets, as expressions.
      {"dataset", "torch::data::datasets::MNIST(\"data\")"},
      {"dataset", "torch::data::datasets::MNIST($text$, torch::data::datasets::MNIST::Mode::kTest)"},
      {"dataset", "torch::data::datasets::TensorDataset(torch::rand({8, 2}))"},
      {"dataset", "std::move(*std::make_unique<torch::data::datasets::MNIST>(\"data\"))"},
      {"dataset", "struct Points@ : torch::data::datasets::Dataset<Points@> {\n"
                  "  explicit Points@(long n = $int$) : n(n) {}\n"
                  "  torch::data::Example<> get(std::size_t index) override { return {torch::rand({2}), "
                  "torch::tensor($int$)}; }\n"
                  "  std::optional<std::size_t> size() const override { return n; }\n  long "
                  "n;\n};\n====\nPoints@($int$)"},
      {"dataset",
       "template <typename T> struct Points@ : torch::data::datasets::Dataset<Points@<T>> {\n"
       "  torch::data::Example<> get(std::size_t index) override { return {all[index], all[index]}; }\n"
       "  std::optional<std::size_t> size() const override;\n  torch::Tensor all = torch::rand({8, "
       "sizeof(T)});\n};\n====\nPoints@<float>{}"},
      {"dataset",
       "struct Batches@ : torch::data::datasets::BatchDataset<Batches@, std::vector<torch::data::Example<>>, "
       "std::size_t> {\n"
       "  std::vector<torch::data::Example<>> get_batch(std::size_t n) override { return "
       "std::vector<torch::data::Example<>>(n); }\n"
       "  std::optional<std::size_t> size() const override { return std::nullopt; }\n};\n====\nBatches@()"},
      {"dataset",
       "static auto points@() { return torch::data::datasets::MNIST(\"data\"); }\n====\npoints@()"},
      {"dataset", "#define DATA@ torch::data::datasets::MNIST(\"data\")\n====\nDATA@"},
      {"mapped", "torch::data::datasets::MNIST(\"data\").map(torch::data::transforms::Stack<>())"},
      {"mapped", "$dataset$.map(torch::data::transforms::Stack<>())"},
      {"mapped", "$dataset$.map(torch::data::transforms::Normalize<>($real$, "
                 "$real$)).map(torch::data::transforms::Stack<>())"},
      {"mapped", "$dataset$.map(torch::data::transforms::Lambda<torch::data::Example<>>([](auto e) { return "
                 "e; })).map(torch::data::transforms::Stack<>())"},
      {"loader_options", "64"},
      {"loader_options", "$int$"},
      {"loader_options", "torch::data::DataLoaderOptions($int$)"},
      {"loader_options", "torch::data::DataLoaderOptions().batch_size($int$).workers($int$)"},
      {"loader_options", "torch::data::DataLoaderOptions(16).drop_last($bool$)"},
      {"loader_options", "torch::data::DataLoaderOptions{}"},
      {"loader_options", "#define OPTIONS@ torch::data::DataLoaderOptions().batch_size(8)\n====\nOPTIONS@"},
      {"loader", "auto loader = "
                 "torch::data::make_data_loader(torch::data::datasets::MNIST(\"data\").map(torch::data::"
                 "transforms::Stack<>()), 64);"},
      {"loader", "auto loader = torch::data::make_data_loader($mapped$, $loader_options$);"},
      {"loader",
       "auto loader = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>($mapped$, "
       "$loader_options$);"},
      {"loader", "auto loader = torch::data::make_data_loader($mapped$);"},
      {"loader", "auto set = $mapped$; const auto loader = torch::data::make_data_loader(std::move(set), "
                 "$loader_options$);"},
      {"loader", "auto set = $mapped$; auto size = set.size().value(); auto loader = "
                 "torch::data::make_data_loader(set, torch::data::samplers::SequentialSampler(size), "
                 "$loader_options$);"},
      {"loader",
       "template <typename Set> auto load@(Set set, std::size_t size = $int$) { return "
       "torch::data::make_data_loader(std::move(set), size); }\n====\nauto loader = load@($mapped$);"},
      {"loader",
       "#define LOADER@(set, size) torch::data::make_data_loader(set, size)\n====\nauto loader = "
       "LOADER@(torch::data::datasets::MNIST(\"data\").map(torch::data::transforms::Stack<>()), $int$);"},
      {"data_loop", "for (int epoch = 0; epoch < 3; ++epoch) optimizer.step({});"},
      {"data_loop", "$loader$ for (auto& batch : *loader) { auto inputs = batch.data, targets = "
                    "batch.target; { $batch$ } }"},
      {"data_loop",
       "$loader$ for (int epoch = 0; epoch < $bound$; ++epoch) for (const auto& batch : *loader) { auto "
       "inputs = batch.data.flatten(1).to(torch::kCPU); auto targets = batch.target; { $batch$ } }"},
      {"data_loop", "$loader$ for (auto batch = loader->begin(); batch != loader->end(); ++batch) { auto "
                    "inputs = batch->data, targets = batch->target; { $batch$ } }"},
      {"data_loop", "$loader$ for (auto& [inputs, targets] : *loader) { $batch$ }"},
      {"data_loop", "$loader$ std::size_t index = 0; for (auto& batch : *loader) { if (++index > $int$) "
                    "break; auto [inputs, targets] = std::tie(batch.data, batch.target); { $batch$ } }"},
      {"data_loop",
       "template <typename Net, typename Loader> void epoch@(Net& net, torch::optim::Optimizer& optimizer, "
       "Loader& loader) {\n"
       "  for (auto& batch : loader) { auto inputs = batch.data, targets = batch.target; { $batch$ } }\n}\n"
       "template <typename Net, typename Loader> double test@(Net& net, Loader& loader) {\n"
       "  torch::NoGradGuard guard;\n  net->eval();\n  double right = 0;\n"
       "  for (auto& batch : loader) right += "
       "net->forward(batch.data).argmax(1).eq(batch.target).sum().template item<double>();\n"
       "  return right / $real$;\n}\n====\n"
       "$loader$ for (int epoch = 0; epoch < $bound$; ++epoch) { epoch@(net, optimizer, *loader); "
       "std::printf(\"Accuracy: %.2f\\n\", test@(net, *loader)); }"},
      {"data_loop", "auto set = $dataset$; for (std::size_t i = 0; i < set.size().value(); ++i) { auto batch "
                    "= set.get_batch(i); { $batch$ } }"},
      {"data_loop",
       "auto order = torch::randperm(inputs.size(0)); for (long i = 0; i < order.size(0); i += $int$) { auto "
       "part = inputs.index_select(0, order.slice(0, i, i + $int$)); { $batch$ } }"},
      {"data_loop", "const long size = $int$; for (long i = 0; i + size <= inputs.size(0); i = i + size) { "
                    "auto part = inputs.slice(0, i, i + size); { $batch$ } }"},
      {"data_loop", "#define SIZE@ 16\n====\nfor (long i = 0; i < 100; i += SIZE@) { auto part = "
                    "inputs.slice(0, i, i + SIZE@); { $batch$ } }"},
      {"data_loop", "constexpr auto size = 4; const auto batches = inputs.size(0) / size; for (auto b = 0; b "
                    "< batches; ++b) { auto part = inputs.slice(0, b * size, (b + 1) * size); { $batch$ } }"},
      // Guards and checkpoints.
      {"guarded_loop",
       "for (int epoch = 0; epoch < 9; ++epoch) { optimizer.step({}); if (epoch > 3) break; }"},
      {"guarded_loop",
       "double best = $real$; int waited = 0; for (int epoch = 0; epoch < $bound$; ++epoch) { { $batch$ } "
       "torch::NoGradGuard guard; const double score = torch::mse_loss(net->forward(inputs), "
       "targets).template item<double>(); if (score < best) { best = score; waited = 0; "
       "torch::save(net->parameters(), $text$); } else if (++waited >= $int$) break; }"},
      {"guarded_loop", "float best = INFINITY; bool stop = false; for (int epoch = 0; epoch < $bound$ && "
                       "!stop; ++epoch) { { $batch$ } auto loss = net->forward(inputs).sum().template "
                       "item<float>(); stop = loss > best + $real$; best = loss < best ? loss : best; }"},
      {"guarded_loop",
       "struct Patience@ { bool operator()(double score) { if (score > best) { best = score; waited = 0; } "
       "else ++waited; return waited >= limit; } double best = $real$; int waited = 0, limit = $int$; "
       "};\n====\nPatience@ patience; for (int epoch = 0; epoch < $bound$; ++epoch) { { $batch$ } if "
       "(patience(net->forward(inputs).sum().template item<double>())) break; }"},
      {"guarded_loop", "std::vector<torch::Tensor> kept; double best = 0; while (true) { { $batch$ } double "
                       "score = $real$; switch (static_cast<int>(score > best)) { case 1: kept = "
                       "net->parameters(); best = score; break; default: goto end_@; } } end_@:;"},
      {"guarded_loop", "for (int epoch = 0; epoch < $bound$; ++epoch) { { $batch$ } std::cout << \"Accuracy "
                       "of epoch \" << epoch << \": \" << net->forward(inputs).eq(targets).sum().template "
                       "item<float>() / $real$ << std::endl; }"},
      {"guarded_loop", "for (int epoch = 0; epoch < $bound$; ++epoch) { { $batch$ } $metric$ if (epoch % 10 "
                       "== 0) { $metric$ torch::save(net->parameters(), \"net.pt\"); } }"},
      {"guarded_loop", "for (int epoch = 0; epoch < $bound$; ++epoch) { { $batch$ } for (auto& group : "
                       "optimizer.param_groups()) if (group.has_options()) "
                       "static_cast<torch::optim::SGDOptions&>(group.options()).lr($real$); }"},
      {"guarded_loop", "for (int epoch = 0; epoch < $bound$; ++epoch) { { $batch$ } auto& options = "
                       "static_cast<torch::optim::SGDOptions&>(optimizer.param_groups()[0].options()); "
                       "options.lr() *= $real$; optimizer.defaults().set_lr($real$); }"},
      {"guarded_loop", "torch::optim::StepLR scheduler(optimizer, $int$, $real$); for (int epoch = 0; epoch "
                       "< $bound$; ++epoch) { { $batch$ } scheduler.step(); }"},
      // Statements that print.
      {"metric", "std::printf(\"accuracy: %f\\n\", 0.5);"},
      {"metric", "std::printf(\"accuracy: %f %d%% %s\\n\", static_cast<double>($real$), "
                 "static_cast<int>($int$), \"x\");"},
      {"metric", "std::printf(\"%\");"},
      {"metric", "std::printf($bool$ ? \"loss %f\" : \"%f\", 0.5);"},
      {"metric", "std::cout << \"loss: \" << static_cast<double>($real$) << '\\n';"},
      {"metric", "std::cout << $text$ << ($real$ + 0) << ($int$ + 0) << std::setprecision(3) << std::endl;"},
      {"metric", "std::wcout << L\"accuracy: \" << 0.5 << L'\\n';"},
      {"metric",
       "std::cout << std::string(\"accuracy \") + std::to_string($int$) + $text$ << 'x' << \"\\n\";"},
      {"metric", "std::cerr << \"error: \" << torch::rand({2}).sum() << \"\\n\" << std::flush;"},
      {"metric", "std::cout << (\"score: \" + std::to_string($real$)).c_str();"},
      {"metric", "std::ostringstream out_@; out_@ << \"loss \" << std::hex << ($int$ + 0) << std::ends; "
                 "std::cout << out_@.str();"},
      {"metric", "std::fprintf(stderr, \"loss %*.*f\\n\", 3, 4, 0.25);"},
      {"metric", "struct Log@ { template <typename... T> void operator()(const char* format, T... values) "
                 "const {} template <typename T> const Log@& operator<<(T) const { return *this; } "
                 "};\n====\nLog@()(\"accuracy {} {}\", 0.5, $int$); Log@() << \"loss: \" << ($real$ + 0);"},
      {"metric", "template <typename... T> void log@(const char* format, T&&... values) "
                 "{}\n====\nlog@(\"accuracy {:.3f} {\", static_cast<double>($real$)); log@(\"%f {}\", 1.0); "
                 "log@(\"}{\", 1.0, 2); log@(\"{{}}\", 0.5);"},
      {"metric", "#define LOG@(x) std::cout << \"loss \" << (x) << \"\\n\"\n====\nLOG@($real$ + 0);"},
      {"metric", "std::cout << \"\\u00e9\\xff accuracy\" << 0.5 << u8'x' + 0 << nullptr;"},
      {"metric", "std::cout << R\"(score\n)\" << 1.0f << '\\xff';"},
  };
}

} // namespace misfire::random
