#include <torch/torch.h>
#include <iostream>

// Fits a sum of damped oscillations with LBFGS; the network is three layers of tanh.

class Oscillations {
public:
    Oscillations(double noise) : noise_(noise) {}
    std::pair<torch::Tensor, torch::Tensor> sample(int n) const {
        torch::Tensor t = torch::rand({n, 1}) * 4;
        torch::Tensor y = torch::exp(-0.5 * t) * torch::sin(5 * t) + 0.3 * torch::cos(2 * t);
        return std::make_pair(t, y + noise_ * torch::randn({n, 1}));
    }
private:
    double noise_;
};

struct Curve : torch::nn::Cloneable<Curve> {
    Curve() { reset(); }
    void reset() override {
        a = register_module("a", torch::nn::Linear(1, 24));
        b = register_module("b", torch::nn::Linear(24, 24));
        c = register_module("c", torch::nn::Linear(24, 1));
        for (auto& layer : {a, b, c}) {
            torch::nn::init::xavier_uniform_(layer->weight, 5.0 / 3);
            torch::nn::init::zeros_(layer->bias);
        }
    }
    torch::Tensor forward(torch::Tensor t) {
        return c->forward(torch::tanh(b->forward(torch::tanh(a->forward(t)))));
    }
    torch::nn::Linear a{nullptr}, b{nullptr}, c{nullptr};
};

int main() {
    torch::manual_seed(7);
    const Oscillations clean(0.0), noisy(0.05);
    const auto [t, y] = noisy.sample(200);
    const auto [tt, ty] = clean.sample(400);
    Curve curve;
    torch::optim::LBFGSOptions options(0.8);
    options.max_iter(10).history_size(20).line_search_fn("strong_wolfe");
    torch::optim::LBFGS lbfgs(curve.parameters(), options);
    double before = 1e9;
    int rounds = 0;
    while (true) {
        auto closure = [&]() -> torch::Tensor {
            lbfgs.zero_grad();
            torch::Tensor loss = (curve.forward(t) - y).square().mean();
            torch::Tensor decay = torch::zeros({});
            for (const auto& p : curve.parameters()) decay = decay + p.pow(2).sum();
            loss = loss + 1e-5 * decay;
            loss.backward();
            return loss;
        };
        const double now = lbfgs.step(closure).item<double>();
        std::cout << "round " << ++rounds << ": " << now << std::endl;
        if (before - now < 1e-7 || rounds == 40) break;
        before = now;
    }
    torch::NoGradGuard off;
    std::cout << "Test MSE: " << torch::mse_loss(curve.forward(tt), ty).item<double>() << std::endl;
}
