#include <torch/torch.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <future>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

// Several processes train copies of a network on shards; after each round their weights are averaged.

namespace {

constexpr int kWorkers = 2;
constexpr int kRounds = 6;
constexpr int kLocalEpochs = 4;

struct NetImpl : torch::nn::Module {
  NetImpl() {
    register_module("hidden", hidden);
    register_module("more", more);
    register_module("out", out);
  }
  torch::Tensor forward(torch::Tensor x) {
    x = torch::nn::functional::leaky_relu(hidden->forward(x), torch::nn::functional::LeakyReLUFuncOptions().negative_slope(0.05));
    x = torch::nn::functional::leaky_relu(more->forward(x));
    return out->forward(x);
  }
  torch::nn::Linear hidden = torch::nn::Linear(8, 32), more = torch::nn::Linear(32, 32), out = torch::nn::Linear(torch::nn::LinearOptions(32, 3).bias(false));
};
TORCH_MODULE(Net);

struct Shard { torch::Tensor x, y; };

Shard shard(int64_t n, float shift) {
  auto x = torch::randn({n, 8}) + shift;
  auto s = x.narrow(1, 0, 4).pow(2).sum(1) - x.narrow(1, 4, 4).abs().sum(1);
  return {x, (s > 0).to(torch::kLong) + (s > 3).to(torch::kLong)};
}

std::string file_of(pid_t parent, int worker) { return "average_" + std::to_string(parent) + "_" + std::to_string(worker) + ".pt"; }

// In the child: trains its copy, writes the weights, and ends.
[[noreturn]] void child(int worker, Net net, const Shard& mine, int round) {
  torch::manual_seed(1000 * round + worker);
  torch::optim::SGD opt(net->parameters(), torch::optim::SGDOptions(round < 4 ? 0.05 : 0.01).momentum(0.9));
  for (int epoch = 0; epoch < kLocalEpochs; ++epoch) {
    auto perm = torch::randperm(mine.y.size(0));
    for (int64_t i = 0; i < perm.size(0); i += 25) {
      auto rows = perm.slice(0, i, i + 25);
      opt.zero_grad();
      torch::nn::functional::cross_entropy(net->forward(mine.x.index_select(0, rows)), mine.y.index_select(0, rows)).backward();
      opt.step();
    }
  }
  torch::save(net, file_of(getppid(), worker));
  std::_Exit(0);
}

void average(Net& net, const std::vector<Net>& copies) {
  torch::NoGradGuard guard;
  auto into = net->parameters();
  for (size_t i = 0; i < into.size(); ++i) {
    into[i].zero_();
    for (const auto& c : copies) into[i].add_(c->parameters()[i], 1.0 / copies.size());
  }
}

}  // namespace

int main() {
  torch::manual_seed(3);
  torch::set_num_threads(1);
  std::vector<Shard> shards;
  for (int w = 0; w < kWorkers; ++w) shards.push_back(shard(300, 0.2f * w));
  const Shard test = shard(600, 0.1f);
  Net net;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<pid_t> children;
    for (int w = 0; w < kWorkers; ++w) {
      const pid_t pid = fork();
      if (pid == 0) child(w, net, shards[w], round);
      children.push_back(pid);
    }
    std::vector<Net> copies;
    for (int w = 0; w < kWorkers; ++w) {
      int status = 0;
      waitpid(children[w], &status, 0);
      if (status != 0) return 1;
      Net copy;
      const std::string path = file_of(getpid(), w);
      torch::load(copy, path);
      std::remove(path.c_str());
      copies.push_back(copy);
    }
    average(net, copies);
    std::cout << "round " << round << " done" << std::endl;
  }
  torch::NoGradGuard guard;
  const auto right = net->forward(test.x).argmax(1).eq(test.y).sum().item<int64_t>();
  std::cout << "Test accuracy: " << double(right) / test.y.size(0) << std::endl;
}
