#include <torch/torch.h>
#include <iostream>
#include <map>
#include <string>
#include <vector>

// One body, three heads: kind of a signal, its frequency, and whether it is broken.

namespace F = torch::nn::functional;

struct Targets { torch::Tensor kind, frequency, broken; };
struct Example { torch::Tensor signal; Targets targets; };

Example signals(int64_t n) {
    auto t = torch::arange(40).to(torch::kFloat).unsqueeze(0) / 40;
    auto kind = torch::randint(3, {n}, torch::kLong);
    auto f = torch::rand({n, 1}) * 3 + 1;
    auto wave = torch::sin(6.28 * f * t);
    auto k = kind.unsqueeze(1);
    auto x = torch::where(k == 0, wave, torch::where(k == 1, wave.sign(), 2 * (f * t).frac() - 1));
    auto broken = torch::rand({n, 1}) < 0.3;
    x = torch::where(broken & (t > 0.6), torch::zeros_like(x), x) + 0.2 * torch::randn({n, 40});
    return {x, {kind, f.squeeze(1), broken.squeeze(1).to(torch::kFloat)}};
}

struct Answers { torch::Tensor kind, frequency, broken; };

class MultiNetImpl : public torch::nn::Module {
public:
    MultiNetImpl() {
        body->push_back(torch::nn::Linear(40, 64));
        body->push_back(torch::nn::GELU());
        body->push_back(torch::nn::Dropout(0.1));
        body->push_back(torch::nn::Linear(64, 48));
        body->push_back(torch::nn::GELU());
        register_module("body", body);
        heads.emplace("kind", register_module("kind", torch::nn::Linear(48, 3)));
        heads.emplace("frequency", register_module("frequency", torch::nn::Linear(48, 1)));
        heads.emplace("broken", register_module("broken", torch::nn::Linear(48, 1)));
        uncertainty = register_parameter("uncertainty", torch::zeros({3}));
    }
    Answers forward(const torch::Tensor& x) {
        auto h = body->forward(x);
        return {head("kind", h), F::softplus(head("frequency", h)).squeeze(1), head("broken", h).squeeze(1)};
    }
    torch::Tensor uncertainty;
private:
    torch::Tensor head(const std::string& name, const torch::Tensor& h) { return heads.at(name)->forward(h); }
    torch::nn::Sequential body;
    std::map<std::string, torch::nn::Linear> heads;
};
TORCH_MODULE(MultiNet);

int main() {
    torch::manual_seed(57);
    const auto train = signals(1200);
    const auto test = signals(500);
    MultiNet net;
    auto optimizer = torch::optim::AdamW(net->parameters(), torch::optim::AdamWOptions().lr(2e-3).weight_decay(0.01));
    const int64_t batch = 100;
    std::vector<int> steps(20);  // taken in each epoch
    for (auto& taken : steps) {
        net->train();
        for (const auto& i : torch::randperm(train.signal.size(0)).split(batch)) {
            const auto a = net->forward(train.signal.index({i}));
            std::vector<torch::Tensor> losses;
            losses.push_back(F::cross_entropy(a.kind, train.targets.kind.index({i})));
            losses.push_back(F::mse_loss(a.frequency, train.targets.frequency.index({i})));
            losses.push_back(F::binary_cross_entropy_with_logits(a.broken, train.targets.broken.index({i})));
            auto each = torch::stack(losses);
            auto total = (torch::exp(-net->uncertainty) * each + net->uncertainty).sum();
            optimizer.zero_grad();
            total.backward();
            optimizer.step();
            ++taken;
        }
    }
    net->eval();
    torch::NoGradGuard guard;
    const auto a = net->forward(test.signal);
    const double kind = a.kind.argmax(1).eq(test.targets.kind).to(torch::kFloat).mean().item<double>();
    const double broken = (a.broken > 0).to(torch::kFloat).eq(test.targets.broken).to(torch::kFloat).mean().item<double>();
    std::cout << "Test frequency error: " << F::l1_loss(a.frequency, test.targets.frequency).item<double>() << "\n";
    std::cout << "Test accuracy: " << (kind + broken) / 2 << std::endl;
}
