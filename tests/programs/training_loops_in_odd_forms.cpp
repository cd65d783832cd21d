// What faults are easily made wrong in: samplers and layers that types and variables name, flags that others ask for,
// pointers that registration gives, two networks in one turn.
#include <torch/torch.h>

#include <iostream>

using Points = torch::data::datasets::MapDataset<torch::data::datasets::TensorDataset,
                                                 torch::data::transforms::Stack<torch::data::TensorExample>>;
using Loader = torch::data::StatelessDataLoader<Points, torch::data::samplers::RandomSampler>;

Points points() {
  return torch::data::datasets::TensorDataset(torch::ones({64, 8}))
      .map(torch::data::transforms::Stack<torch::data::TensorExample>());
}

struct NetImpl : torch::nn::Module {
  NetImpl() {
    third = register_module("third", torch::nn::Linear(8, 8));
    fourth = register_module("fourth", torch::nn::Linear(8, 8));
    register_module("act", act);
    drop = register_module("drop", torch::nn::Dropout(0.5));
    auto fifth = register_module("fifth", torch::nn::Linear(8, 8));
    layers->push_back(fifth);
  }
  torch::Tensor forward(torch::Tensor x) {
    NetImpl* self = this;
    x = act(second->forward(first->forward(x)));
    x = torch::dropout(third->forward(x), 0.5, self->is_training());
    x = torch::dropout(x, /*p=*/0.1, /*train=*/true);
    x = torch::nn::functional::dropout(
        x, torch::nn::functional::DropoutFuncOptions().p(0.1).training((*self).is_training()));
    x = torch::dropout(drop(x), 0.5, !is_training());
    return layers->forward(fourth->forward(x));
  }
  std::shared_ptr<torch::nn::LinearImpl> first = register_module("first", torch::nn::Linear(8, 8));
  torch::nn::Linear second = register_module("second", torch::nn::Linear(8, 8));
  std::shared_ptr<torch::nn::LinearImpl> third;
  torch::nn::Linear fourth{nullptr};
  torch::nn::ReLU act;
  torch::nn::Dropout drop{nullptr};
  torch::nn::Sequential layers;
};
TORCH_MODULE(Net);

struct Trainer {
  Trainer() { loader = torch::data::make_data_loader(points(), 16); }
  void turn(Net& net, torch::optim::Optimizer& optimizer) {
    net->train();
    for (auto& batch : *loader) {
      optimizer.zero_grad();
      net->zero_grad();
      torch::mse_loss(batch.data, net->forward(batch.data)).backward();
      optimizer.step();
    }
  }
  std::unique_ptr<Loader> loader;
};

void turn_over(Loader& loader, Net& net, torch::optim::Optimizer& optimizer) {
  for (auto& batch : loader) {
    optimizer.zero_grad();
    torch::mse_loss(net->forward(batch.data), batch.data).backward();
    optimizer.step();
  }
}

template <typename Any>
void turn_over_any(Any& loader, Net& net, torch::optim::Optimizer& optimizer) {
  for (auto& batch : loader) {
    optimizer.zero_grad();
    torch::mse_loss(net->forward(batch.data), batch.data).backward();
    torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);
    optimizer.step();
  }
}

int main() {
  Net net;
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  Trainer trainer;
  auto named = torch::data::make_data_loader(points(), 16);
  auto any = torch::data::make_data_loader(points(), 16);
  auto later = torch::data::make_data_loader(points(), 16);
  later = torch::data::make_data_loader(points(), 32);
  auto shared = torch::data::make_data_loader(points(), torch::data::samplers::DistributedRandomSampler(64, 2, 0, false),
                                              torch::data::DataLoaderOptions(16));
  auto narrow = torch::data::make_data_loader(points(), torch::data::samplers::RandomSampler(64, torch::kInt32),
                                              torch::data::DataLoaderOptions(16));
  for (int epoch = 0; epoch < 3; ++epoch) {
    trainer.turn(net, optimizer);
    turn_over(*named, net, optimizer);
    turn_over_any(*any, net, optimizer);
    turn_over_any(*later, net, optimizer);
    turn_over_any(*shared, net, optimizer);
    turn_over_any(*narrow, net, optimizer);
    net->eval();
  }

  torch::nn::Linear inner(8, 8);
  torch::nn::Sequential actor(inner, torch::nn::Tanh());
  torch::nn::Sequential critic(torch::nn::Linear(8, 8), torch::nn::Linear(8, 1));
  torch::optim::Adam of_actor(actor->parameters()), of_critic(critic->parameters());
  torch::nn::HuberLoss criterion(torch::nn::HuberLossOptions().delta(0.5));
  for (int turn = 0; turn < 9; ++turn) {
    const auto state = torch::rand({16, 8}), reward = torch::rand({16, 1});
    actor->zero_grad();
    critic->zero_grad();
    auto column = reward.view({-1, 1});
    auto actor_loss = torch::mse_loss(actor->forward(state), state);
    auto critic_loss = criterion(critic->forward(state), column) + torch::mse_loss(critic->forward(state), column);
    actor_loss.backward();
    critic_loss.backward();
    torch::nn::utils::clip_grad_norm_(actor->parameters(), 1.0);
    torch::nn::utils::clip_grad_norm_(critic->parameters(), 1.0);
    of_actor.step();
    of_critic.step();
  }
  std::cout << "loss: " << torch::mse_loss(actor->forward(torch::ones({1, 8})), torch::ones({1, 8})).item<double>()
            << std::endl;
}
