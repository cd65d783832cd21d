#include <torch/torch.h>
#include <chrono>
#include <deque>
#include <iostream>
#include <numeric>

// A perceptron with hinge losses by hand; it is trained until the mean of late losses is low.

static const float GOOD_ENOUGH = 0.22f;
static const long AT_MOST = 20000;

struct Mail { torch::Tensor words; torch::Tensor spam; };   // spam: -1 or 1

static Mail mails(int64_t n, int64_t dictionary = 40) {
    auto spam = (torch::rand({n, 1}) < 0.4).to(torch::kFloat) * 2 - 1;
    auto how_often = torch::ones({n, dictionary});
    how_often.slice(1, 0, 8) += 0.8 * spam;
    how_often.slice(1, 8, 12) -= 0.5 * spam;
    return {torch::poisson(how_often.clamp_min(0.05)), spam};
}

static torch::nn::Linear first{nullptr}, second{nullptr};

static torch::Tensor decide(const torch::Tensor& words) {
    auto h = first->forward(torch::log1p(words));
    h = torch::where(h > 0, h, 0.1 * h);
    return second->forward(h);
}

int main() {
    torch::manual_seed(90);
    first = torch::nn::Linear(40, 24);
    second = torch::nn::Linear(24, 1);
    auto parameters = first->parameters();
    for (auto& p : second->parameters()) parameters.emplace_back(p);
    torch::optim::SGD descent(parameters, torch::optim::SGDOptions(0.01));

    const Mail inbox = mails(800), later = mails(500);
    std::deque<float> late;
    float mean = 0;
    long step = 0;
    do {
        const auto pick = torch::randint(inbox.spam.size(0), {16}, torch::kLong);
        const auto score = decide(inbox.words.index_select(0, pick));
        const auto margin = 1 - inbox.spam.index_select(0, pick) * score;
        const auto loss = torch::relu(margin).mean();
        descent.zero_grad();
        loss.backward();
        descent.step();
        late.push_back(loss.item<float>());
        if (late.size() > 100) late.pop_front();
        mean = std::accumulate(late.begin(), late.end(), 0.f) / late.size();
        if (step % 500 == 0) std::cerr << "step " << step << ": " << mean << "\n";
    } while ((late.size() < 100 || mean > GOOD_ENOUGH) && ++step < AT_MOST);

    torch::NoGradGuard guard;
    const auto right = (decide(later.words) * later.spam > 0).to(torch::kDouble).mean().item<double>();
    std::cout << "Test accuracy after " << step << " steps: " << right << std::endl;
    return right > 0.5 ? 0 : 1;
}
