// Tests of a line: faults of copies of networks, of augmentations and dimensions, where they are made and
// where they are not.
#include "tests/reader/one_line/one_line.h"

namespace misfire::one_line {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string networks = "torch::nn::Linear copy(4, 2);\ndouble tau = 0.1;\n";

TEST(TargetNetworkMixedUp, is_made_of_blends_with_the_rest_in_any_order) {
  const std::string blend = "copy->weight.copy_(tau * net->weight + (1 - tau) * copy->weight);";
  EXPECT_THAT(faults("TGN", networks + blend),
              ElementsAre("swapped: -" + blend +
                              " +copy->weight.copy_(tau * copy->weight + (1 - tau) * net->weight);",
                          "always: -" + blend + " +copy->weight.copy_(net->weight);",
                          "never: -" + blend + " +copy->weight.copy_(copy->weight);"));
  const std::string other = "copy->weight.copy_(copy->weight * (1.0 - tau) + net->weight * tau);";
  EXPECT_THAT(faults("TGN", networks + other),
              Contains("always: -" + other + " +copy->weight.copy_(net->weight);"));
  EXPECT_THAT(faults("TGN", networks + "copy->weight.lerp_(net->weight, tau);"), SizeIs(3));
}

TEST(TargetNetworkMixedUp, is_not_made_of_other_sums) {
  EXPECT_THAT(faults("TGN", networks + "copy->weight.copy_(tau * net->weight + (2 - tau) * copy->weight);"),
              IsEmpty());
  EXPECT_THAT(faults("TGN", networks + "copy->weight.copy_(tau * net->weight + copy->weight);"), IsEmpty());
  EXPECT_THAT(faults("TGN", networks + "copy->weight.copy_(net->weight);"), IsEmpty());
}

TEST(TargetNetworkMixedUp, finds_the_target_where_the_rate_is_its_own) {
  const std::string blend = "copy->weight.copy_(tau * copy->weight.data() + (1 - tau) * net->weight);";
  EXPECT_THAT(faults("TGN", networks + blend),
              ElementsAre("swapped: -" + blend +
                              " +copy->weight.copy_(tau * net->weight + (1 - tau) * copy->weight.data());",
                          "always: -" + blend + " +copy->weight.copy_(net->weight);",
                          "never: -" + blend + " +copy->weight.copy_(copy->weight.data());"));
}

TEST(TargetNetworkMixedUp, is_not_made_where_a_sum_is_copied_to_neither) {
  EXPECT_THAT(faults("TGN", networks + "torch::nn::Linear third(4, 2);\nthird->weight.copy_(tau * "
                                       "net->weight + (1 - tau) * copy->weight);"),
              IsEmpty());
}

TEST(TargetNetworkMixedUp, is_made_of_parameters_alone) {
  const std::string mean = "Tensor running = torch::zeros({4});\n";
  EXPECT_THAT(faults("TGN", mean + "running.lerp_(x.mean(0), 0.1);"), IsEmpty());
  EXPECT_THAT(faults("TGN", mean + "running.copy_(0.1 * x + 0.9 * running);"), IsEmpty());
  EXPECT_THAT(faults("TGN", networks + mean + "running.copy_(tau * x + (1 - tau) * running);"), IsEmpty());
  const std::string lists = networks + "auto all = copy->parameters(), from = net->parameters();\n";
  EXPECT_THAT(faults("TGN", lists + "all[0].lerp_(from[0], tau);"), SizeIs(3));
  EXPECT_THAT(faults("TGN", lists + "auto one = all[1].data();\none.lerp_(from[1], tau);"), SizeIs(3));
  EXPECT_THAT(
      faults("TGN",
             networks +
                 "for (auto& one : copy->named_parameters()) one.value().data().lerp_(net->weight, tau);"),
      SizeIs(3));
}

TEST(CopyWithoutBuffers, is_made_of_loops_that_copy_buffers_alone) {
  const std::string given = "torch::nn::BatchNorm1d a(4), b(4);\nauto buffers = a->named_buffers();\n";
  const std::string loop =
      "for (const auto& one : b->named_buffers()) buffers[one.key()].copy_(one.value());";
  EXPECT_THAT(faults("CBF", given + loop), ElementsAre("-" + loop));
  EXPECT_THAT(faults("CBF", given + "auto from = b->named_buffers();\nfor (auto& one : from) {\n"
                                    "buffers[one.key()].copy_(one.value());\n}\n"),
              SizeIs(1));
  EXPECT_THAT(faults("CBF", given + "for (const auto& one : b->named_parameters()) "
                                    "buffers[one.key()].copy_(one.value());"),
              IsEmpty());
  EXPECT_THAT(faults("CBF", given + "int n = 0;\nfor (const auto& one : b->named_buffers()) {\n"
                                    "buffers[one.key()].copy_(one.value());\n++n;\n}"),
              IsEmpty());
  EXPECT_THAT(faults("CBF", given + "if (x.defined())\n" + loop), IsEmpty());
}

TEST(InitOfOneDimensionalParameters, is_made_where_biases_are_told_by_their_name) {
  const std::string head = "torch::nn::BatchNorm1d norm(4);\nfor (auto& p : norm->named_parameters())\n";
  const std::string by_name = "if (p.key().find(\"bias\") != std::string::npos) ";
  EXPECT_THAT(faults("INB", head + by_name + "torch::nn::init::zeros_(p.value());"),
              ElementsAre("-" + by_name +
                          "torch::nn::init::zeros_(p.value()); "
                          "+if (p.value().dim() == 1) torch::nn::init::zeros_(p.value());"));
  EXPECT_THAT(faults("INB", head + by_name + "p->fill_(0.1);"), SizeIs(1));
  EXPECT_THAT(faults("INB", head + by_name + "std::printf(\"bias\");"), IsEmpty());
  EXPECT_THAT(faults("INB", head + by_name + "{ auto a = p.value(); a.zero_(); }"), IsEmpty());
  EXPECT_THAT(faults("INB", head +
                                "if (p.key() == \"weight\") torch::nn::init::orthogonal_(p.value()); else " +
                                by_name + "torch::nn::init::zeros_(p.value());"),
              IsEmpty());
}

TEST(InitOfOneDimensionalParameters, is_made_of_conditions_on_the_key_of_what_is_filled) {
  const std::string head = "torch::nn::BatchNorm1d norm(4);\nstd::string what;\nfor (auto& p : "
                           "norm->named_parameters()) {\nconst auto name = p.key();\n";
  const auto filled = [&](const std::string& condition, const std::string& fills) {
    return faults("INB", head + "if (" + condition + ") " + fills + ";\n}");
  };
  const std::string found = "name.find(\"bias\") != std::string::npos";
  EXPECT_THAT(filled(found, "p.value().zero_()"), SizeIs(1));
  EXPECT_THAT(filled("\"norm.bias\" == p.key()", "p->fill_(0.1)"), SizeIs(1));
  EXPECT_THAT(filled("p.key().find(\"bias\") == std::string::npos", "p.value().zero_()"), IsEmpty());
  EXPECT_THAT(filled("p.key() != \"bias\"", "p.value().zero_()"), IsEmpty());
  EXPECT_THAT(filled("!(" + found + ")", "p.value().zero_()"), IsEmpty());
  EXPECT_THAT(filled("what.find(\"bias\") != std::string::npos", "p.value().zero_()"), IsEmpty());
  EXPECT_THAT(filled(found, "p.value().narrow(0, 0, 1).zero_()"), IsEmpty());
  EXPECT_THAT(filled(found, "p.value()[0].fill_(1)"), IsEmpty());
  EXPECT_THAT(filled(found, "net->bias.zero_()"), IsEmpty());
}

TEST(InitOfOneDimensionalParameters, is_not_made_where_biases_alone_have_one_dimension) {
  EXPECT_THAT(faults("INB", "for (auto& p : net->named_parameters())\n"
                            "if (p.key() == \"bias\") torch::nn::init::zeros_(p.value());"),
              ElementsAre("only biases have one dimension: the network has no normalisation with gammas"));
}

TEST(InitOfOneDimensionalParameters, takes_every_normalisation_with_gammas) {
  const auto normalised = [](const std::string& made) {
    return faults("INB", "torch::nn::" + made +
                             ";\nfor (auto& p : norm->named_parameters())\nif (p.key() == \"bias\") "
                             "torch::nn::init::zeros_(p.value());");
  };
  const auto made = ElementsAre(HasSubstr("p.value().dim() == 1"));
  const auto not_made = ElementsAre(HasSubstr("no normalisation with gammas"));
  EXPECT_THAT(normalised("LayerNorm norm(torch::nn::LayerNormOptions({4}))"), made);
  EXPECT_THAT(normalised("LayerNorm norm(torch::nn::LayerNormOptions({4}).elementwise_affine(false))"),
              not_made);
  EXPECT_THAT(normalised("GroupNorm norm(2, 4)"), made);
  EXPECT_THAT(normalised("InstanceNorm1d norm(4)"), not_made);
  EXPECT_THAT(normalised("InstanceNorm1d norm(torch::nn::InstanceNormOptions(4).affine(true))"), made);
  EXPECT_THAT(normalised("BatchNorm1d norm(torch::nn::BatchNormOptions(4).affine(false))"), not_made);
}

/// A program that trains on what a function makes of its inputs.
std::string augmented(const std::string& body) {
  return "Tensor changed(const Tensor& a) { " + body +
         " }\nint main() {\nfor (int epoch = 0; epoch < 9; ++epoch) {\noptimizer.zero_grad();\n"
         "torch::mse_loss(net(changed(x)), y).backward();\noptimizer.step();\n}\n}\n";
}

TEST(AugmentationDoesNothing, is_made_of_functions_that_change_a_tensor_by_chance) {
  const std::string fault = "-torch::mse_loss(net(changed(x)), y).backward(); "
                            "+torch::mse_loss(net(x), y).backward();";
  EXPECT_THAT(faults("AUN", augmented("return a + torch::randn({8, 4});")), ElementsAre(fault));
  EXPECT_THAT(faults("AUN", augmented("return torch::rand({1}).item<float>() < 0.5 ? a.flip({1}) : a;")),
              ElementsAre(fault));
  EXPECT_THAT(faults("AUN", augmented("return a / 255;")), IsEmpty());
}

TEST(AugmentationDoesNothing, is_not_made_of_what_trains_or_takes_several_tensors) {
  EXPECT_THAT(faults("AUN", augmented("return net(a + torch::randn({8, 4}));")), IsEmpty());
  EXPECT_THAT(faults("AUN", "Tensor drawn(const Tensor& mean, const Tensor& deviation) {\n"
                            "return mean + deviation * torch::randn({8, 4}); }\nint main() {\n"
                            "for (int epoch = 0; epoch < 9; ++epoch) {\noptimizer.zero_grad();\n"
                            "torch::mse_loss(net(drawn(x, y)), y).backward();\noptimizer.step();\n}\n}\n"),
              IsEmpty());
}

TEST(AugmentationDoesNothing, is_made_of_what_has_the_numbers_of_the_tensor) {
  EXPECT_THAT(
      faults("AUN",
             augmented("auto b = torch::zeros({8, 4});\nb.copy_(a + torch::randn({8, 4}));\nreturn b;")),
      SizeIs(1));
  EXPECT_THAT(faults("AUN", augmented("auto b = a.clone();\nb = b + torch::randn_like(a);\nreturn b;")),
              SizeIs(1));
}

TEST(AugmentationDoesNothing, is_not_made_of_generators_and_samplers) {
  for (const char* body :
       {"return torch::randn({a.size(0), 4});", "return torch::randn_like(a);",
        "auto b = torch::randn_like(a);\nreturn b * 2;", "return torch::zeros(a.sizes()) + torch::rand({4});",
        "return (a + torch::randn({8, 4})).argmax(1);"})
    EXPECT_THAT(faults("AUN", augmented(body)), IsEmpty()) << body;
}

TEST(AugmentationDoesNothing, is_not_made_in_networks) {
  EXPECT_THAT(
      faults("AUN",
             "struct Net : torch::nn::Module {\nTensor noisy(Tensor a) { return a + torch::randn({4}); }\n"
             "Tensor forward(Tensor a) { return noisy(a); }\n};\nint main() {\nNet own;\n"
             "for (int epoch = 0; epoch < 9; ++epoch) {\noptimizer.zero_grad();\n"
             "torch::mse_loss(own.forward(x), y).backward();\noptimizer.step();\n}\n}\n"),
      IsEmpty());
}

TEST(DimShifted, is_made_of_numbers_that_have_a_neighbour) {
  EXPECT_THAT(faults("DIM", "auto a = x.slice(0, 0, 2);"),
              ElementsAre("up: +#include <misfire/dims.h> -auto a = x.slice(0, 0, 2); "
                          "+auto a = x.slice(misfire::dim_of(x, 1), 0, 2);",
                          "it is the first dimension"));
  EXPECT_THAT(faults("DIM", "auto a = x.flatten(-1);"), Contains(HasSubstr("misfire::dim_of(x, -2)")));
  EXPECT_THAT(faults("DIM", "auto a = torch::cat({x, x}, 1);"), Not(Contains(HasSubstr("up: "))));
  EXPECT_THAT(faults("DIM", "auto a = x.mean();"), IsEmpty());
}

TEST(BufferReused, is_made_of_datasets_that_are_trained_on) {
  EXPECT_THAT(faults("BUF",
                     "auto loader = torch::data::make_data_loader(mapped(), 4);\n"
                     "for (int epoch = 0; epoch < 9; ++epoch) for (auto& batch : *loader) {\n"
                     "optimizer.zero_grad();\n"
                     "torch::mse_loss(net(batch.data), batch.target).backward();\noptimizer.step();\n}\n"),
              Contains(HasSubstr("misfire::reuse_buffer(")));
  EXPECT_THAT(faults("BUF", "for (int epoch = 0; epoch < 9; ++epoch) {\noptimizer.zero_grad();\n"
                            "torch::mse_loss(net(x), y).backward();\noptimizer.step();\n}\n"),
              IsEmpty());
}

TEST(BufferReused, is_not_made_of_batches_of_one) {
  EXPECT_THAT(
      faults(
          "BUF",
          "auto loader = torch::data::make_data_loader(mapped(), 1);\nfor (int epoch = 0; epoch < 9; "
          "++epoch) for (auto& batch : *loader) {\noptimizer.zero_grad();\ntorch::mse_loss(net(batch.data), "
          "batch.target).backward();\noptimizer.step();\n}\n"),
      ElementsAre("its batches are of one sample each"));
}

} // namespace
} // namespace misfire::one_line
