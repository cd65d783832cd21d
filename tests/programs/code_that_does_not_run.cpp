// Functions and classes that main() does not reach; what virtual functions, tables and libraries call runs.
#include <torch/torch.h>

struct Used : torch::nn::Module {
  Used() : fc(register_module("fc", torch::nn::Linear(4, 2))) {}
  torch::Tensor forward(torch::Tensor x) { return torch::relu(fc(x)); }
  torch::nn::Linear fc;
};

struct UnusedImpl : torch::nn::Module {
  UnusedImpl() : fc(register_module("fc", torch::nn::Linear(8, 2))) {}
  torch::Tensor forward(torch::Tensor x) { return torch::relu(fc(x)); }
  torch::nn::Linear fc;
  torch::nn::Linear other = torch::nn::Linear(8, 3);
};
TORCH_MODULE(Unused);

struct HeldImpl : torch::nn::Module {
  HeldImpl() : fc(register_module("fc", torch::nn::Linear(2, 2))) {}
  torch::Tensor forward(torch::Tensor x) { return torch::tanh(fc(x)); }
  torch::nn::Linear fc;
};
TORCH_MODULE(Held);

torch::nn::Linear in_table() {
  return torch::nn::Linear(5, 5);
}
torch::nn::Linear (*const table[])() = {in_table};

void train_unused(Unused net) {
  torch::optim::Adam optimizer(net->parameters(), 0.5);
  for (int epoch = 0; epoch < 99; ++epoch) {
    optimizer.zero_grad();
    net->forward(torch::rand({4, 8})).sum().backward();
    optimizer.step();
  }
}

void helper_of_unused() {
  train_unused(Unused());
}

template <typename Net>
void train(Net& net) {
  torch::optim::SGD optimizer(net.parameters(), 0.1);
  for (int epoch = 0; epoch < 5; ++epoch) {
    optimizer.zero_grad();
    net.forward(torch::rand({4, 4})).sum().backward();
    optimizer.step();
  }
}

struct Trainer {
  torch::nn::Linear layer{4, 4};
  void fit() { train(*layer); }
  void on_end() { torch::save(layer, "end.pt"); } // by its address
  double check() {
    torch::NoGradGuard no_grad;
    return layer(torch::rand({4, 4})).sum().item<double>();
  }
};

int main() {
  Trainer trainer;
  trainer.fit();
  void (Trainer::*at_end)() = &Trainer::on_end;
  (trainer.*at_end)();
  Used net;
  train(net);
  torch::nn::Sequential held(Held{});
  held->forward(torch::rand({4, 2}));
  table[0]();
#if 0
  train_unused(Unused());
#endif
}
