#include <torch/torch.h>

#include <iostream>
#include <string>
#include <variant>
#include <vector>

// Three kinds of network behind one variant; the embedding in front is an AnyModule.

struct WideImpl : torch::nn::Module {
    WideImpl(int in, int out) : l(register_module("l", torch::nn::Linear(in, 128))), o(register_module("o", torch::nn::Linear(128, out))) {}
    torch::Tensor forward(const torch::Tensor& x) { return o(l(x).tanh()); }
    torch::nn::Linear l, o;
};
TORCH_MODULE(Wide);

struct DeepImpl : torch::nn::Module {
    DeepImpl(int in, int out, int depth) {
        int width = in;
        for (int i = 0; i < depth; i++, width = 24) {
            auto layer = torch::nn::Linear(width, 24);
            stack->push_back(layer);
            stack->push_back(torch::nn::SELU());
        }
        stack->push_back(torch::nn::Linear(width, out));
        register_module("stack", stack);
    }
    torch::Tensor forward(const torch::Tensor& x) { return stack->forward(x); }
    torch::nn::Sequential stack;
};
TORCH_MODULE(Deep);

// x'Ax + Bx: no hidden layer.
struct QuadraticImpl : torch::nn::Module {
    QuadraticImpl(int in, int out) : pair(in, in, out), line(in, out) {
        register_module("pair", pair);
        register_module("line", line);
    }
    torch::Tensor forward(const torch::Tensor& x) { return pair(x, x) + line(x); }
    torch::nn::Bilinear pair;
    torch::nn::Linear line;
};
TORCH_MODULE(Quadratic);

using Body = std::variant<Wide, Deep, Quadratic>;

class Combined : public torch::nn::Module {
public:
    Combined(torch::nn::AnyModule front, Body body) : front_(std::move(front)), body_(std::move(body)) {
        register_module("front", front_.ptr());
        std::visit([this](auto& b) { register_module("body", b); }, body_);
    }
    torch::Tensor forward(const torch::Tensor& x) {
        const torch::Tensor h = front_.forward<torch::Tensor>(x);
        return std::visit([&](auto& b) { return b->forward(h); }, body_);
    }
private:
    torch::nn::AnyModule front_;
    Body body_;
};

template <class... F>
struct overloaded : F... { using F::operator()...; };
template <class... F>
overloaded(F...) -> overloaded<F...>;

using Rule = std::variant<torch::optim::SGDOptions, torch::optim::AdamOptions>;

std::unique_ptr<torch::optim::Optimizer> optimizer(torch::nn::Module& net, const Rule& rule) {
    return std::visit(
        overloaded{[&](const torch::optim::SGDOptions& o) -> std::unique_ptr<torch::optim::Optimizer> { return std::make_unique<torch::optim::SGD>(net.parameters(), o); },
                   [&](const torch::optim::AdamOptions& o) -> std::unique_ptr<torch::optim::Optimizer> { return std::make_unique<torch::optim::Adam>(net.parameters(), o); }},
        rule);
}

int main() {
    torch::manual_seed(19);
    auto make = [](int64_t n) {
        auto x = torch::randn({n, 5});
        auto y = (x.select(1, 0) * x.select(1, 1) + x.select(1, 2).pow(2) > 0.8).to(torch::kLong);
        return std::make_pair(x, y);
    };
    auto [x, y] = make(1000);
    auto [tx, ty] = make(500);

    struct Trial { std::string name; Body body; Rule rule; int epochs; };
    std::vector<Trial> trials{
        {"wide", Wide(8, 2), torch::optim::AdamOptions(5e-3), 40},
        {"deep", Deep(8, 2, 3), torch::optim::AdamOptions(3e-3), 40},
        {"quadratic", Quadratic(8, 2), torch::optim::SGDOptions(0.05).momentum(0.9), 60},
    };
    double sum = 0;
    for (auto& [name, body, rule, epochs] : trials) {
        Combined net(torch::nn::AnyModule(torch::nn::Linear(5, 8)), body);
        auto opt = optimizer(net, rule);
        for (int i = 0; i < epochs; ++i) {
            opt->zero_grad();
            auto loss = torch::nn::functional::cross_entropy(net.forward(x), y);
            loss.backward();
            opt->step();
        }
        torch::NoGradGuard guard;
        const double score = net.forward(tx).argmax(1).eq(ty).to(torch::kDouble).mean().item<double>();
        std::cout << name << ": " << score << "\n";
        sum += score;
    }
    std::cout << "Test accuracy: " << sum / trials.size() << std::endl;
}
