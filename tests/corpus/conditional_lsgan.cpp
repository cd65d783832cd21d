#include <torch/torch.h>
#include <iostream>
#include <string>
#include <vector>

// Conditional GAN with squares: short chirps of a wanted pitch.

namespace cgan {

constexpr int64_t kLength = 24, kPitches = 4, kNoise = 6;

struct Chirps : public torch::data::datasets::Dataset<Chirps> {
    explicit Chirps(int64_t n) {
        pitch = torch::randint(kPitches, {n}, torch::kLong);
        auto t = torch::arange(kLength).to(torch::kFloat) / kLength;
        auto f = (pitch.to(torch::kFloat) + 1).unsqueeze(1);
        wave = torch::sin(6.28 * f * t + 0.5 * torch::rand({n, 1})) * torch::exp(-2 * t) + 0.03 * torch::randn({n, kLength});
    }
    torch::data::Example<> get(size_t i) override { return {wave[int64_t(i)], pitch[int64_t(i)]}; }
    torch::optional<size_t> size() const override { return pitch.numel(); }
    torch::Tensor wave, pitch;
};

// Linear layer, then normalisation and activation as wanted.
void layer(torch::nn::Sequential& s, int64_t in, int64_t out, bool norm = false, const std::string& act = "lrelu") {
    s->push_back(torch::nn::Linear(torch::nn::LinearOptions(in, out).bias(!norm)));
    if (norm) s->push_back(torch::nn::BatchNorm1d(out));
    if (act == "lrelu")
        s->push_back(torch::nn::LeakyReLU(torch::nn::LeakyReLUOptions().negative_slope(0.2)));
    else if (act == "tanh")
        s->push_back(torch::nn::Tanh());
}

class ConditionalImpl : public torch::nn::Module {
public:
    ConditionalImpl(int64_t in, int64_t out, bool norm, const std::string& last)
        : pitch_(register_module("pitch", torch::nn::Embedding(kPitches, 8))) {
        layer(net_, in + 8, 48, norm);
        layer(net_, 48, 48, norm);
        layer(net_, 48, out, false, last);
        register_module("net", net_);
    }
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& pitch) {
        return net_->forward(torch::cat({x, pitch_(pitch)}, 1));
    }
private:
    torch::nn::Embedding pitch_;
    torch::nn::Sequential net_;
};
TORCH_MODULE(Conditional);

torch::Tensor squares(const torch::Tensor& judged, double wanted) { return 0.5 * (judged - wanted).pow(2).mean(); }

}  // namespace cgan

int main() {
    using namespace cgan;
    torch::manual_seed(81);
    Chirps train(1200), test(400);
    auto loader = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(
        train.map(torch::data::transforms::Stack<>()), torch::data::DataLoaderOptions(50).drop_last(true));
    Conditional generator(kNoise, kLength, true, "tanh"), critic(kLength, 1, false, "none");
    torch::optim::Adam gOpt(generator->parameters(), torch::optim::AdamOptions(1e-3).betas({0.5, 0.99})),
        cOpt(critic->parameters(), torch::optim::AdamOptions(2e-3).betas({0.5, 0.99}).weight_decay(1e-5));
    for (int epoch = 0; epoch < 25; ++epoch) {
        double c = 0, g = 0;
        for (auto& [wave, pitch] : *loader) {
            auto made = generator(torch::randn({wave.size(0), kNoise}), pitch);
            auto onReal = squares(critic(wave, pitch), 1.0);
            auto onFake = squares(critic(made.detach(), pitch), 0.0);
            cOpt.zero_grad();
            (onReal + onFake).backward();
            cOpt.step();

            auto fooled = squares(critic(made, pitch), 1.0);
            auto fit = torch::nn::functional::l1_loss(made.mean(0), wave.mean(0));
            gOpt.zero_grad();
            (fooled + 0.1 * fit).backward();
            gOpt.step();
            c += (onReal + onFake).item<double>();
            g += fooled.item<double>();
        }
        if (epoch % 5 == 0) std::cout << "epoch " << epoch << " critic " << c << " generator " << g << "\n";
    }
    generator->eval();
    torch::NoGradGuard guard;
    auto made = generator(torch::randn({400, kNoise}), test.pitch);
    double error = 0;
    for (int64_t p = 0; p < kPitches; ++p) {
        auto mine = made.index({test.pitch == p}), real = test.wave.index({test.pitch == p});
        error += (mine.mean(0) - real.mean(0)).abs().mean().item<double>() / kPitches;
    }
    std::cout << "Test error: " << error << std::endl;
}
