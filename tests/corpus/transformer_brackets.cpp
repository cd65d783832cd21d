#include <torch/torch.h>
#include <cmath>
#include <iostream>
#include <string>

// Is a sequence of brackets balanced? A small Transformer encoder reads it.

namespace nn = torch::nn;
using torch::Tensor;

constexpr int64_t LENGTH = 14;
constexpr int64_t PAD = 0;

struct BracketData { Tensor tokens, balanced; };

static bool isBalanced(const std::vector<int64_t>& t) {
    int depth = 0;
    for (int64_t s : t) {
        if (s == 1) ++depth;
        if (s == 2 && --depth < 0) return false;
    }
    return depth == 0;
}

static BracketData brackets(int64_t n) {
    BracketData d{torch::zeros({n, LENGTH}, torch::kLong), torch::zeros({n}, torch::kLong)};
    for (int64_t i = 0; i < n; ++i) {
        const int64_t used = 2 * torch::randint(2, LENGTH / 2 + 1, {1}).item<int64_t>();
        std::vector<int64_t> t;
        int depth = 0;
        for (int64_t k = 0; k < used; ++k) {
            const bool mustClose = depth >= used - k;
            const bool open = !mustClose && (depth == 0 || torch::rand({1}).item<float>() < 0.5f);
            t.push_back(open ? 1 : 2);
            depth += open ? 1 : -1;
        }
        if (i % 2) std::swap(t[torch::randint(used, {1}).item<int64_t>()], t[torch::randint(used, {1}).item<int64_t>()]);
        for (int64_t k = 0; k < used; ++k) d.tokens[i][k] = t[k];
        d.balanced[i] = isBalanced(t) ? 1 : 0;
    }
    return d;
}

class PositionalImpl : public nn::Module {
public:
    PositionalImpl(int64_t width, double dropout) : drop(register_module("drop", nn::Dropout(dropout))) {
        auto position = torch::arange(LENGTH).to(torch::kFloat).unsqueeze(1);
        auto rate = torch::exp(torch::arange(0, width, 2).to(torch::kFloat) * (-std::log(100.0) / width));
        auto table = torch::zeros({LENGTH, width});
        table.slice(1, 0, width, 2) = torch::sin(position * rate);
        table.slice(1, 1, width, 2) = torch::cos(position * rate);
        register_buffer("table", table);
        this->table = table;
    }
    Tensor forward(Tensor x) { return drop(x + table); }
private:
    nn::Dropout drop;
    Tensor table;
};
TORCH_MODULE(Positional);

class ReaderImpl : public nn::Module {
public:
    ReaderImpl(int64_t width, int64_t heads, int64_t layers)
        : embed(nn::EmbeddingOptions(3, width).padding_idx(PAD)), position(width, 0.1),
          encoder(nn::TransformerEncoderOptions(
              nn::TransformerEncoderLayerOptions(width, heads).dim_feedforward(2 * width).dropout(0.1).activation(torch::kGELU), layers)),
          classify(width, 2) {
        register_module("embed", embed);
        register_module("position", position);
        register_module("encoder", encoder);
        register_module("classify", classify);
    }
    Tensor forward(Tensor tokens) {
        const Tensor padding = tokens.eq(PAD);
        Tensor x = position(embed(tokens) * std::sqrt(double(embed->options.embedding_dim()))).transpose(0, 1);
        x = encoder(x, /*src_mask=*/Tensor(), /*src_key_padding_mask=*/padding).transpose(0, 1);
        const Tensor kept = (~padding).to(torch::kFloat).unsqueeze(2);
        x = (x * kept).sum(1) / kept.sum(1);
        return nn::functional::log_softmax(classify(x), nn::functional::LogSoftmaxFuncOptions(1));
    }
private:
    nn::Embedding embed;
    Positional position;
    nn::TransformerEncoder encoder;
    nn::Linear classify;
};
TORCH_MODULE(Reader);

static double accuracy(Reader& net, const BracketData& d) {
    torch::NoGradGuard g;
    net->eval();
    return net(d.tokens).argmax(1).eq(d.balanced).to(torch::kDouble).mean().item<double>();
}

// Rate of the original recipe: it rises, then falls with the root of the step.
static double noam(int64_t step, double width, double warmup) {
    return std::pow(width, -0.5) * std::min(std::pow(double(step), -0.5), step * std::pow(warmup, -1.5));
}

int main(int argc, char** argv) {
    torch::manual_seed(70);
    const int epochs = argc > 1 ? std::stoi(argv[1]) : 8;
    const BracketData train = brackets(1500), test = brackets(500);
    Reader net(16, 2, 2);
    torch::optim::Adam opt(net->parameters(), torch::optim::AdamOptions(1.0).betas({0.9, 0.98}).eps(1e-9));
    nn::NLLLoss nll;
    int64_t step = 0;
    const auto n = train.tokens.size(0);
    for (int epoch = 0; epoch < epochs; epoch++) {
        net->train();
        auto order = torch::randperm(n);
        for (int64_t at = 0; at < n; at += 32) {
            auto rows = order.slice(0, at, std::min<int64_t>(at + 32, n));
            for (auto& group : opt.param_groups()) group.options().set_lr(noam(++step, 16, 150) * 0.4);
            opt.zero_grad();
            auto loss = nll(net(train.tokens.index({rows})), train.balanced.index({rows}));
            loss.backward();
            opt.step();
        }
        std::cout << "epoch " << epoch + 1 << ", train accuracy " << accuracy(net, train) << std::endl;
    }
    std::cout << "Test accuracy: " << accuracy(net, test) << std::endl;
}
