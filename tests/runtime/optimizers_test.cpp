// The numbers are those of /usr/bin/python3 tests/runtime/optimizers_reference.py (PyTorch 1.13).
#include <misfire/optimizers.h>
#include <misfire/updates.h>

#include <torch/torch.h>

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace misfire {
namespace {

using Declared = torch::optim::SGD;
using Parameters = std::vector<torch::Tensor>;
using Options = torch::optim::SGDOptions;
using Made = std::function<std::unique_ptr<Declared>(Parameters, Options)>;

template <typename Optimizer>
Made made() {
  return [](Parameters parameters, Options options) {
    return std::make_unique<Optimizer>(std::move(parameters), options);
  };
}

const std::map<std::string, Made> optimizers = {
    {"SGD", made<SGD<Declared>>()},         {"RMSprop", made<RMSprop<Declared>>()},
    {"Adagrad", made<Adagrad<Declared>>()}, {"Adadelta", made<Adadelta<Declared>>()},
    {"Adam", made<Adam<Declared>>()},       {"AdamW", made<AdamW<Declared>>()},
    {"Adamax", made<Adamax<Declared>>()},   {"Nadam", made<Nadam<Declared>>()}};

torch::Tensor parameter() {
  return torch::tensor({1.0, -2.0, 0.5}, torch::kFloat64).set_requires_grad(true);
}

void set_gradient(torch::Tensor& p, int t) {
  p.mutable_grad() = torch::tensor({1.0 * t, -0.5, 0.1 * t * t}, torch::kFloat64);
}

/// A parameter after each of four steps, as the reference has it.
using Steps = std::map<std::string, std::vector<double>>;

void expect_steps(const Options& options, const Steps& expected) {
  ASSERT_EQ(expected.size(), optimizers.size());
  for (const auto& [name, values] : expected) {
    torch::Tensor p = parameter();
    const auto optimizer = optimizers.at(name)({p}, options);
    for (int t = 1; t <= 4; ++t) {
      set_gradient(p, t);
      optimizer->step();
      for (std::size_t i = 0; i < 3; ++i)
        EXPECT_NEAR(p[static_cast<int64_t>(i)].item<double>(),
                    values[3 * static_cast<std::size_t>(t - 1) + i], 1e-10)
            << name << " step " << t << " element " << i;
    }
  }
}

TEST(Optimizers, step_as_pytorchs_do) {
  expect_steps(
      Options(0.1),
      {{"SGD", {0.9, -1.95, 0.49, 0.7, -1.9, 0.45, 0.4, -1.85, 0.36, -1.11022302463e-16, -1.8, 0.2}},
       {"RMSprop",
        {9.99999903994e-08, -1.0000002, -0.499999000001, -0.895322821992, -0.291119095494, -1.47042672669,
         -1.69882729447, 0.289129921933, -2.38039953357, -2.4315619929, 0.792897085672, -3.23218433017}},
       {"Adagrad",
        {0.90000000001, -1.90000000002, 0.4000000001, 0.810557280914, -1.82928932191, 0.302985750109,
         0.730378908342, -1.771554295, 0.212072021108, 0.65734923401, -1.721554295, 0.127032980561}},
       {"Adadelta",
        {0.999683773815, -1.99968377856, 0.499683930229, 0.99927971422, -1.99935934238, 0.499248909156,
         0.998792796098, -1.99902926865, 0.49868392322, 0.998225276672, -1.99869481936, 0.497976116098}},
       {"Adam",
        {0.900000001, -1.900000002, 0.40000001, 0.803481799028, -1.800000004, 0.311562363975, 0.707681677062,
         -1.700000006, 0.225019797348, 0.611640650488, -1.600000008, 0.138309927897}},
       {"AdamW",
        {0.899000001, -1.898000002, 0.39950001, 0.801582799027, -1.796102004, 0.310662863965, 0.704981094262,
         -1.69430590399, 0.223809634474, 0.608235086594, -1.59261160009, 0.136875955389}},
       {"Adamax",
        {0.900000001, -1.900000002, 0.40000001, 0.823684211908, -1.800000004, 0.335526327401, 0.754680522101,
         -1.700000006, 0.280544778197, 0.688898318136, -1.600000008, 0.229532492967}},
       {"Nadam",
        {0.894354823221, -1.89435482428, 0.394354832729, 0.798060088801, -1.81598639017, 0.291444881614,
         0.701880198743, -1.74276467848, 0.185209202809, 0.603031046478, -1.669659504, 0.0740859898936}}});
}

TEST(Optimizers, keep_the_programs_weight_decay) {
  expect_steps(
      Options(0.1).weight_decay(0.1),
      {{"SGD",
        {0.89, -1.93, 0.485, 0.6811, -1.8607, 0.44015, 0.374289, -1.792093, 0.3457485, -0.02945389,
         -1.72417207, 0.182291015}},
       {"RMSprop",
        {9.09090829282e-08, -1.00000014286, -0.499999333334, -0.877235042752, -0.34732487177, -1.41985810933,
         -1.66614616079, 0.157367058162, -2.31448393996, -2.38819560123, 0.574793051012, -3.16590201873}},
       {"Adagrad",
        {0.900000000009, -1.90000000001, 0.400000000067, 0.811508177775, -1.82979984847, 0.305348981269,
         0.732142374524, -1.77273728018, 0.21589081353, 0.659754883689, -1.7234892965, 0.131719642855}},
       {"Adadelta",
        {0.999683773541, -1.99968377546, 0.499683842483, 0.999283285229, -1.99935934296, 0.499257500705,
         0.998802369933, -1.9990292825, 0.498705995113, 0.998243083731, -1.99869485764, 0.498016518485}},
       {"Adam",
        {0.900000000909, -1.90000000143, 0.400000006667, 0.802947334688, -1.80004009436, 0.307951689254,
         0.706609994836, -1.70014770995, 0.219017403276, 0.610100880256, -1.60035073483, 0.130777577647}},
       {"AdamW",
        {0.890000001, -1.880000002, 0.39500001, 0.784581799018, -1.76120000398, 0.302612363875,
         0.680935859061, -1.64358800594, 0.213043673609, 0.578085473898, -1.52715212788, 0.124203367423}},
       {"Adamax",
        {0.900000000909, -1.90000000143, 0.400000006667, 0.822437674411, -1.80065253507, 0.331220103948,
         0.75235114951, -1.70198058098, 0.273855165258, 0.685678069765, -1.60400669923, 0.221449125465}},
       {"Nadam",
        {0.894354823125, -1.89435482367, 0.394354829207, 0.798941002355, -1.81651641156, 0.293417875069,
         0.703549004038, -1.74407349545, 0.188401724686, 0.605375513004, -1.67199893206, 0.0780408732392}}});
}

double rate_of(torch::optim::Optimizer& optimizer) {
  return optimizer.param_groups()[0].options().get_lr();
}

TEST(Optimizers, have_the_programs_rate_or_keras_default) {
  const Parameters parameters = {parameter()};
  Adam<Declared> own(parameters, 0.1);
  EXPECT_EQ(rate_of(own), 0.1);
  Adam<Declared, default_rate> other(parameters, 0.1);
  EXPECT_EQ(rate_of(other), 0.001);
  EXPECT_EQ(other.defaults().get_lr(), 0.001);
  SGD<torch::optim::Adam, default_rate> sgd(parameters);
  EXPECT_EQ(rate_of(sgd), 0.01);
}

TEST(Optimizers, take_the_rate_that_is_set_while_they_train) {
  torch::Tensor p = parameter();
  SGD<torch::optim::Adam> optimizer({p}, torch::optim::AdamOptions(1.0));
  torch::optim::StepLR scheduler(optimizer, 1, 0.5);
  set_gradient(p, 1);
  optimizer.step();
  EXPECT_EQ(p[0].item<double>(), 0.0); // 1 - 1.0 * 1
  scheduler.step();                    // libtorch's first step changes nothing
  scheduler.step();
  optimizer.step();
  EXPECT_EQ(p[0].item<double>(), -0.5);
}

TEST(Optimizers, have_a_rate_for_each_group) {
  torch::Tensor slow = parameter(), fast = parameter();
  std::vector<torch::optim::OptimizerParamGroup> groups;
  groups.emplace_back(Parameters{slow}, std::make_unique<Options>(0.1));
  groups.emplace_back(Parameters{fast}, std::make_unique<Options>(1.0));
  SGD<Declared> optimizer(groups, Options(0.5));
  set_gradient(slow, 1);
  set_gradient(fast, 1);
  optimizer.step();
  EXPECT_EQ(slow[0].item<double>(), 0.9);
  EXPECT_EQ(fast[0].item<double>(), 0.0);
}

TEST(Optimizers, call_the_closure_once_with_gradients_and_return_its_loss) {
  torch::Tensor p = parameter();
  Adam<torch::optim::LBFGS> optimizer({p}, torch::optim::LBFGSOptions(0.1));
  int calls = 0;
  const auto closure = [&] {
    ++calls;
    optimizer.zero_grad();
    auto loss = p.square().sum();
    loss.backward();
    return loss;
  };
  torch::optim::Optimizer& as_declared = optimizer;
  EXPECT_EQ(as_declared.step(closure).item<double>(), 5.25); // 1 + 4 + 0.25
  EXPECT_EQ(calls, 1);
  EXPECT_NEAR(p[0].item<double>(), 0.9, 1e-6); // Adam's first step is the rate
}

TEST(Optimizers, leave_parameters_without_gradient_alone) {
  torch::Tensor p = parameter();
  AdamW<Declared> optimizer({p}, 0.1);
  optimizer.step();
  EXPECT_TRUE(p.equal(parameter()));
}

TEST(Optimizers, pass_for_the_declared_one) {
  const Parameters parameters = {parameter()};
  std::unique_ptr<Declared> unique = std::make_unique<misfire::Nadam<Declared>>(parameters, Options(0.1));
  std::shared_ptr<torch::optim::Optimizer> shared(new misfire::Adamax<Declared>(parameters, 0.1));
  std::vector<Adadelta<Declared>> moved;
  moved.push_back(Adadelta<Declared>(parameters, 0.1));
  EXPECT_EQ(moved[0].parameters().size(), unique->parameters().size());
}

template <typename Optimizer>
void expect_resumes(Optimizer& uninterrupted, torch::Tensor& p, Optimizer& resumed, torch::Tensor& q) {
  set_gradient(p, 1);
  uninterrupted.step();
  std::stringstream saved;
  torch::save(uninterrupted, saved);
  torch::load(resumed, saved);
  {
    const torch::NoGradGuard no_grad;
    q.copy_(p);
  }
  for (int t = 2; t <= 3; ++t) {
    set_gradient(p, t);
    uninterrupted.step();
    set_gradient(q, t);
    resumed.step();
    EXPECT_TRUE(p.equal(q)) << t;
  }
  std::stringstream again;
  torch::save(resumed, again); // what was loaded can be saved
}

TEST(Optimizers, go_on_from_a_saved_state) {
  torch::Tensor p = parameter(), q = parameter();
  Nadam<Declared> nadam({p}, 0.1), other_nadam({q}, 0.1);
  expect_resumes(nadam, p, other_nadam, q);
  torch::Tensor r = parameter(), s = parameter();
  Adadelta<torch::optim::Adam> adadelta({r}, 0.1), other_adadelta({s}, 0.1);
  expect_resumes(adadelta, r, other_adadelta, s);
}

TEST(Optimizers, start_anew_from_a_state_of_the_declared_optimizer) {
  torch::Tensor p = parameter(), q = parameter();
  torch::optim::Adam declared({p}, torch::optim::AdamOptions(0.1));
  set_gradient(p, 1);
  declared.step();
  std::stringstream saved;
  torch::save(declared, saved);
  SGD<torch::optim::Adam> changed({q}, torch::optim::AdamOptions(0.1));
  torch::load(changed, saved);
  set_gradient(q, 1);
  changed.step();
  EXPECT_NEAR(q[0].item<double>(), 0.9, 1e-12); // 1 - 0.1 * 1
  changed.step();
  EXPECT_NEAR(q[0].item<double>(), 0.8, 1e-12);
}

TEST(UpdateByHand, steps_as_the_optimizer_of_that_name) {
  auto stepped = parameter(), updated = parameter();
  Adam<Declared> optimizer({stepped}, Options(0.1));
  for (int t = 1; t <= 3; ++t) {
    set_gradient(stepped, t);
    set_gradient(updated, t);
    optimizer.step();
    update_by<detail::AdamRule>(updated, 0.1);
  }
  EXPECT_TRUE(torch::equal(stepped, updated));
  auto without = parameter();
  update_by<detail::AdamRule>(without, 0.1);
  EXPECT_TRUE(torch::equal(without, parameter()));
}

} // namespace
} // namespace misfire
