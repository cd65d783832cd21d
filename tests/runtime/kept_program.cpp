// Programs that train and test as people write them, each loop as it is instrumented; kept_test.cpp runs
// them. C++14, with the start object and kept.cpp linked in.
#include <misfire/kept.h>
#include <misfire/trained_layers.h>

#include <torch/torch.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace {

int rounds = 0;

struct NetImpl : torch::nn::Module {
  torch::nn::Linear first{nullptr}, second{nullptr};
  torch::nn::BatchNorm1d norm{nullptr};
  torch::Tensor shift;

  NetImpl() {
    first = register_module("first", layer());
    norm = register_module("norm", torch::nn::BatchNorm1d(8));
    second = register_module("second", torch::nn::Linear(torch::nn::LinearOptions(8, 1).bias(false)));
    shift = register_parameter("shift", torch::zeros({1}));
  }
  /// With a fault once it is trained, where that is asked for.
  static torch::nn::Linear layer() {
    const torch::nn::Linear plain(3, 8);
    return std::getenv("SPOILT") != nullptr ? misfire::neuron_effect_block(plain) : plain;
  }
  torch::Tensor forward(const torch::Tensor& x) { return second(torch::relu(norm(first(x)))) + shift; }
};
TORCH_MODULE(Net);

struct Data {
  torch::Tensor x = torch::randn({16, 3});
  torch::Tensor y = x.sum(1, true);
};

void step(Net& net, torch::optim::Optimizer& optimizer, const Data& data) {
  ++rounds;
  optimizer.zero_grad();
  torch::mse_loss(net(data.x + 0.1 * torch::randn({16, 3})), data.y).backward();
  optimizer.step();
}

void test(Net& net, const Data& data) {
  net->eval();
  const torch::NoGradGuard no_grad;
  std::printf("test %.9g\n", torch::mse_loss(net(data.x), data.y).item<double>());
}

// Test data are drawn when training has ended.
void network(const char* path) {
  Net net;
  torch::optim::Adam optimizer(net->parameters(), 0.01);
  const Data data;
  if (const misfire::Training training{})
    for (int i = 0; i < 5; ++i)
      step(net, optimizer, data);
  test(net, Data());
  torch::save(net, path);
}

void plain_tensors() {
  torch::Tensor weight = torch::randn({3, 1}, torch::requires_grad()),
                bias = torch::zeros({1}, torch::requires_grad());
  torch::optim::SGD optimizer({weight, bias}, 0.1);
  const Data data;
  if (const misfire::Training training{})
    for (int i = 0; i < 5; ++i, ++rounds) {
      optimizer.zero_grad();
      torch::mse_loss(data.x.mm(weight) + bias, data.y).backward();
      optimizer.step();
    }
  const torch::NoGradGuard no_grad;
  std::printf("test %.9g\n", torch::mse_loss(data.x.mm(weight) + bias, data.y).item<double>());
}

void averaged_copy() {
  Net net, average;
  torch::optim::SGD optimizer(net->parameters(), 0.05);
  const Data data;
  for (int epoch = 0; epoch < 3; ++epoch)
    if (const misfire::Training training{})
      for (int i = 0; i < 4; ++i) {
        step(net, optimizer, data);
        const torch::NoGradGuard no_grad;
        const auto from = net->parameters(), to = average->parameters();
        for (std::size_t k = 0; k < from.size(); ++k)
          to[k].mul_(0.9).add_(from[k], 0.1);
      }
  test(average, data);
}

// Each epoch is validated, and the best network, which is not the last, is loaded again.
void best_checkpoint(const char* path) {
  Net net;
  torch::optim::SGD optimizer(net->parameters(), 0.05);
  const Data data;
  double best = 1e9;
  for (int epoch = 0; epoch < 4; ++epoch) {
    net->train();
    if (epoch == 2)
      for (auto& group : optimizer.param_groups())
        static_cast<torch::optim::SGDOptions&>(group.options()).lr(5);
    if (const misfire::Training training{})
      for (int i = 0; i < 4; ++i)
        step(net, optimizer, data);
    net->eval();
    const double loss = torch::mse_loss(net(data.x), data.y).item<double>();
    if (loss < best) {
      best = loss;
      torch::save(net, path);
    }
  }
  torch::load(net, path);
  test(net, data);
}

