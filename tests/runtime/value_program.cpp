// A program that uses misfire::value, misfire::scale and misfire::epochs_done as mutants do; value_test.cpp
// runs it. C++14, no libtorch.
#include <misfire/epochs.h>
#include <misfire/value.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <type_traits>

static_assert(std::is_same<decltype(misfire::value(0.003)), double>::value, "");
static_assert(std::is_same<decltype(misfire::value(0.5f)), float>::value, "");
static_assert(std::is_same<decltype(misfire::value(std::size_t{32})), std::size_t>::value, "");
static_assert(std::is_same<decltype(misfire::value(1, std::int64_t{12})), std::int64_t>::value, "");
static_assert(std::is_same<decltype(misfire::scale(0.001, 0.5f)), float>::value, "");

namespace {

// The sum of the numbers of epochs that a loop over a changing bound is given.
int bounds_of(int epochs) {
  int sum = 0;
  for (; epochs > 9; --epochs)
    sum += misfire::value(10, epochs);
  return sum;
}

// How many rounds a loop that ends by itself after `own` is left.
int rounds_of(int own) {
  int rounds = 0;
  while (rounds < own) {
    if (misfire::epochs_done(misfire::value(2))) break;
    ++rounds;
  }
  return rounds;
}

} // namespace

int main(int, char** argv) {
  const std::string use = argv[1];
  const double current = std::atof(argv[2]);
  const int whole = std::atoi(argv[2]);
  std::printf("started\n");
  if (use == "value double") std::printf("%.17g\n", misfire::value(0.003));
  if (use == "value int") std::printf("%d\n", misfire::value(32));
  if (use == "value size_t") std::printf("%zu\n", misfire::value(std::size_t{32}));
  if (use == "value int8") std::printf("%d\n", misfire::value(std::int8_t{1}));
  if (use == "value bool") std::printf("%d\n", misfire::value(false));
  if (use == "value for epochs") std::printf("%d\n", misfire::value(1, whole));
  if (use == "value for rate") std::printf("%.17g\n", misfire::value(0.25, current));
  if (use == "value for float")
    std::printf("%.9g\n", static_cast<double>(misfire::value(0.1, static_cast<float>(current))));
  if (use == "scale rate") std::printf("%.17g\n", misfire::scale(0.001, current));
  if (use == "scale epochs") std::printf("%d\n", misfire::scale(0.5, whole));
  if (use == "epochs") std::printf("%d\n", rounds_of(whole));
  if (use == "epochs twice") std::printf("%d %d\n", rounds_of(whole), rounds_of(whole));
  if (use == "loop") std::printf("%d\n", bounds_of(whole));
}
