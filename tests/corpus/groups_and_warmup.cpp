#include <torch/torch.h>
#include <cmath>
#include <iostream>
#include <vector>

// Body and head have rates of their own; a cosine after a warm-up scales both.

struct Recipe {
  double body_rate = 2e-3, head_rate = 8e-3;
  double decay = 1e-3;
  int warmup = 3, epochs = 25;
  size_t batch = 48;
  double clip = 3;
};

struct BodyImpl : torch::nn::Module {
  BodyImpl() : first(12, 40), second(40, 40), prelu(torch::nn::PReLUOptions().init(0.1)) {
    register_module("first", first);
    register_module("second", second);
    register_module("prelu", prelu);
  }
  torch::Tensor forward(torch::Tensor x) {
    x = prelu->forward(first->forward(x));
    return torch::softplus(second->forward(x));
  }
  torch::nn::Linear first, second;
  torch::nn::PReLU prelu;
};
TORCH_MODULE(Body);

// Sixteen bits of a shift register, some of them flipped; which of four codes sent them?
class Codes : public torch::data::datasets::BatchDataset<Codes, std::vector<torch::data::Example<>>> {
 public:
  explicit Codes(int64_t n) {
    auto words = torch::tensor({{1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0}, {0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0},
                                {1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0}, {0, 0, 0, 1, 1, 1, 0, 1, 1, 0, 0, 1}}).to(torch::kFloat);
    code_ = torch::randint(4, {n}, torch::kLong);
    auto flip = (torch::rand({n, 12}) < 0.22).to(torch::kFloat);
    word_ = (words.index_select(0, code_) - flip).abs();
  }
  std::vector<torch::data::Example<>> get_batch(c10::ArrayRef<size_t> indices) override {
    std::vector<torch::data::Example<>> out;
    for (size_t i : indices) out.emplace_back(word_[int64_t(i)], code_[int64_t(i)]);
    return out;
  }
  torch::optional<size_t> size() const override { return code_.numel(); }
  torch::Tensor word_, code_;
};

double factor(const Recipe& r, int epoch) {
  if (epoch < r.warmup) return double(epoch + 1) / r.warmup;
  return 0.5 * (1 + std::cos(M_PI * (epoch - r.warmup) / std::max(1, r.epochs - r.warmup)));
}

int main() {
  torch::manual_seed(66);
  Recipe recipe;
  recipe.epochs = 20;
  Body body;
  torch::nn::Linear head(40, 4);

  std::vector<torch::optim::OptimizerParamGroup> groups;
  {
    auto o = std::make_unique<torch::optim::AdamWOptions>(recipe.body_rate);
    o->weight_decay(recipe.decay);
    groups.emplace_back(body->parameters(), std::move(o));
  }
  groups.emplace_back(head->parameters());
  torch::optim::AdamW optimizer(std::move(groups), torch::optim::AdamWOptions(recipe.head_rate));

  auto loader = torch::data::make_data_loader(Codes(1000).map(torch::data::transforms::Stack<>()), torch::data::samplers::RandomSampler(1000),
                                              torch::data::DataLoaderOptions(recipe.batch));
  Codes test(600);
  torch::nn::CrossEntropyLoss criterion(torch::nn::CrossEntropyLossOptions().reduction(torch::kMean));
  for (int epoch = 0; epoch < recipe.epochs; epoch++) {
    const double f = factor(recipe, epoch);
    optimizer.param_groups()[0].options().set_lr(recipe.body_rate * f);
    static_cast<torch::optim::AdamWOptions&>(optimizer.param_groups()[1].options()).lr() = recipe.head_rate * f;
    body->train();
    float last = 0;
    for (auto batch = loader->begin(); batch != loader->end(); ++batch) {
      auto loss = criterion(head(body(batch->data)), batch->target);
      optimizer.zero_grad();
      loss.backward();
      for (auto& group : optimizer.param_groups()) torch::nn::utils::clip_grad_norm_(group.params(), recipe.clip);
      optimizer.step();
      last = loss.item<float>();
    }
    std::cout << "epoch " << epoch << " factor " << f << " loss " << last << "\n";
  }
  torch::NoGradGuard guard;
  body->eval();
  std::cout << "Test accuracy: " << head(body(test.word_)).argmax(1).eq(test.code_).to(torch::kFloat).mean().item<float>() << std::endl;
}
