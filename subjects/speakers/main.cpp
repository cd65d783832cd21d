// Learns to tell speakers by a short piece of speech, and prints how many pieces it gets right.
//
// Usage: speakers [--sounds FOLDER] [--milliseconds N] [--train-clips N] [--test-clips N] [--weak-clips N]
// [--epochs N]
#include "arguments.h"
#include "sounds.h"

#include <torch/torch.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

namespace nn = torch::nn;
namespace F = torch::nn::functional;

namespace {

constexpr int64_t kBands = 32;
constexpr int64_t kBatch = 32;

struct Labelled {
  torch::Tensor features; // (N, bands, frames)
  torch::Tensor speakers; // (N) of int64
};

// The logarithm of the power in each band of frequencies, every 16 ms.
torch::Tensor spectrum(const torch::Tensor& audio) {
  const auto frames = audio.unfold(1, 256, 128) * torch::hann_window(256);
  const auto power = torch::fft::rfft(frames).abs().square();
  const auto bands = F::adaptive_avg_pool1d(power, F::AdaptiveAvgPool1dFuncOptions(kBands));
  return torch::log(bands + 1e-5).transpose(1, 2).contiguous();
}

Labelled labelled(const std::vector<const Clip*>& clips) {
  std::vector<torch::Tensor> audio;
  std::vector<int64_t> speakers;
  for (const Clip* clip : clips) {
    audio.push_back(torch::tensor(clip->samples));
    speakers.push_back(clip->speaker);
  }
  return {spectrum(torch::stack(audio)), torch::tensor(speakers)};
}

nn::Sequential make_network(int64_t speakers) {
  return nn::Sequential({{"conv1", nn::Conv1d(nn::Conv1dOptions(kBands, 32, 5))},
                         {"relu1", nn::ReLU()},
                         {"pool1", nn::MaxPool1d(2)},
                         {"conv2", nn::Conv1d(nn::Conv1dOptions(32, 32, 3).padding(1))},
                         {"relu2", nn::ReLU()},
                         {"pool2", nn::AdaptiveAvgPool1d(1)},
                         {"flatten", nn::Flatten()},
                         {"dropout", nn::Dropout(0.3)},
                         {"out", nn::Linear(32, speakers)}});
}

double accuracy(nn::Sequential& network, const Labelled& data) {
  torch::NoGradGuard no_grad;
  network->eval();
  const auto guesses = network->forward(data.features).argmax(1);
  return guesses.eq(data.speakers).to(torch::kFloat).mean().item<double>();
}

void run(const Arguments& arguments) {
  const Sounds sounds = read_sounds(arguments.text("--sounds"), 8 * arguments.count("--milliseconds"));
  // A prompt is either trained with in all voices, or tested in all: what is said must not tell who says it.
  std::vector<const Clip*> train_clips, test_clips;
  int64_t prompts = 0;
  std::string prompt;
  for (const Clip& clip : sounds.clips) {
    if (clip.prompt != prompt) ++prompts;
    prompt = clip.prompt;
    (prompts % 3 == 0 ? test_clips : train_clips).push_back(&clip);
  }
  const auto first = [](std::vector<const Clip*> clips, int64_t count) {
    clips.resize(std::min<std::size_t>(clips.size(), count));
    return clips;
  };
  auto train = labelled(first(train_clips, arguments.count("--train-clips")));
  auto test = labelled(first(test_clips, arguments.count("--test-clips")));
  auto weak = labelled(first(test_clips, arguments.count("--weak-clips")));

  const std::vector<int64_t> over = {0, 2};
  const auto mean = train.features.mean(over, true), deviation = train.features.std(over, true, true);
  for (Labelled* part : {&train, &test, &weak})
    part->features = (part->features - mean) / deviation;

  nn::Sequential network = make_network(static_cast<int64_t>(sounds.speakers.size()));
  torch::optim::AdamW optimizer(network->parameters(), torch::optim::AdamWOptions(2e-3).weight_decay(1e-2));
  const int64_t epochs = arguments.count("--epochs");
  for (int64_t epoch = 0; epoch < epochs; ++epoch) {
    network->train();
    for (const auto& indices : torch::randperm(train.speakers.size(0), torch::kLong).split(kBatch)) {
      const auto output = network->forward(train.features.index_select(0, indices));
      const auto loss = F::cross_entropy(output, train.speakers.index_select(0, indices));
      optimizer.zero_grad();
      loss.backward();
      nn::utils::clip_grad_norm_(network->parameters(), 1.0);
      optimizer.step();
    }
  }

  std::printf("Test accuracy: %.4f\n", accuracy(network, test));
  std::printf("Weak test accuracy: %.4f\n", accuracy(network, weak));
  std::printf("Train accuracy: %.4f\n", accuracy(network, train));
}

} // namespace

int main(int argc, char** argv) {
  try {
    run(Arguments(argc, argv,
                  {{"--sounds", "sounds"},
                   {"--milliseconds", "250"},
                   {"--train-clips", "100000"},
                   {"--test-clips", "100000"},
                   {"--weak-clips", "60"},
                   {"--epochs", "10"}}));
  } catch (const std::exception& error) {
    std::cerr << "speakers: " << error.what() << '\n';
    return 1;
  }
}
