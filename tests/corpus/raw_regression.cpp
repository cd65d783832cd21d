// No modules, no optimizers: tensors, a hand-written Huber loss and momentum.
#include <torch/torch.h>
#include <cmath>
#include <iostream>
#include <vector>

using torch::indexing::Slice;

struct Params {
    torch::Tensor w1, b1, w2, b2;
    std::vector<torch::Tensor> all() { return {w1, b1, w2, b2}; }
};

Params init_params(int64_t in, int64_t hidden) {
    Params p;
    p.w1 = (torch::randn({in, hidden}) * std::sqrt(2.0 / in)).requires_grad_(true);
    p.b1 = torch::zeros({hidden}, torch::requires_grad());
    p.w2 = (torch::randn({hidden, 1}) * std::sqrt(1.0 / hidden)).requires_grad_(true);
    p.b2 = torch::zeros({1}, torch::requires_grad());
    return p;
}

torch::Tensor model(const Params& p, const torch::Tensor& x) {
    torch::Tensor h = torch::mm(x, p.w1) + p.b1;
    h = torch::tanh(h);
    return torch::addmm(p.b2, h, p.w2).squeeze(1);
}

torch::Tensor huber(const torch::Tensor& a, const torch::Tensor& b, double delta = 1.0) {
    torch::Tensor d = (a - b).abs();
    torch::Tensor quad = torch::clamp_max(d, delta);
    return (0.5 * quad * quad + delta * (d - quad)).mean();
}

std::pair<torch::Tensor, torch::Tensor> field(int n) {
    torch::Tensor x = torch::rand({n, 3}) * 4 - 2;
    torch::Tensor y = torch::sin(x.index({Slice(), 0})) * x.index({Slice(), 1}) + 0.3 * x.index({Slice(), 2}).pow(2);
    return {x, y + 0.1 * torch::randn({n})};
}

int main(int argc, char** argv) {
    torch::manual_seed(5);
    double eta = argc > 1 ? std::atof(argv[1]) : 0.05;
    const double mu = 0.9, decay = 1e-4;
    auto [xs, ys] = field(1024);
    auto [xt, yt] = field(512);
    Params p = init_params(3, 32);
    std::vector<torch::Tensor> velocity;
    for (auto& t : p.all()) velocity.push_back(torch::zeros_like(t));

    const int epochs = 60, batch = 32;
    for (int ep = 0; ep < epochs; ep++) {
        if (ep == 40) eta *= 0.1;
        torch::Tensor perm = torch::randperm(xs.size(0));
        double sum = 0;
        for (int i = 0; i < xs.size(0); i += batch) {
            torch::Tensor pick = perm.index({Slice(i, i + batch)});
            torch::Tensor loss = huber(model(p, xs.index({pick})), ys.index({pick}), 0.5);
            loss.backward();
            torch::NoGradGuard no_grad;
            size_t k = 0;
            for (auto& t : p.all()) {
                torch::Tensor& v = velocity[k++];
                v.mul_(mu).add_(t.grad());
                t.mul_(1 - eta * decay);
                t.sub_(eta * v);
                t.grad().zero_();
            }
            sum += loss.item<double>();
        }
        if (ep % 10 == 0) std::cout << "ep " << ep << " huber " << sum << std::endl;
    }
    torch::NoGradGuard no_grad;
    std::cout << "Test RMSE: " << (model(p, xt) - yt).pow(2).mean().sqrt().item<double>() << std::endl;
}
