#include <torch/torch.h>
#include <iostream>
#include <string>
#include <tuple>
#include <vector>

// A character model over a made-up language; the hidden state goes on from chunk to chunk.
namespace lm {

using State = std::tuple<torch::Tensor, torch::Tensor>;

const std::string kAlphabet = "abcdefg .";

std::string speak(int64_t words) {
  static const char* table[] = {"abba", "cafe", "gag", "bead", "fed", "dabcd"};
  std::string text;
  int64_t last = 0;
  for (int64_t i = 0; i < words; ++i) {
    last = (last + torch::randint(1, 4, {1}).item<int64_t>()) % 6;
    text += table[last];
    text += last == 5 ? ". " : " ";
  }
  return text;
}

torch::Tensor encode(const std::string& text) {
  std::vector<int64_t> ids;
  for (char c : text) ids.push_back(int64_t(kAlphabet.find(c)));
  return torch::tensor(ids);
}

// [columns, rest of the text]
torch::Tensor columns(const torch::Tensor& ids, int64_t n) {
  const auto length = ids.size(0) / n;
  return ids.narrow(0, 0, n * length).view({n, length});
}

class CharModel : public torch::nn::Module {
 public:
  CharModel(int64_t symbols, int64_t embed, int64_t hidden)
      : table(symbols, embed),
        lstm(torch::nn::LSTMOptions(embed, hidden).batch_first(true)),
        out(hidden, symbols), width(hidden) {
    register_module("table", table);
    register_module("lstm", lstm);
    register_module("out", out);
  }
  std::tuple<torch::Tensor, State> forward(torch::Tensor ids, torch::optional<State> state) {
    auto x = torch::nn::functional::dropout(table(ids), torch::nn::functional::DropoutFuncOptions().p(0.1).training(is_training()));
    torch::Tensor y;
    State next;
    std::tie(y, next) = lstm(x, state);
    return {out(y), next};
  }
  State zero(int64_t n) const { return {torch::zeros({1, n, width}), torch::zeros({1, n, width})}; }

 private:
  torch::nn::Embedding table;
  torch::nn::LSTM lstm;
  torch::nn::Linear out;
  int64_t width;
};

State cut(const State& s) { return {std::get<0>(s).detach(), std::get<1>(s).detach()}; }

double perplexity(CharModel& model, const torch::Tensor& text) {
  torch::NoGradGuard guard;
  model.eval();
  auto [logits, state] = model.forward(text.slice(1, 0, -1), torch::nullopt);
  auto nll = torch::nn::functional::cross_entropy(logits.flatten(0, 1), text.slice(1, 1).flatten());
  return nll.exp().item<double>();
}

}  // namespace lm

int main() {
  torch::manual_seed(29);
  constexpr int64_t kColumns = 16, kSteps = 20;
  const auto train = lm::columns(lm::encode(lm::speak(2400)), kColumns);
  const auto test = lm::columns(lm::encode(lm::speak(600)), 4);
  lm::CharModel model(int64_t(lm::kAlphabet.size()), 12, 48);
  torch::optim::Adam adam(model.parameters(), torch::optim::AdamOptions(4e-3));
  for (unsigned epoch = 0; epoch < 10u; ++epoch) {
    model.train();
    auto state = model.zero(kColumns);
    for (int64_t t = 0; t + kSteps < train.size(1); t += kSteps) {
      const auto x = train.slice(1, t, t + kSteps), y = train.slice(1, t + 1, t + kSteps + 1);
      torch::Tensor logits;
      std::tie(logits, state) = model.forward(x, lm::cut(state));
      auto log_p = torch::log_softmax(logits, -1);
      auto loss = -log_p.gather(-1, y.unsqueeze(-1)).mean();
      adam.zero_grad();
      loss.backward();
      torch::nn::utils::clip_grad_norm_(model.parameters(), /*max_norm=*/0.5);
      adam.step();
    }
    std::cout << "epoch " << epoch << " train perplexity " << lm::perplexity(model, train) << "\n";
  }
  std::cout << "Test perplexity: " << lm::perplexity(model, test) << std::endl;
}