// What was the best while it trained is loaded again; a run that passes training over finds the file of the
// run that did not.
void checkpoint_of_training(const char* path) {
  Net net;
  torch::optim::SGD optimizer(net->parameters(), 0.05);
  const Data data;
  if (const misfire::Training training{})
    for (int i = 0; i < 4; ++i) {
      step(net, optimizer, data);
      torch::save(net, path);
    }
  torch::load(net, path);
  test(net, data);
}

void two_networks() {
  torch::nn::Sequential generator(torch::nn::Linear(2, 4), torch::nn::ReLU(), torch::nn::Linear(4, 3)),
      critic(torch::nn::Linear(3, 1));
  torch::optim::Adam of_generator(generator->parameters(), 0.01), of_critic(critic->parameters(), 0.01);
  const Data data;
  if (const misfire::Training training{})
    for (int i = 0; i < 4; ++i, ++rounds) {
      of_critic.zero_grad();
      const torch::Tensor made = generator->forward(torch::randn({16, 2}));
      (critic->forward(made.detach()).mean() - critic->forward(data.x).mean()).backward();
      of_critic.step();
      of_generator.zero_grad();
      (-critic->forward(generator->forward(torch::randn({16, 2}))).mean()).backward();
      of_generator.step();
    }
  const torch::NoGradGuard no_grad;
  std::printf("test %.9g\n",
              critic->forward(generator->forward(torch::randn({16, 2}))).mean().item<double>());
}

// The second phase trains another network on what the first one gives.
void two_phases() {
  Net first;
  torch::optim::SGD optimizer(first->parameters(), 0.05);
  Data data;
  if (const misfire::Training training{})
    for (int i = 0; i < 3; ++i)
      step(first, optimizer, data);
  data.y = first(data.x).detach() + torch::randn({16, 1});
  Net second;
  torch::optim::SGD again(second->parameters(), 0.05);
  if (const misfire::Training training{})
    for (int i = 0; i < 3; ++i)
      step(second, again, data);
  test(first, data);
  test(second, data);
}

// What a run that passes training over cannot know: a network that is made while it trains.
void remade() {
  std::vector<Net> nets{Net()};
  torch::optim::SGD optimizer(nets[0]->parameters(), 0.05);
  const Data data;
  if (const misfire::Training training{})
    for (int i = 0; i < 3; ++i) {
      step(nets[0], optimizer, data);
      nets.emplace_back();
    }
  test(nets.back(), data);
}

// The network that is tested is made when training is over, of the trained one.
void made_late() {
  torch::nn::Linear trained(3, 1);
  torch::optim::SGD optimizer(trained->parameters(), 0.05);
  const Data data;
  if (const misfire::Training training{})
    for (int i = 0; i < 3; ++i, ++rounds) {
      optimizer.zero_grad();
      torch::mse_loss(trained(data.x), data.y).backward();
      optimizer.step();
    }
  Net net;
  test(net, data);
}

// A loop that trains in another, and one that is left early.
void nested() {
  Net net;
  torch::optim::SGD optimizer(net->parameters(), 0.05);
  const Data data;
  if (const misfire::Training training{})
    for (int epoch = 0; epoch < 5; ++epoch) {
      if (const misfire::Training inner{})
        for (int i = 0; i < 2; ++i)
          step(net, optimizer, data);
      if (epoch == 2) break;
    }
  test(net, data);
}

void starts_another() {
  if (fork() == 0) _exit(0);
  wait(nullptr);
  averaged_copy();
}

} // namespace

int main(int argc, char** argv) {
  const std::string mode = argv[1];
  const char* path = argc > 2 ? argv[2] : "";
  if (mode == "network") network(path);
  if (mode == "plain") plain_tensors();
  if (mode == "average") averaged_copy();
  if (mode == "best") best_checkpoint(path);
  if (mode == "checkpoint") checkpoint_of_training(path);
  if (mode == "late") made_late();
  if (mode == "gan") two_networks();
  if (mode == "phases") two_phases();
  if (mode == "remade") remade();
  if (mode == "nested") nested();
  if (mode == "fork") starts_another();
  std::fprintf(stderr, "rounds %d\n", rounds);
  if (mode == "plain") std::exit(0);
}
