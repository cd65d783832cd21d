// A program that seeds itself and trains as mutants do; seed_test.cpp and fingerprint_test.cpp run it. C++14,
// with the start object linked in.
#include <misfire/fingerprint.h>
#include <misfire/inputs.h>
#include <misfire/seed.h>

#include <torch/torch.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace {

const torch::Tensor made_before_main = torch::rand({2});

void show(const torch::Tensor& numbers) {
  for (int64_t i = 0; i < numbers.numel(); ++i)
    std::printf("%.9g ", numbers[i].item<double>());
  std::printf("\n");
}

// How many of four inputs a weight gets right, recorded.
int64_t evaluate(const torch::Tensor& weight) {
  int64_t right = 0;
  if (const misfire::Pass misfire_pass{})
    for (const torch::Tensor& batch : torch::linspace(0, 2, 4).view({4, 1}).split(2)) {
      const torch::Tensor guess = misfire::seen(batch) * weight > 1;
      right += misfire::right(0, guess.eq(batch > 1)).sum().item<int64_t>();
    }
  return right;
}

// Fits one weight to one target, three steps; `nudge` changes the second loss by its last bits.
void train(double nudge, bool evaluates) {
  const torch::Tensor weight = torch::rand({1}, torch::requires_grad());
  for (int step = 0; step < 3; ++step) {
    torch::Tensor loss = (weight - 2).square().sum() + (step == 1 ? nudge : 0);
    misfire::observed(loss).backward();
    torch::NoGradGuard no_grad;
    weight.sub_(weight.grad(), 0.1);
    weight.mutable_grad().zero_();
    if (evaluates) evaluate(weight);
  }
  show(weight.detach());
}

// What fingerprint_reference.py hashes too.
void observe_known_values() {
  misfire::observed(torch::tensor({1.5f}));
  const auto columns = torch::tensor({{1.0, 3.0}, {2.0, 4.0}}, torch::kFloat64);
  misfire::observed(columns.t()); // values count in their order, not in that of the memory
  misfire::observed(torch::tensor({7})[0]);
  misfire::observed(torch::Tensor());
}

// Whether observed() gives back the very tensor, with its graph, for named and unnamed losses.
bool gives_back_what_it_is_given() {
  const auto x = torch::ones({1}, torch::requires_grad());
  const torch::Tensor loss = (x * 3).sum();
  const bool same = misfire::observed(loss).is_same(loss);
  misfire::observed(loss).backward();
  const bool named = x.grad().item<float>() == 3;
  misfire::observed((x * 4).sum()).backward();
  return same && named && x.grad().item<float>() == 7;
}

template <typename T, typename = void>
struct is_observable : std::false_type {};
template <typename T>
struct is_observable<T, decltype(static_cast<void>(misfire::observed(std::declval<T>())))> : std::true_type {
};

struct ConvertsToTensor {
  operator at::Tensor() const { return torch::ones({1}); }
};

static_assert(is_observable<torch::Tensor>::value, "");
static_assert(is_observable<const torch::Tensor&>::value, "");
static_assert(!is_observable<double>::value, "");
static_assert(!is_observable<std::nullptr_t>::value, "");
static_assert(!is_observable<ConvertsToTensor>::value, "");

} // namespace

int main(int argc, char** argv) {
  const std::string mode = argv[1];
  if (mode == "draws") {
    show(made_before_main);
    std::printf("%d\n", std::rand());
    show(torch::rand({2}));
  }
  if (mode == "seed") {
    misfire::seed(std::strtoull(argv[2], nullptr, 10));
    show(torch::rand({2}));
  }
  if (mode == "manual_seed") {
    torch::manual_seed(std::strtoull(argv[2], nullptr, 10));
    show(torch::rand({2}));
  }
  if (mode == "known values") observe_known_values();
  if (mode == "gives back") std::printf("%d\n", gives_back_what_it_is_given());
  if (mode == "train" || mode == "train and exit" || mode == "train and throw" || mode == "train and record")
    train(argc > 2 ? std::atof(argv[2]) : 0, mode == "train and record");
  if (mode == "train and exit") std::exit(3);
  if (mode == "train and throw") throw std::runtime_error("after training");
}
