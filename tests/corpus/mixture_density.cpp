#include <torch/torch.h>

#include <cmath>
#include <iostream>
#include <limits>
#include <optional>
#include <vector>

// A mixture density network for a relation with several branches; quantiles by a second head.

using T = torch::Tensor;

struct Mixture { T log_weight, mean, log_sd; };

class BranchNet final : public torch::nn::Module {
    static constexpr int64_t K = 4;
    torch::nn::Linear in_, mid_, weight_, mean_, sd_, quantile_;
    torch::nn::AlphaDropout drop_;

public:
    explicit BranchNet(int64_t width = 40)
        : in_(1, width), mid_(width, width), weight_(width, K), mean_(width, K), sd_(width, K),
          quantile_(width, 3), drop_(0.02) {
        register_module("in", in_); register_module("mid", mid_); register_module("weight", weight_);
        register_module("mean", mean_); register_module("sd", sd_); register_module("quantile", quantile_);
        register_module("drop", drop_);
    }
    std::pair<Mixture, T> forward(const T& x) {
        T h = drop_(torch::selu(in_(x)));
        h = torch::selu(mid_(h));
        Mixture m{torch::log_softmax(weight_(h), 1), mean_(h), sd_(h).clamp(-4, 2)};
        return {m, quantile_(h)};
    }
};

T log_likelihood(const Mixture& m, const T& y) {
    T z = (y - m.mean) * torch::exp(-m.log_sd);
    return torch::logsumexp(m.log_weight - 0.5 * z * z - m.log_sd - 0.5 * std::log(2 * M_PI), 1);
}

T pinball(const T& q, const T& y) {
    static const T levels = torch::tensor({0.1f, 0.5f, 0.9f});
    T d = y - q;
    return torch::max(levels * d, (levels - 1) * d).mean();
}

struct Rows { T x, y; };
Rows branches(int64_t n) {
    T t = torch::rand({n, 1});
    T x = t + 0.3 * torch::sin(6.28 * t) + 0.03 * torch::randn({n, 1});
    return {x, t};
}

int main(int argc, char** argv) {
    torch::manual_seed(59);
    const int patience = argc > 1 ? std::stoi(argv[1]) : 10;
    const Rows train = branches(800), valid = branches(200), test = branches(400);
    BranchNet net;
    torch::optim::Adam opt(net.parameters(), torch::optim::AdamOptions(5e-3));
    std::optional<std::vector<T>> best_weights;
    double lowest = std::numeric_limits<double>::infinity();
    int since = 0;
    for (int epoch = 0; epoch < 80 && since < patience; ++epoch) {
        net.train();
        for (const auto& i : torch::randperm(train.x.size(0)).split(50)) {
            auto [mixture, quantiles] = net.forward(train.x.index({i}));
            T nll = -log_likelihood(mixture, train.y.index({i})).mean();
            T loss = nll + 2.0 * pinball(quantiles, train.y.index({i}));
            opt.zero_grad();
            loss.backward();
            torch::nn::utils::clip_grad_norm_(net.parameters(), 2.0, 2.0);
            opt.step();
        }
        net.eval();
        torch::NoGradGuard guard;
        const double now = -log_likelihood(net.forward(valid.x).first, valid.y).mean().item<double>();
        if (++since % 5 == 0) {  // a plateau: halve the rate
            for (auto& group : opt.param_groups()) {
                auto& options = static_cast<torch::optim::AdamOptions&>(group.options());
                options.lr(options.lr() * 0.5);
            }
        }
        if (now >= lowest) continue;
        lowest = now;
        since = 0;
        best_weights.emplace();
        for (const auto& p : net.parameters()) best_weights->push_back(p.clone());
        std::cout << "epoch " << epoch << " validation " << now << "\n";
    }
    torch::NoGradGuard guard;
    if (best_weights) {
        auto p = net.parameters();
        for (size_t i = 0; i < p.size(); ++i) p[i].copy_((*best_weights)[i]);
    }
    net.eval();
    auto [mixture, quantiles] = net.forward(test.x);
    T inside = (test.y > quantiles.narrow(1, 0, 1)) & (test.y < quantiles.narrow(1, 2, 1));
    std::cout << "Test coverage: " << inside.to(torch::kFloat).mean().item<float>() << "\n";
    std::cout << "Test log likelihood: " << log_likelihood(mixture, test.y).mean().item<double>() << std::endl;
}
