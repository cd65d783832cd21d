// Deep Q-learning for a cart that has to stop at a moving dock.
#include <torch/torch.h>

#include <cmath>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <random>
#include <string>
#include <vector>

namespace rl {

struct Config {
    int episodes = 150;
    int horizon = 40;
    size_t capacity = 4000;
    int64_t minibatch = 48;
    double lr = 1e-3;
    double gamma = 0.97;
    double eps_start = 1.0, eps_end = 0.05;
    int sync_every = 200;
    double max_norm = 5.0;
};

Config parse(int argc, char** argv) {
    Config c;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string key = argv[i];
        if (key == "--episodes") c.episodes = std::atoi(argv[i + 1]);
        else if (key == "--lr") c.lr = std::atof(argv[i + 1]);
        else if (key == "--minibatch") c.minibatch = std::atoi(argv[i + 1]);
    }
    return c;
}

// A cart on a line; the dock drifts. Actions: left, nothing, right.
class Dock {
public:
    explicit Dock(unsigned seed) : gen_(seed) {}
    torch::Tensor reset() {
        std::uniform_real_distribution<float> u(-1.f, 1.f);
        pos_ = u(gen_); vel_ = 0.f; dock_ = u(gen_); drift_ = 0.02f * u(gen_);
        return observe();
    }
    std::tuple<torch::Tensor, double, bool> step(int64_t action) {
        vel_ = 0.9f * vel_ + 0.05f * float(action - 1);
        pos_ += vel_;
        dock_ += drift_;
        const double gap = std::fabs(pos_ - dock_);
        const bool lost = std::fabs(pos_) > 2.5f;
        return std::make_tuple(observe(), lost ? -5.0 : 0.2 - gap, lost);
    }
private:
    torch::Tensor observe() const { return torch::tensor({pos_, vel_, dock_, drift_ * 50.f}); }
    std::mt19937 gen_;
    float pos_ = 0, vel_ = 0, dock_ = 0, drift_ = 0;
};

struct QNetImpl : torch::nn::Module {
    QNetImpl(int64_t in, int64_t actions, int64_t hidden = 48)
        : trunk(register_module("trunk", torch::nn::Linear(in, hidden))),
          mid(register_module("mid", torch::nn::Linear(hidden, hidden))),
          value(register_module("value", torch::nn::Linear(hidden, 1))),
          advantage(register_module("advantage", torch::nn::Linear(hidden, actions))) {}
    torch::Tensor forward(torch::Tensor s) {
        auto h = torch::relu(mid->forward(torch::relu(trunk->forward(s))));
        auto a = advantage->forward(h);
        return value->forward(h) + a - a.mean(1, true);
    }
    torch::nn::Linear trunk, mid, value, advantage;
};
TORCH_MODULE(QNet);

struct Transition { torch::Tensor s; int64_t a; double r; torch::Tensor next; bool end; };

class Replay {
public:
    Replay(size_t capacity, unsigned seed) : capacity_(capacity), gen_(seed) {}
    void push(Transition t) {
        if (store_.size() == capacity_) store_.pop_front();
        store_.push_back(std::move(t));
    }
    size_t size() const { return store_.size(); }
    std::vector<const Transition*> sample(size_t n) {
        std::uniform_int_distribution<size_t> pick(0, store_.size() - 1);
        std::vector<const Transition*> out(n);
        for (auto& o : out) o = &store_[pick(gen_)];
        return out;
    }
private:
    size_t capacity_;
    std::deque<Transition> store_;
    std::mt19937 gen_;
};

void copy_weights(QNet& from, QNet& to) {
    torch::NoGradGuard guard;
    auto src = from->parameters(), dst = to->parameters();
    for (size_t i = 0; i < src.size(); ++i) dst[i].copy_(src[i]);
}

class Agent {
public:
    explicit Agent(const Config& c)
        : cfg(c), online(4, 3), target(4, 3), opt(online->parameters(), torch::optim::AdamOptions(c.lr)),
          memory(c.capacity, 5), gen(11) {
        copy_weights(online, target);
    }
    int64_t act(const torch::Tensor& s, double eps) {
        if (std::uniform_real_distribution<double>(0, 1)(gen) < eps)
            return std::uniform_int_distribution<int64_t>(0, 2)(gen);
        torch::NoGradGuard guard;
        return online->forward(s.unsqueeze(0)).argmax(1).item<int64_t>();
    }
    void learn() {
        if (memory.size() < size_t(cfg.minibatch) * 4) return;
        std::vector<torch::Tensor> s, n, a, r, live;
        for (const auto* t : memory.sample(cfg.minibatch)) {
            s.push_back(t->s);
            n.push_back(t->next);
            a.push_back(torch::tensor(t->a));
            r.push_back(torch::tensor(float(t->r)));
            live.push_back(torch::tensor(t->end ? 0.f : 1.f));
        }
        auto q = online->forward(torch::stack(s)).gather(1, torch::stack(a).unsqueeze(1)).squeeze(1);
        torch::Tensor goal;
        {
            torch::NoGradGuard guard;
            auto next = torch::stack(n);
            auto best = online->forward(next).argmax(1, true);
            goal = torch::stack(r) + cfg.gamma * torch::stack(live) * target->forward(next).gather(1, best).squeeze(1);
        }
        auto loss = torch::smooth_l1_loss(q, goal);
        opt.zero_grad();
        loss.backward();
        torch::nn::utils::clip_grad_norm_(online->parameters(), cfg.max_norm);
        opt.step();
        if (++updates % cfg.sync_every == 0) copy_weights(online, target);
    }
    Config cfg;
    QNet online, target;
    torch::optim::Adam opt;
    Replay memory;
    std::mt19937 gen;
    long updates = 0;
};

double play(Agent& agent, Dock& world, int horizon) {
    auto s = world.reset();
    double sum = 0;
    for (int t = 0; t < horizon; ++t) {
        auto [next, reward, end] = world.step(agent.act(s, 0.0));
        sum += reward;
        s = next;
        if (end) break;
    }
    return sum;
}

}  // namespace rl

int main(int argc, char** argv) {
    torch::manual_seed(1);
    const auto cfg = rl::parse(argc, argv);
    rl::Agent agent(cfg);
    rl::Dock world(3), unseen(77);
    for (int episode = 0; episode < cfg.episodes; ++episode) {
        const double share = double(episode) / cfg.episodes;
        const double eps = cfg.eps_start + (cfg.eps_end - cfg.eps_start) * share;
        auto s = world.reset();
        for (int t = 0; t < cfg.horizon; ++t) {
            const auto a = agent.act(s, eps);
            auto [next, reward, end] = world.step(a);
            agent.memory.push({s, a, reward, next, end});
            agent.learn();
            s = next;
            if (end) break;
        }
        if (episode % 25 == 24) std::cout << "episode " << episode + 1 << " eps " << eps << "\n";
    }
    double total = 0;
    for (int i = 0; i < 30; ++i) total += rl::play(agent, unseen, cfg.horizon);
    std::cout << "Test return: " << total / 30 << std::endl;
}
