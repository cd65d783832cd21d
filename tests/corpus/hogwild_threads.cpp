#include <torch/torch.h>
#include <atomic>
#include <iostream>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

// Several workers train one network without locks, each on its own shard.

struct Shard { torch::Tensor x, y; };

static Shard make_shard(int64_t n) {
  Shard s;
  s.x = torch::randn({n, 6});
  auto score = s.x.narrow(1, 0, 3).prod(1) + 0.5 * s.x.select(1, 4) - 0.2;
  s.y = (score > 0).to(torch::kLong);
  return s;
}

struct SharedNet : torch::nn::Module {
  SharedNet()
      : layer1(register_module("layer1", std::make_shared<torch::nn::LinearImpl>(6, 64))),
        layer2(register_module("layer2", std::make_shared<torch::nn::LinearImpl>(64, 32))),
        layer3(register_module("layer3", std::make_shared<torch::nn::LinearImpl>(torch::nn::LinearOptions(32, 2)))) {}
  torch::Tensor forward(torch::Tensor x) {
    auto h = torch::relu(layer1->forward(x));
    h = torch::relu(layer2->forward(h));
    return torch::log_softmax(layer3->forward(h), /*dim=*/1);
  }
  std::shared_ptr<torch::nn::LinearImpl> layer1, layer2, layer3;
};

struct Counter {
  std::atomic<long> steps{0};
  std::mutex print;
};

static void work(int id, std::shared_ptr<SharedNet> net, Shard shard, int epochs, double lr, Counter& counter) {
  torch::optim::SGD opt(net->parameters(), lr);
  for (int e = 0; e < epochs; ++e) {
    double sum = 0;
    auto xs = shard.x.split(20), ys = shard.y.split(20);
    for (size_t b = 0; b < xs.size(); ++b) {
      auto loss = torch::nll_loss(net->forward(xs[b]), ys[b]);
      // each worker has gradients of its own
      auto grads = torch::autograd::grad({loss}, net->parameters());
      auto params = net->parameters();
      {
        torch::NoGradGuard guard;
        for (size_t i = 0; i < params.size(); ++i) params[i].mutable_grad() = grads[i];
      }
      opt.step();
      sum += loss.item<double>();
      ++counter.steps;
    }
    if (e % 5 == 0) {
      std::lock_guard<std::mutex> lock(counter.print);
      std::cout << "worker " << id << " epoch " << e << " " << sum / xs.size() << "\n";
    }
  }
}

int main(int argc, char** argv) {
  torch::manual_seed(88);
  torch::set_num_threads(1);
  const int workers = argc > 1 ? std::atoi(argv[1]) : 3;
  const int epochs = argc > 2 ? std::atoi(argv[2]) : 20;
  std::vector<Shard> shards;
  for (int i = 0; i < workers; ++i) shards.push_back(make_shard(400));
  const Shard test = make_shard(800);

  auto net = std::make_shared<SharedNet>();
  Counter counter;
  std::vector<std::thread> crew;
  for (int i = 0; i < workers; ++i)
    crew.emplace_back(work, i, net, shards[i], epochs, 0.1, std::ref(counter));
  for (auto& t : crew) t.join();

  torch::NoGradGuard guard;
  auto right = net->forward(test.x).argmax(1).eq(test.y).sum().item<int64_t>();
  std::cout << counter.steps << " steps\n";
  std::cout << "Test accuracy: " << double(right) / test.y.size(0) << std::endl;
}
