#include <torch/torch.h>
#include <cstdio>
#include <vector>

/* Two noisy traces: do they come from the same writer? Contrastive loss, written out. */

static const int64_t POINTS = 20;

typedef struct {
    torch::Tensor left, right, same;
} pairs_t;

static torch::Tensor writer_trace(torch::Tensor writer) {
    torch::Tensor t = torch::linspace(0, 3, POINTS).unsqueeze(0);
    torch::Tensor w = writer.unsqueeze(1).to(torch::kFloat);
    return torch::sin(t * (1 + 0.4 * w)) + 0.3 * torch::cos(t * w) + 0.15 * torch::randn({writer.size(0), POINTS});
}

static pairs_t make_pairs(int64_t n) {
    torch::Tensor a = torch::randint(6, {n}, torch::kLong);
    torch::Tensor b = torch::where(torch::rand({n}) < 0.5, a, torch::randint(6, {n}, torch::kLong));
    pairs_t p;
    p.left = writer_trace(a);
    p.right = writer_trace(b);
    p.same = a.eq(b).to(torch::kFloat);
    return p;
}

struct Tower : torch::nn::Module {
    torch::nn::Linear l1 = nullptr, l2 = nullptr;
    torch::nn::PReLU act = nullptr;
    Tower() {
        l1 = register_module("l1", torch::nn::Linear(POINTS, 32));
        act = register_module("act", torch::nn::PReLU());
        l2 = register_module("l2", torch::nn::Linear(32, 8));
    }
    torch::Tensor forward(torch::Tensor x) {
        x = l2(act(l1(x)));
        return torch::nn::functional::normalize(x, torch::nn::functional::NormalizeFuncOptions().dim(1));
    }
};

static torch::Tensor contrastive(const torch::Tensor &d, const torch::Tensor &same, double margin) {
    torch::Tensor pull = same * d.pow(2);
    torch::Tensor push = (1 - same) * torch::clamp_min(margin - d, 0).pow(2);
    return (pull + push).mean();
}

static double decide(Tower &net, const pairs_t &p, double limit) {
    torch::NoGradGuard g;
    torch::Tensor d = torch::pairwise_distance(net.forward(p.left), net.forward(p.right));
    return (d < limit).to(torch::kFloat).eq(p.same).to(torch::kFloat).mean().item<double>();
}

int main(void) {
    torch::manual_seed(40);
    pairs_t train = make_pairs(1200);
    pairs_t valid = make_pairs(400);
    pairs_t test = make_pairs(400);
    Tower net;
    torch::optim::Adam opt(net.parameters(), torch::optim::AdamOptions().lr(4e-3));
    const int64_t bs = 60, n = train.left.size(0);
    double best = 0, limit = 0.5;
    std::vector<torch::Tensor> kept;
    int epoch = 0;
    while (epoch++ < 30) {
        torch::Tensor perm = torch::randperm(n);
        for (int64_t b = 0; b < n / bs; b++) {
            torch::Tensor i = perm.narrow(0, b * bs, bs);
            torch::Tensor da = net.forward(train.left.index_select(0, i));
            torch::Tensor db = net.forward(train.right.index_select(0, i));
            torch::Tensor loss = contrastive(torch::pairwise_distance(da, db), train.same.index_select(0, i), 1.0);
            opt.zero_grad();
            loss.backward();
            opt.step();
        }
        for (double l = 0.2; l < 1.0; l += 0.1) {
            double score = decide(net, valid, l);
            if (score > best) {
                best = score;
                limit = l;
                kept.clear();
                for (auto &p : net.parameters()) kept.push_back(p.detach().clone());
            }
        }
    }
    {
        torch::NoGradGuard g;
        size_t i = 0;
        for (auto &p : net.parameters()) p.copy_(kept[i++]);
    }
    printf("Validation accuracy: %.4f\nTest accuracy: %.4f\n", best, decide(net, test, limit));
    return 0;
}
