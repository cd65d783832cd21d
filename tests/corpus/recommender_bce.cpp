#include <torch/torch.h>
#include <algorithm>
#include <iostream>
#include <memory>
#include <random>
#include <set>
#include <vector>

// Who likes which film? Embeddings of both, negatives drawn for every epoch, BCE.

struct Like { int64_t user, film; };

class Likes {
public:
    Likes(int64_t users, int64_t films) : users_(users), films_(films), rng_(123) {
        std::normal_distribution<float> n;
        for (int64_t u = 0; u < users; ++u) {
            const int64_t taste = u % 5;
            for (int64_t f = 0; f < films; ++f)
                if (f % 5 == taste ? n(rng_) > -0.1f : n(rng_) > 2.0f) known_.insert({u, f});
        }
        int i = 0;
        for (auto [u, f] : known_) (++i % 5 ? train_ : test_).push_back({u, f});
    }
    // Positives and as many negatives, mixed.
    void draw(int negatives) {
        rows_.clear();
        for (const auto& l : train_) {
            rows_.push_back({l.user, l.film, 1.f});
            for (int k = 0; k < negatives; ++k) rows_.push_back({l.user, other(l.user), 0.f});
        }
        std::shuffle(rows_.begin(), rows_.end(), rng_);
    }
    struct Row { int64_t user, film; float liked; };
    const std::vector<Row>& rows() const { return rows_; }
    const std::vector<Like>& test() const { return test_; }
    int64_t other(int64_t user) {
        std::uniform_int_distribution<int64_t> pick(0, films_ - 1);
        int64_t f;
        do f = pick(rng_); while (known_.count({user, f}));
        return f;
    }
private:
    int64_t users_, films_;
    std::mt19937 rng_;
    std::set<std::pair<int64_t, int64_t>> known_;
    std::vector<Like> train_, test_;
    std::vector<Row> rows_;
};

struct MatcherImpl : torch::nn::Module {
    MatcherImpl(int64_t users, int64_t films, int64_t d)
        : user(torch::nn::EmbeddingOptions(users, d)), film(torch::nn::EmbeddingOptions(films, d)), user_bias(users, 1), film_bias(films, 1),
          mix(2 * d, d), last(d, 1) {
        register_module("user", user); register_module("film", film);
        register_module("user_bias", user_bias); register_module("film_bias", film_bias);
        register_module("mix", mix); register_module("last", last);
        torch::nn::init::normal_(user->weight, 0, 0.05);
        torch::nn::init::normal_(film->weight, 0, 0.05);
    }
    torch::Tensor forward(torch::Tensor u, torch::Tensor f) {
        auto a = user(u), b = film(f);
        auto dot = (a * b).sum(1);
        auto deep = last(torch::relu(mix(torch::cat({a, b}, 1)))).squeeze(1);
        return torch::sigmoid(dot + deep + user_bias(u).squeeze(1) + film_bias(f).squeeze(1));
    }
    torch::nn::Embedding user, film, user_bias, film_bias;
    torch::nn::Linear mix, last;
};
TORCH_MODULE(Matcher);

int main() {
    torch::manual_seed(71);
    const int64_t users = 60, films = 50;
    Likes likes(users, films);
    Matcher net(users, films, 8);
    torch::optim::Adam opt(net->parameters(), torch::optim::AdamOptions(0.01).weight_decay(1e-5));
    torch::nn::BCELoss bce(torch::nn::BCELossOptions().reduction(torch::kMean));
    const std::size_t batch = 128;
    for (int epoch = 0; epoch < 15; ++epoch) {
        likes.draw(2);
        std::vector<int64_t> u, f;
        std::vector<float> y;
        double sum = 0;
        for (std::size_t i = 0; i < likes.rows().size(); ++i) {
            const auto& row = likes.rows()[i];
            u.push_back(row.user);
            f.push_back(row.film);
            y.push_back(row.liked);
            if (u.size() < batch && i + 1 < likes.rows().size()) continue;
            auto p = net(torch::tensor(u), torch::tensor(f));
            auto loss = bce(p, torch::tensor(y));
            opt.zero_grad();
            loss.backward();
            opt.step();
            sum += loss.item<double>() * u.size();
            u.clear(); f.clear(); y.clear();
        }
        std::cout << "epoch " << epoch << " loss " << sum / likes.rows().size() << "\n";
    }
    torch::NoGradGuard guard;
    int64_t right = 0, all = 0;
    for (const auto& l : likes.test()) {
        auto p = net(torch::tensor({l.user, l.user}), torch::tensor({l.film, likes.other(l.user)}));
        right += p[0].item<float>() > p[1].item<float>();
        ++all;
    }
    std::cout << "Test AUC: " << double(right) / all << std::endl;
}
