// Own data set and loader classes, held in a trainer.
#include <torch/torch.h>
#include <algorithm>
#include <iostream>
#include <numeric>
#include <random>
#include <vector>

struct Batch { torch::Tensor features; torch::Tensor labels; };

class SpiralSet {
public:
    SpiralSet(int count, float noise) {
        for (int i = 0; i < count; ++i) {
            const int arm = i % 3;
            const float r = float(i) / count;
            const float phi = 4.f * r + arm * 2.094f;
            rows_.push_back(torch::tensor({r * std::sin(phi), r * std::cos(phi)}) + noise * torch::randn({2}));
            labels_.push_back(arm);
        }
    }
    std::size_t length() const { return rows_.size(); }
    const torch::Tensor& row(std::size_t i) const { return rows_[i]; }
    int64_t label(std::size_t i) const { return labels_[i]; }
private:
    std::vector<torch::Tensor> rows_;
    std::vector<int64_t> labels_;
};

class Feeder {
public:
    Feeder(const SpiralSet& set, std::size_t batchSize, bool shuffle)
        : set_(set), size_(batchSize), shuffle_(shuffle), order_(set.length()), rng_(17) {
        std::iota(order_.begin(), order_.end(), 0);
    }
    class iterator {
    public:
        iterator(Feeder* owner, std::size_t at) : owner_(owner), at_(at) {}
        Batch operator*() const { return owner_->collate(at_); }
        iterator& operator++() { at_ = std::min(at_ + owner_->size_, owner_->order_.size()); return *this; }
        bool operator!=(const iterator& o) const { return at_ != o.at_; }
    private:
        Feeder* owner_;
        std::size_t at_;
    };
    iterator begin() {
        if (shuffle_) std::shuffle(order_.begin(), order_.end(), rng_);
        return {this, 0};
    }
    iterator end() { return {this, order_.size()}; }
private:
    Batch collate(std::size_t from) const {
        std::vector<torch::Tensor> x;
        std::vector<int64_t> y;
        for (std::size_t k = from; k < std::min(from + size_, order_.size()); ++k) {
            x.push_back(set_.row(order_[k]));
            y.push_back(set_.label(order_[k]));
        }
        return {torch::stack(x), torch::tensor(y)};
    }
    const SpiralSet& set_;
    std::size_t size_;
    bool shuffle_;
    std::vector<std::size_t> order_;
    std::mt19937 rng_;
};

struct NetImpl : torch::nn::Module {
    NetImpl() {
        using namespace torch::nn;
        hidden = register_module("hidden", Linear(2, 40));
        hidden2 = register_module("hidden2", Linear(40, 40));
        out = register_module("out", Linear(40, 3));
        norm = register_module("norm", BatchNorm1d(BatchNorm1dOptions(40).momentum(0.2)));
    }
    torch::Tensor forward(torch::Tensor x) {
        x = torch::nn::functional::selu(hidden(x));
        x = norm(hidden2(x));
        x = torch::hardtanh(x, -2, 2);
        return out(x);
    }
    torch::nn::Linear hidden{nullptr}, hidden2{nullptr}, out{nullptr};
    torch::nn::BatchNorm1d norm{nullptr};
};
TORCH_MODULE(Net);

class Trainer {
public:
    Trainer(SpiralSet& train, SpiralSet& test)
        : train_(train, 24, true), test_(test, 100, false), optimizer_(net_->parameters(), torch::optim::AdagradOptions(0.05).weight_decay(decay_)) {}
    void fit(int epochs) {
        for (epoch_ = 0; epoch_ < epochs; ++epoch_) {
            net_->train();
            double sum = 0;
            int batches = 0;
            for (const Batch& b : train_) {
                sum += pass(b);
                ++batches;
            }
            if (epoch_ % 10 == 9) std::cout << "[" << epoch_ + 1 << "] " << sum / batches << std::endl;
        }
    }
    double score() {
        torch::NoGradGuard guard;
        net_->eval();
        int64_t right = 0, all = 0;
        for (const auto& [x, y] : test_) {
            right += net_->forward(x).argmax(1).eq(y).sum().item<int64_t>();
            all += y.numel();
        }
        return double(right) / all;
    }
private:
    double pass(const Batch& b) {
        optimizer_.zero_grad();
        auto loss = criterion_(net_->forward(b.features), b.labels);
        loss.backward();
        optimizer_.step();
        return loss.item<double>();
    }
    Net net_;
    Feeder train_, test_;
    double decay_ = 1e-4;
    torch::optim::Adagrad optimizer_;
    torch::nn::CrossEntropyLoss criterion_{torch::nn::CrossEntropyLossOptions().label_smoothing(0.05)};
    int epoch_ = 0;
};

int main() {
    torch::manual_seed(31);
    SpiralSet train(600, 0.03f), test(300, 0.03f);
    Trainer trainer(train, test);
    trainer.fit(50);
    std::cout << "Test accuracy: " << trainer.score() << std::endl;
}
