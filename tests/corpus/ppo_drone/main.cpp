#include "ppo.h"

#include <iostream>

static double evaluate(GaussianPolicy& policy, VecEnv& env, int steps) {
  torch::NoGradGuard guard;
  double total = 0;
  env.reset();
  for (int t = 0; t < steps; ++t)
    total += env.step(policy->forward(env.observation()).mean.squeeze(-1)).mean().item<double>();
  return total / steps;
}

int main() {
  torch::manual_seed(12);
  GaussianPolicy policy(4, 1, 32);
  PpoOptions options;
  options.clip = 0.15;
  VecEnv env(32);
  Ppo(policy, options).train(env);
  VecEnv test(200);
  std::cout << "Test reward: " << evaluate(policy, test, 30) << std::endl;
  return 0;
}
