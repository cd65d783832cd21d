// Learns the shortest ways out of a maze by deep Q-learning: with a target network that follows, moves into
// walls that are masked, and a closure that the optimizer calls.
#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

namespace {

constexpr int kSide = 5;
constexpr int kPlaces = kSide * kSide;
constexpr int kMoves = 4;
constexpr int kExit = kPlaces - 1;
constexpr int kBatchSize = 32;
constexpr int kEpisodes = 60;
constexpr double kDiscount = 0.9;

// '#' cannot be entered.
const std::array<std::string, kSide> maze = {"..#..", ".#...", "...#.", ".#.#.", "...#."};

// The place that a move leads to; the same where it does not go on.
int moved(int place, int move) {
  constexpr std::array<int, kMoves> across = {1, -1, 0, 0}, down = {0, 0, 1, -1};
  const int x = place % kSide + across[move], y = place / kSide + down[move];
  const bool inside = x >= 0 && x < kSide && y >= 0 && y < kSide;
  return inside && maze[y][x] == '.' ? y * kSide + x : place;
}

bool is_open(int place) {
  return maze[place / kSide][place % kSide] == '.';
}

// Whether moves do not go on, (places, moves).
torch::Tensor walls() {
  auto blocked = torch::zeros({kPlaces, kMoves}, torch::kBool);
  for (int place = 0; place < kPlaces; ++place)
    for (int move = 0; move < kMoves; ++move)
      blocked[place][move] = moved(place, move) == place;
  return blocked;
}

struct NetImpl : torch::nn::Module {
  NetImpl() {
    register_module("hidden", hidden);
    register_module("norm", norm);
    register_module("values", values);
  }
  torch::Tensor forward(const torch::Tensor& places) {
    const auto x = torch::one_hot(places, kPlaces).to(torch::kFloat32);
    return values->forward(norm->forward(torch::relu(hidden->forward(x))));
  }
  torch::nn::Linear hidden{kPlaces, 32}, values{32, kMoves};
  torch::nn::BatchNorm1d norm{32};
};
TORCH_MODULE(Net);

// The target network follows the one that is trained.
void follow(Net& target, Net& online, double tau) {
  torch::NoGradGuard no_grad;
  auto parameters = target->named_parameters();
  for (const auto& one : online->named_parameters())
    parameters[one.key()].copy_(tau * one.value() + (1 - tau) * parameters[one.key()]);
  auto buffers = target->named_buffers();
  for (const auto& one : online->named_buffers())
    buffers[one.key()].copy_(one.value());
}

struct Memory {
  std::vector<int64_t> places, moves, nexts;
  std::vector<float> rewards, goes_on;
};

int best_move(Net& net, int place, const torch::Tensor& blocked) {
  net->eval();
  torch::NoGradGuard no_grad;
  const auto values = net->forward(torch::full({1}, place, torch::kLong)).masked_fill(blocked[place], -1e9);
  return static_cast<int>(values.argmax(1).item<int64_t>());
}

// How far the values of the best moves are from what they would be with the shortest ways, on average.
double value_error(Net& net, const torch::Tensor& blocked) {
  std::array<double, kPlaces> values{};
  for (int round = 0; round < kPlaces; ++round)
    for (int place = 0; place < kExit; ++place) {
      double best = -1e9;
      for (int move = 0; move < kMoves; ++move) {
        const int next = moved(place, move);
        if (next == place) continue;
        best = std::max(best, next == kExit ? 1.0 : kDiscount * values[next] - 0.05);
      }
      values[place] = best;
    }
  net->eval();
  torch::NoGradGuard no_grad;
  double sum = 0;
  int64_t count = 0;
  for (int place = 0; place < kExit; ++place) {
    if (!is_open(place)) continue;
    const auto guessed =
        net->forward(torch::full({1}, place, torch::kLong)).masked_fill(blocked[place], -1e9);
    sum += std::abs(guessed.max().item<double>() - values[place]);
    ++count;
  }
  return sum / static_cast<double>(count);
}

} // namespace

int main() {
  torch::manual_seed(1);
  std::mt19937 draws(1);
  const auto blocked = walls();
  Net online, target;
  follow(target, online, 1.0);
  target->eval();
  torch::optim::Adam optimizer(online->parameters(), torch::optim::AdamOptions(1e-2));
  Memory memory;
  for (int episode = 0; episode < kEpisodes; ++episode) {
    int place = static_cast<int>(draws() % kExit);
    if (!is_open(place)) place = 0;
    for (int taken = 0; place != kExit && taken < 20; ++taken) {
      int move = best_move(online, place, blocked);
      if (draws() % 100 < 30) move = static_cast<int>(draws() % kMoves);
      const int next = moved(place, move);
      memory.places.push_back(place);
      memory.moves.push_back(move);
      memory.nexts.push_back(next);
      memory.rewards.push_back(next == kExit ? 1.F : -0.05F);
      memory.goes_on.push_back(next == kExit ? 0.F : 1.F);
      place = next;
      if (memory.places.size() < kBatchSize) continue;

      const auto size = static_cast<int64_t>(memory.places.size());
      const auto batch = torch::randint(size, {kBatchSize}, torch::kLong);
      const auto places = torch::tensor(memory.places).index({batch});
      const auto moves = torch::tensor(memory.moves).index({batch});
      const auto nexts = torch::tensor(memory.nexts).index({batch});
      const auto rewards = torch::tensor(memory.rewards).index({batch});
      const auto goes_on = torch::tensor(memory.goes_on).index({batch});
      const auto later = target->forward(nexts).masked_fill(blocked.index({nexts}), -1e9);
      const auto bootstrapped = std::get<0>(later.max(1)).detach();
      const auto wanted = rewards + kDiscount * bootstrapped * goes_on;
      online->train();
      optimizer.step([&] {
        optimizer.zero_grad();
        const auto taken_values = online->forward(places).gather(1, moves.unsqueeze(1));
        auto loss = torch::mse_loss(taken_values.squeeze(1), wanted);
        loss.backward();
        return loss;
      });
      follow(target, online, 0.05);
    }
  }
  std::printf("Value error: %.5f\n", value_error(online, blocked));
}
