#include <torch/torch.h>
#include <iostream>
#include <vector>

/* A house style of macros: values, layers, activations and the loop come from them. */

#define LEARNING_RATE 0.05
#define BATCH 20
#define NUM_EPOCHS 40
#define WEIGHT_DECAY 1e-4
#define ACT(x) torch::tanh(x)
#define ADD(name, in, out) name = register_module(#name, torch::nn::Linear(in, out))
#define FOR_EPOCHS(e) for (int e = 0; e < NUM_EPOCHS; ++e)
#define SQUARED(a, b) ((a) - (b)).pow(2).mean()
#define MAKE_SGD(net) torch::optim::SGD(net.parameters(), torch::optim::SGDOptions(0.02).momentum(0.9))
#define CHECK_FINITE(t) do { if (!std::isfinite((t).item<double>())) { std::cerr << "not finite\n"; return 2; } } while (0)

class Kinematics : public torch::nn::Module {
public:
    Kinematics() {
        ADD(elbow, 2, 32);
        ADD(wrist, 32, 32);
        hand = register_module("hand", torch::nn::Linear(32, 2));
    }
    torch::Tensor forward(torch::Tensor angles) {
        torch::Tensor h = ACT(elbow(angles));
        h = torch::sigmoid(wrist(h));
        return hand(h);
    }
private:
    torch::nn::Linear elbow{nullptr}, wrist{nullptr}, hand{nullptr};
};

static torch::Tensor arm(const torch::Tensor& a) {
    torch::Tensor s = a.select(1, 0), e = a.select(1, 0) + a.select(1, 1);
    return torch::stack({s.cos() + 0.7 * e.cos(), s.sin() + 0.7 * e.sin()}, 1);
}

int main() {
    torch::manual_seed(25);
    torch::Tensor angles = torch::rand({800, 2}) * 3, where = arm(angles) + 0.02 * torch::randn({800, 2});
    torch::Tensor test_angles = torch::rand({400, 2}) * 3, test_where = arm(test_angles);
    Kinematics net;

    // coarse, by a plain rule
    {
        torch::optim::SGD opt = MAKE_SGD(net);
        FOR_EPOCHS(epoch) {
            opt.zero_grad();
            torch::Tensor loss = SQUARED(net.forward(angles), where);
            loss.backward();
            opt.step();
            CHECK_FINITE(loss);
        }
    }
    // fine, in batches
    torch::optim::RMSprop opt(net.parameters(), torch::optim::RMSpropOptions(LEARNING_RATE * 0.04).weight_decay(WEIGHT_DECAY));
    for (int epoch = 0; epoch < NUM_EPOCHS; ++epoch) {
        double sum = 0;
        for (int at = 0; at < angles.size(0); at += BATCH) {
            opt.zero_grad();
            torch::Tensor loss = torch::mse_loss(net.forward(angles.slice(0, at, at + BATCH)), where.slice(0, at, at + BATCH));
            loss.backward();
            opt.step();
            sum += loss.item<double>();
        }
        if (epoch % 10 == 0) std::cout << epoch << ": " << sum << "\n";
    }
    torch::NoGradGuard guard;
    std::cout << "Test distance: " << (net.forward(test_angles) - test_where).norm(2, 1).mean().item<double>() << std::endl;
}
