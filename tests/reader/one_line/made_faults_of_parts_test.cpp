// What operators on the parts of training make of each form that people write, and where they make nothing:
// faults in loaders, layers, their registration, and losses.
#include "tests/reader/one_line/one_line.h"

namespace {

using misfire::one_line::faults;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(Shuffling, cannot_go_where_a_loader_is_assigned) {
  EXPECT_THAT(faults("SHF", "std::unique_ptr<torch::data::StatelessDataLoader<decltype(mapped()), "
                            "torch::data::samplers::RandomSampler>> loader;\n"
                            "loader = torch::data::make_data_loader(mapped(), 64);\n"
                            "for (auto& batch : *loader) { torch::mse_loss(net->forward(batch.data), "
                            "batch.target).backward(); optimizer.step(); }"),
              ElementsAre(HasSubstr("is written out where it is kept")));
}
TEST(Shuffling, cannot_go_where_a_function_names_the_sampler) {
  const std::string loader = "torch::data::StatelessDataLoader<decltype(mapped()), "
                             "torch::data::samplers::RandomSampler>";
  const std::string body = " { for (auto& batch : loader) { torch::mse_loss(net->forward(batch.data), "
                           "batch.target).backward(); optimizer.step(); } }\n";
  const std::string main =
      "int main() { auto loader = torch::data::make_data_loader(mapped(), 64); train(*loader); }";
  EXPECT_THAT(faults("SHF", "void train(" + loader + "& loader)" + body + main),
              ElementsAre(HasSubstr("is written out where it is kept")));
  EXPECT_THAT(
      faults("SHF", "template <typename L> void train(L& loader)" + body + main),
      ElementsAre(HasSubstr("+int main() { auto loader = "
                            "torch::data::make_data_loader<torch::data::samplers::SequentialSampler>")));
}
TEST(Shuffling, cannot_go_where_a_loader_is_handed_on_to_what_names_its_type) {
  const std::string loader = "torch::data::StatelessDataLoader<decltype(mapped()), "
                             "torch::data::samplers::RandomSampler>";
  const auto made_behind = [&](const std::string& use) {
    return faults("SHF", "auto loader = torch::data::make_data_loader(mapped(), 64);\n"
                         "for (auto& batch : *loader) { torch::mse_loss(net->forward(batch.data), "
                         "batch.target).backward(); optimizer.step(); }\n" +
                             use);
  };
  const auto obstacle = ElementsAre(HasSubstr("is written out where it is kept"));
  EXPECT_THAT(made_behind("std::shared_ptr<" + loader + "> kept = std::move(loader);"), obstacle);
  EXPECT_THAT(
      made_behind("std::vector<std::unique_ptr<" + loader + ">> all; all.push_back(std::move(loader));"),
      obstacle);
  EXPECT_THAT(made_behind("loader = torch::data::make_data_loader(mapped(), 64);"),
              Contains(HasSubstr("is written out where it is kept")).Times(2));
  EXPECT_THAT(made_behind("if (loader) std::cout << 1;"), ElementsAre(HasSubstr("SequentialSampler")));
}
TEST(Shuffling, goes_where_each_process_has_its_part) {
  EXPECT_THAT(faults("SHF", "auto loader = torch::data::make_data_loader(mapped(), "
                            "torch::data::samplers::DistributedRandomSampler(60000, 2, 0, false), "
                            "torch::data::DataLoaderOptions(64));\n"
                            "for (auto& batch : *loader) { torch::mse_loss(net->forward(batch.data), "
                            "batch.target).backward(); optimizer.step(); }"),
              ElementsAre(HasSubstr("samplers::DistributedSequentialSampler(60000, 2, 0, false)")));
}
TEST(Shuffling, cannot_go_where_a_sampler_is_told_more_than_a_number) {
  EXPECT_THAT(faults("SHF", "auto loader = torch::data::make_data_loader(mapped(), "
                            "torch::data::samplers::RandomSampler(60, torch::kLong), "
                            "torch::data::DataLoaderOptions(64));\n"
                            "for (auto& batch : *loader) { torch::mse_loss(net->forward(batch.data), "
                            "batch.target).backward(); optimizer.step(); }"),
              ElementsAre("its sampler is made elsewhere, or of more than a number of samples"));
}

TEST(Missing, is_no_layer_that_is_made_apart_from_its_sequential) {
  EXPECT_THAT(faults("LRM", "torch::nn::Linear fc(4, 4); torch::nn::Sequential seq(fc, torch::nn::ReLU()); "
                            "torch::optim::SGD o(seq->parameters(), 0.1); for (int i = 0; i < 9; ++i) { "
                            "torch::mse_loss(seq->forward(x), y).backward(); o.step(); }"),
              Not(Contains(HasSubstr("Identity"))));
  EXPECT_THAT(faults("LRM", "auto fc = torch::nn::Linear(4, 4); torch::nn::Sequential seq(fc, "
                            "torch::nn::ReLU()); torch::optim::SGD o(seq->parameters(), 0.1); "
                            "for (int i = 0; i < 9; ++i) { torch::mse_loss(seq->forward(x), y).backward(); "
                            "o.step(); }"),
              Not(Contains(HasSubstr("Identity"))));
}

/// A class with a dropout in its forward(), and what asks for its mode.
std::string dropping(const std::string& call) {
  return "struct Net : torch::nn::Module { torch::Tensor forward(torch::Tensor x) {\n" + call +
         "\nreturn x; } Net* self = this; torch::nn::Linear fc{4, 2}; };\nint main() { Net n; "
         "torch::optim::SGD o(n.parameters(), 0.1); for (int i = 0; i < 9; ++i) { "
         "torch::mse_loss(n.forward(x), y).backward(); o.step(); } }";
}
TEST(Flag, of_a_dropout_is_all_of_its_argument) {
  EXPECT_THAT(faults("FDT", dropping("x = torch::dropout(x, 0.5, self->is_training());")),
              ElementsAre("true: evaluation: -x = torch::dropout(x, 0.5, self->is_training()); "
                          "+x = torch::dropout(x, 0.5, true);",
                          "false: -x = torch::dropout(x, 0.5, self->is_training()); "
                          "+x = torch::dropout(x, 0.5, false);"));
  EXPECT_THAT(faults("FDT", dropping("x = F::dropout(x, F::DropoutFuncOptions().p(0.5).training("
                                     "(*self).is_training()));")),
              ElementsAre(HasSubstr("training(true)"), HasSubstr("training(false)")));
  EXPECT_THAT(faults("FDT", dropping("x = torch::dropout(x, 0.5, !is_training());")),
              ElementsAre(HasSubstr("0.5, true)"), HasSubstr("0.5, false)")));
}
TEST(Flag, that_says_so_already_stays) {
  EXPECT_THAT(faults("FDT", dropping("x = torch::dropout(x, /*p=*/0.1, /*train=*/true);")),
              ElementsAre("false: -x = torch::dropout(x, /*p=*/0.1, /*train=*/true); "
                          "+x = torch::dropout(x, /*p=*/0.1, /*train=*/false);",
                          "it is true already"));
}

/// A network whose members are registered.
std::string network(const std::string& members, const std::string& constructor) {
  return "struct Net : torch::nn::Module { Net() {\n" + constructor + "\n}\n" + members +
         "\n};\nint main() { Net n; }";
}
TEST(Registered, is_a_pointer_where_it_is_kept_as_one) {
  EXPECT_THAT(faults("RGM", network("std::shared_ptr<torch::nn::LinearImpl> fc = register_module(\"fc\", "
                                    "torch::nn::Linear(4, 8));",
                                    "")),
              ElementsAre(HasSubstr("+std::shared_ptr<torch::nn::LinearImpl> fc = "
                                    "torch::nn::Linear(4, 8).ptr();")));
  EXPECT_THAT(faults("RGM", network("std::shared_ptr<torch::nn::LinearImpl> fc;",
                                    "fc = register_module(\"fc\", torch::nn::Linear(4, 8));")),
              ElementsAre(HasSubstr("+fc = torch::nn::Linear(4, 8).ptr();")));
  EXPECT_THAT(faults("RGM", network("torch::nn::Linear fc{nullptr};",
                                    "fc = register_module(\"fc\", torch::nn::Linear(4, 8));")),
              ElementsAre(HasSubstr("+fc = torch::nn::Linear(4, 8);")));
}
TEST(Registered, changes_evaluation_alone_where_it_has_a_mode_and_nothing_to_train) {
  EXPECT_THAT(faults("RGM", network("torch::nn::Dropout drop{nullptr};",
                                    "drop = register_module(\"drop\", torch::nn::Dropout(0.5));")),
              ElementsAre(HasSubstr("evaluation: ")));
  EXPECT_THAT(faults("RGM", network("torch::nn::ReLU act;", "register_module(\"act\", act);")),
              ElementsAre(HasSubstr("the module has no parameters, no buffers and no mode")));
}

/// A training by a loss.
std::string training_by(const std::string& loss) {
  return "for (int i = 0; i < 9; ++i) {\n" + loss + "\nloss.backward();\noptimizer.step();\n}";
}
TEST(Sum, is_left_alone_where_a_criterion_has_options_beside_it) {
  const std::string call = "auto loss = criterion(net->forward(x), y);";
  const auto obstacle = HasSubstr("has options beside the reduction, or may have");
  EXPECT_THAT(faults("LRE", "torch::nn::CrossEntropyLoss criterion(torch::nn::CrossEntropyLossOptions()"
                            ".label_smoothing(0.1));\n" +
                                training_by(call)),
              ElementsAre(obstacle));
  EXPECT_THAT(faults("LRE", "torch::nn::MSELoss criterion;\n" + training_by(call)),
              ElementsAre(HasSubstr("MSELossFuncOptions().reduction(torch::kSum)")));
  EXPECT_THAT(faults("LRE", "torch::nn::MSELoss criterion{torch::nn::MSELossOptions(torch::kMean)};\n" +
                                training_by(call)),
              ElementsAre(HasSubstr("MSELossFuncOptions().reduction(torch::kSum)")));
}
TEST(Sum, is_that_of_a_criterion_made_elsewhere_where_its_reduction_is_all_that_it_is_told) {
  const auto by = [](const std::string& options) {
    return faults("LRE",
                  "void train(torch::nn::CrossEntropyLoss criterion) { for (int i = 0; i < 9; ++i) {\n"
                  "criterion(net->forward(x), classes).backward();\noptimizer.step();\n} }\n"
                  "int main() { train(torch::nn::CrossEntropyLoss(torch::nn::CrossEntropyLossOptions()" +
                      options + ")); }");
  };
  EXPECT_THAT(by(".reduction(torch::kMean)"), ElementsAre(HasSubstr("reduction(torch::kSum)")));
  EXPECT_THAT(by(".label_smoothing(0.1)"), ElementsAre(HasSubstr("has options beside the reduction")));
}
TEST(Broadcast, changes_no_tensor_that_others_read) {
  EXPECT_THAT(faults("LBC", training_by("auto flat = x.view({-1, 1}); auto loss = torch::mse_loss("
                                        "net->forward(flat), flat);")),
              testing::IsEmpty());
  EXPECT_THAT(faults("LBC", training_by("auto flat = y.view({-1, 784}); auto loss = torch::mse_loss("
                                        "net->forward(x), flat);")),
              testing::IsEmpty());
  EXPECT_THAT(faults("LBC", training_by("auto flat = y.view({8, 1}); auto loss = torch::mse_loss("
                                        "net->forward(x), flat);")),
              ElementsAre(HasSubstr("+auto flat = y;")));
}

TEST(LastBatch, is_none_of_batches_of_one) {
  const std::string evaluation = "{ torch::NoGradGuard guard; for (auto& batch : *loader) { torch::mse_loss("
                                 "net->forward(batch.data), batch.target).item<double>(); } }\n" +
                                 training_by("auto loss = torch::mse_loss(net->forward(x), y);");
  EXPECT_THAT(faults("DLE", "auto loader = torch::data::make_data_loader(mapped(), 1);\n" + evaluation),
              ElementsAre(HasSubstr("hold one sample")));
  EXPECT_THAT(faults("DLE", "auto loader = torch::data::make_data_loader(mapped());\n" + evaluation),
              ElementsAre(HasSubstr("hold one sample")));
  EXPECT_THAT(faults("DLE", "auto loader = torch::data::make_data_loader(mapped(), 48);\n" + evaluation),
              ElementsAre(HasSubstr("evaluation: ")));
}

} // namespace
