#include <torch/torch.h>
#include <iostream>
#include <vector>

// A small residual network; its layers come from helpers with flags.
using namespace torch::nn;
using torch::Tensor;

static Conv2d conv3(int64_t in, int64_t out, int64_t stride = 1, bool with_bias = false) {
    return Conv2d(Conv2dOptions(in, out, 3).stride(stride).padding(1).bias(with_bias));
}

static void append(Sequential& seq, Conv2d conv, bool norm, bool activate) {
    const int64_t channels = conv->options.out_channels();
    seq->push_back(conv);
    if (norm) seq->push_back(BatchNorm2d(channels));
    if (activate) seq->push_back(SiLU());
}

struct BlockImpl : Module {
    BlockImpl(int64_t in, int64_t out, int64_t stride) {
        append(path, conv3(in, out, stride), true, true);
        append(path, conv3(out, out), true, false);
        register_module("path", path);
        if (in != out || stride != 1) {
            shortcut = Conv2d(Conv2dOptions(in, out, 1).stride(stride).bias(false));
            register_module("shortcut", shortcut);
        }
    }
    Tensor forward(const Tensor& x) {
        Tensor y = path->forward(x);
        y += shortcut.is_empty() ? x : shortcut->forward(x);
        return torch::silu(y);
    }
    Sequential path;
    Conv2d shortcut{nullptr};
};
TORCH_MODULE(Block);

struct SmallResNetImpl : Module {
    explicit SmallResNetImpl(int64_t classes, bool zero_init) {
        append(stem, conv3(1, 8, 1, true), false, true);
        register_module("stem", stem);
        stages->push_back(Block(8, 8, 1));
        stages->push_back(Block(8, 16, 2));
        stages->push_back(Block(16, 16, 1));
        register_module("stages", stages);
        head = register_module("head", Linear(16, classes));
        if (zero_init) {
            torch::NoGradGuard guard;
            torch::nn::init::normal_(head->weight, 0.0, 0.01);
        }
    }
    Tensor forward(Tensor x) {
        x = stem->forward(x);
        x = stages->forward(x);
        x = torch::adaptive_avg_pool2d(x, {1, 1}).flatten(1);
        return head->forward(x);
    }
    Sequential stem, stages;
    Linear head{nullptr};
};
TORCH_MODULE(SmallResNet);

// Crosses, squares and diagonals.
class Shapes : public torch::data::Dataset<Shapes> {
public:
    Shapes(int64_t n, double noise) : images(noise * torch::randn({n, 1, 12, 12})), labels(torch::randint(3, {n}, torch::kLong)) {
        for (int64_t i = 0; i < n; ++i) {
            const int64_t r = torch::randint(2, 8, {1}).item<int64_t>(), c = torch::randint(2, 8, {1}).item<int64_t>();
            Tensor patch = images[i][0].slice(0, r - 2, r + 3).slice(1, c - 2, c + 3);
            switch (labels[i].item<int64_t>()) {
            case 0: patch[2] += 1; patch.select(1, 2) += 1; break;
            case 1: patch[0] += 1; patch[4] += 1; patch.select(1, 0) += 1; patch.select(1, 4) += 1; break;
            default: patch.diagonal() += 1.5;
            }
        }
    }
    torch::data::Example<> get(size_t i) override {
        const auto k = static_cast<int64_t>(i);
        return {images[k], labels[k]};
    }
    torch::optional<size_t> size() const override { return labels.numel(); }
    Tensor images, labels;
};

int main() {
    torch::manual_seed(35);
    Shapes training(900, 0.4), testing(300, 0.4);
    torch::data::samplers::DistributedRandomSampler sampler(900, 1, 0, true);
    SmallResNet net(3, true);
    std::vector<Tensor> decay, plain;
    for (const auto& p : net->named_parameters())
        (p.value().dim() > 1 ? decay : plain).push_back(p.value());
    std::vector<torch::optim::OptimizerParamGroup> groups;
    groups.emplace_back(decay, std::make_unique<torch::optim::SGDOptions>(torch::optim::SGDOptions(0.05).momentum(0.9).weight_decay(5e-4)));
    groups.emplace_back(plain, std::make_unique<torch::optim::SGDOptions>(torch::optim::SGDOptions(0.05).momentum(0.9)));
    torch::optim::SGD sgd(groups, torch::optim::SGDOptions(0.05));
    CrossEntropyLoss ce;
    const int total = 6;
    for (int epoch = 0; epoch < total; epoch++) {
        net->train();
        sampler.set_epoch(epoch);
        auto loader = torch::data::make_data_loader(
            training.map(torch::data::transforms::Stack<>()), sampler,
            torch::data::DataLoaderOptions().batch_size(30).workers(0));
        for (auto& [data, target] : *loader) {
            auto loss = ce(net(data), target);
            sgd.zero_grad();
            loss.backward();
            sgd.step();
        }
    }
    net->eval();
    torch::NoGradGuard guard;
    const double acc = net(testing.images).argmax(1).eq(testing.labels).to(torch::kFloat).mean().item<double>();
    std::cout << "Test accuracy: " << acc << std::endl;
}
