// docs/limits.md quotes what misfire prints of what it leaves alone: each line is printed of a program here.
#include "tests/reader/one_line/one_line.h"

#include <fstream>
#include <iterator>
#include <regex>

namespace {

const std::string step = "l.backward(); optimizer.step(); ";
const std::string epochs = "for (int e = 0; e < 9; ++e) { ";
/// For each line of the page the code that it is printed of.
const std::vector<std::pair<std::string, std::string>> programs = {
    {"it is written in a macro's body",
     "#define LAYER(name) auto name = torch::nn::Linear(4, 2)\n LAYER(fc);"},
    {"the program computes it itself", epochs + "auto l = (net(x) - y).pow(4).mean(); " + step + "}"},
    {"the program updates its parameters itself",
     "std::vector<Tensor> w = net->parameters(); " + epochs +
         "auto g = torch::autograd::grad({net(x).sum()}, w); for (int i = 0; i < 2; ++i) w[i] = w[i] - 0.1 * "
         "g[i]; }"},
    {"which of several tensors are its targets",
     "Tensor a = torch::rand({8, 4}), b = torch::rand({8, 2}), c = torch::rand({8, 2}); " + epochs +
         "auto l = torch::mse_loss(net(a), b) + torch::mse_loss(net(a), c); " + step + "}"},
    {"its tensors are made for one turn",
     "std::pair<Tensor, Tensor> draw() { return {torch::rand({8, 4}), torch::rand({8, 2})}; }\nint main() "
     "{ " +
         epochs + "auto [a, b] = draw(); auto l = torch::mse_loss(net(a), b); " + step + "} }"},
    {"its samples are of a type", "struct Sample { Tensor left, label; };\nstruct Pairs : "
                                  "torch::data::datasets::Dataset<Pairs, Sample> { Sample "
                                  "get(std::size_t i) override; std::optional<std::size_t> size() const "
                                  "override; };\nint main() { auto loader = "
                                  "torch::data::make_data_loader(Pairs(), 32); " +
                                      epochs +
                                      "for (auto& b : *loader) { auto l = "
                                      "torch::mse_loss(net(b[0].left), b[0].label); " +
                                      step + "} } }"},
    {"it stands behind the network",
     "auto p = torch::softmax(net(x), 1); auto l = torch::mse_loss(p, y); l.backward();"},
    {"the program computes its activation",
     "auto h = net(x); h = torch::where(h > 0, h, 0.1 * h); auto l = net(h);"},
    {"sin is none of",
     "struct Sine : torch::nn::Module { Tensor forward(Tensor v) { return torch::sin(3 * v); } };\nint "
     "main() { Sine sine; sine.forward(x); }"},
    {"it does more than one", "struct ActImpl : torch::nn::Module { bool soft = false; Tensor forward(Tensor "
                              "v) { if (soft) return v.sigmoid(); "
                              "return v.tanh(); } };\nTORCH_MODULE(Act);\nint main() { torch::nn::Sequential "
                              "both(torch::nn::Linear(4, 2), "
                              "Act()); both->forward(x); }"},
    {"the rows of a table", "auto index = torch::randperm(8).view({-1, 4});"},
    {"its rows, which lie side by side,",
     "Tensor columns(const Tensor& ids, int n) { const auto length = ids.size(0) / n; return ids.narrow(0, "
     "0, n * "
     "length).view({n, length}); }\nint main() { const auto all = columns(x, 2); " +
         epochs + "for (int t = 0; t < all.size(1); t += 4) { auto l = net(all.slice(1, t, t + 4)).sum(); " +
         step + "} } }"},
    {"its batches are cut by", "template <class Visit> void visit_all(Tensor set, int size, Visit visit, int "
                               "from = 0) { if (from >= set.size(0)) "
                               "return; visit(set.slice(0, from, from + size)); visit_all(set, size, visit, "
                               "from + size); }\nint main() { "
                               "visit_all(x, 2, [](Tensor batch) { net(batch); }); }"},
    {"it says how many batches",
     "for (auto& part : x.chunk(4)) { net(part).sum().backward(); optimizer.step(); }"},
    {"an update adds up", "Tensor sum = torch::zeros({1}); for (int k = 0; k < 4; ++k) sum = sum + "
                          "net(torch::rand({1, 4})).sum(); "
                          "sum.backward(); optimizer.step();"},
    {"it streams its samples",
     "struct Sensor : torch::data::datasets::StatefulDataset<Sensor> { "
     "std::optional<std::vector<torch::data::Example<>>> get_batch(std::size_t n) override; "
     "std::optional<std::size_t> "
     "size() const override; void reset() override; };\nint main() { auto loader = "
     "torch::data::make_data_loader(Sensor().map(torch::data::transforms::Stack<>()), 64); " +
         epochs + "for (auto& b : *loader) { auto l = torch::mse_loss(net(b.data), b.target); " + step +
         "} } }"},
    {"a function trains for an epoch", "void train(int left) { if (left == 0) return; "
                                       "net(x).sum().backward(); optimizer.step(); train(left - 1); }\nint "
                                       "main(int argc, char**) { train(argc); }"},
    {"the program lets weights decay",
     "for (auto& p : net->parameters()) { p.mul_(1 - 0.1 * 0.01); p.sub_(0.1 * "
     "p.grad()); }"},
    {"a TransformerEncoderLayer holds",
     "torch::nn::TransformerEncoderLayer layer(torch::nn::TransformerEncoderLayerOptions(8, 2));"},
    {"no product of matrices",
     "struct Net : torch::nn::Module { Tensor w; Net() { w = register_parameter(\"w\", torch::rand({4})); } "
     "Tensor "
     "forward(Tensor a) { return a * w; } };\nint main() { Net n; n.forward(x).sum().backward(); }"},
    {"no network computes what",
     "Tensor view_of(Tensor a) { return a * (torch::rand({8, 4}) > 0.3); }\nstruct Net : torch::nn::Module { "
     "Tensor "
     "forward(Tensor a) { return net(a); } };\nint main() { Net n; auto out = n.forward(view_of(x)); }"},
    {"no network is called, so",
     "struct Plain { Tensor w; };\nTensor weight() { Tensor start = torch::rand({4, 1}); return "
     "start.requires_grad_(); }\nint main() { Plain plain{weight()}; torch::optim::SGD sgd({plain.w}, 0.1); "
     "Tensor inputs = torch::rand({64, 4}), wanted = torch::rand({64, 1}); for (int e = 0; e < 9; ++e) { "
     "sgd.zero_grad(); auto l = torch::mse_loss(inputs.mm(plain.w), wanted); l.backward(); sgd.step(); } }"},
    {"its bias is said in the function", "torch::nn::Linear make(int a, int b) { return torch::nn::Linear(a, "
                                         "b); }\nint main() { auto one = make(4, 8), two = "
                                         "make(8, 2); two(one(x)).sum().backward(); }"},
};

/// What the page says that misfire prints of what it leaves alone in a source.
std::vector<std::string> quoted_lines() {
  std::ifstream file(std::string(MISFIRE_SOURCE_DIR) + "/docs/limits.md");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  const auto begin = page.find("- **What is read."), end = page.find("- **Not found yet");
  const std::string part = std::regex_replace(page.substr(begin, end - begin), std::regex("\\s*\n\\s*"), " ");
  const std::regex quotation("`([^`]*)`");
  std::vector<std::string> lines;
  for (auto quoted = std::sregex_iterator(part.begin(), part.end(), quotation);
       quoted != std::sregex_iterator(); ++quoted)
    if ((*quoted)[1].length() > 25) lines.push_back((*quoted)[1]);
  return lines;
}

/// Lines that take another test's program: two loaders of one function, and an option that the declarations
/// lack.
bool is_held_elsewhere(const std::string& line) {
  return line.starts_with("its function makes the data of evaluation") ||
         line.starts_with("these iterations are");
}

} // namespace

TEST(Limits, quote_what_is_printed) {
  const auto lines = quoted_lines();
  EXPECT_GT(lines.size(), 20u);
  for (const auto& line : lines) {
    if (is_held_elsewhere(line)) continue;
    const auto found = std::find_if(programs.begin(), programs.end(),
                                    [&](const auto& program) { return line.starts_with(program.first); });
    ASSERT_NE(found, programs.end()) << "no program here for: " << line;
    EXPECT_THAT(misfire::one_line::left_alone(found->second), testing::Contains(testing::StartsWith(line)))
        << found->second;
  }
}
