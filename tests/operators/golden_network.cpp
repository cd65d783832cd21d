// The sites of the golden programs that change a network.
#include "tests/operators/golden_sites.h"

namespace misfire::golden {

void biases(const Sites& sites) {
  const auto layer = [&](const std::string& type, const std::string& site, std::optional<Slot> bias) {
    sites.add(site, Layer{.type = type, .has_weight = true, .bias = std::move(bias)});
  };
  layer("Conv2d", "«conv2(torch::nn::Conv2dOptions(8, 8, 3).bias(with_bias))»",
        sites.slot("bias(«with_bias»)", std::nullopt));
  layer("Conv2d", "«conv3(torch::nn::Conv2dOptions(8, 8, 3).bias(false))»",
        sites.slot("bias(«false»)", false));
  layer("Embedding", "«words{100, 784}»", std::nullopt);
  layer("Conv2d", "«conv1{torch::nn::Conv2dOptions(1, 8, 3).stride(1)}»",
        sites.added("stride(1)«»", ".bias(", ")", true));
  layer("Linear", "«torch::nn::Linear(torch::nn::LinearOptions(3872, 64).bias(true))»",
        sites.slot("bias(«true»)", true));
  layer("Linear", "«torch::nn::Linear(64, 10)»",
        sites.added("Linear(«64, 10»)", "torch::nn::LinearOptions(64, 10).bias(", ")", true));
}

void weights(const Sites& sites) {
  const auto layer = [&](const std::string& type, const std::string& site, const Place& construction) {
    sites.add(site, Layer{.type = type, .has_weight = true, .construction = construction});
  };
  layer("Linear", "«fc2(64, 10)»", {sites.at("fc2(«64, 10»)"), "torch::nn::Linear(", ")"});
  layer("Linear", "«torch::nn::Linear(5408, 64)»", {sites.at("«torch::nn::Linear(5408, 64)»"), "", ""});
  layer("Conv2d", "«conv1{torch::nn::Conv2dOptions(1, 8, 3)}»",
        {sites.at("conv1{«torch::nn::Conv2dOptions(1, 8, 3)»}"), "torch::nn::Conv2d(", ")"});
  sites.add("«norm{torch::nn::BatchNorm1dOptions(64).affine(false)}»", Layer{.type = "BatchNorm1d"});
}

void filled_weights(const Sites& sites) {
  weights(sites);
  const auto call = sites.at("«torch::nn::init::xavier_uniform_(fc3->weight)»");
  sites.add("«fc3{10, 10}»",
            Layer{.type = "Linear",
                  .has_weight = true,
                  .construction = Place{sites.at("fc3{«10, 10»}"), "torch::nn::Linear(", ")"},
                  .init = call});
  sites.add("«torch::nn::init::xavier_uniform_(fc3->weight)»",
            Init{.function = "xavier_uniform_",
                 .tensor = sites.at("uniform_(«fc3->weight»)"),
                 .fills_weight = true});
  sites.add("«fc3->bias.data().fill_(0.1)»",
            Init{.function = "fill_", .tensor = sites.at("«fc3->bias.data()».fill_")});
}

void trained_layers(const Sites& sites) {
  const auto layer = [&](const std::string& type, const std::string& site, const Place& construction) {
    sites.add(site, Layer{.type = type, .has_weight = true, .construction = construction}, Role::both);
  };
  layer("Linear", "«fc2(64, 10)»", {sites.at("fc2(«64, 10»)"), "torch::nn::Linear(", ")"});
  layer("Linear", "«torch::nn::Linear(10, 4)»", {sites.at("«torch::nn::Linear(10, 4)»"), "", ""});
  layer("Embedding", "«words{100, 8}»", {sites.at("words{«100, 8»}"), "torch::nn::Embedding(", ")"});
  layer("Linear", "«fc3{10, 10}»", {sites.at("fc3{«10, 10»}"), "torch::nn::Linear(", ")"});
  sites.add("«norm{torch::nn::BatchNorm1dOptions(4).affine(false)}»", Layer{.type = "BatchNorm1d"},
            Role::both);
  const std::string given = "fc2->forward(words->forward(x).flatten(1))";
  sites.add("«torch::relu(" + given + ")»",
            Activation{.function = "relu", .argument = sites.at("relu(«" + given + "»)")}, Role::both);
  sites.add("«torch::tanh(x)»", Activation{.function = "tanh", .argument = sites.at("tanh(«x»)")},
            Role::train);
  sites.add("«torch::nn::ReLU()»",
            Activation{.function = "relu",
                       .form = Activation::Form::construction,
                       .argument = {},
                       .module = sites.at("«torch::nn::ReLU()»")},
            Role::both);
}

void outputs(const Sites& sites) {
  const auto layer = [&](const std::string& site, Encounter meets, std::vector<SourceRange> calls) {
    sites.add(site, Layer{.type = "Linear", .meets = meets, .calls = std::move(calls)});
  };
  const auto element = [&](const std::string& site, Encounter meets, const Place& successor) {
    sites.add(site, Layer{.type = "Linear", .successor = successor, .meets = meets});
  };
  layer("«fc1{4, 4}»", Encounter::other,
        {sites.at("dropout(«fc1->forward(x)»"), sites.at("+ «fc1->forward(x)»")});
  layer("«fc2{4, 4}»", Encounter::activation, {});
  layer("«fc3{4, 4}»", Encounter::unknown, {sites.at("«fc3(x)»")});
  sites.add("«words{10, 4}»", Layer{.type = "Embedding", .meets = Encounter::other});
  element("«torch::nn::Linear(8, 4)»", Encounter::other, {sites.at("Linear(8, 4)«»"), ", ", ""});
  sites.add("«torch::nn::Linear(4, 4)»", Layer{.type = "Linear",
                                               .meets = Encounter::other,
                                               .calls = {sites.at("«fc3(x)»")},
                                               .shares_calls = true});
  element("«torch::nn::Linear(5, 5)»", Encounter::other,
          {sites.at("Linear(5, 5)}«»"), ", {\"first_activation\", ", "}"});
  element("«torch::nn::Linear(3, 3)»", Encounter::other,
          {sites.at("Linear(3, 3))«»;"), "; layers->push_back(", ")"});
  element("«torch::nn::Linear(3, 2)»", Encounter::other,
          {sites.at("Linear(3, 2))«»;"), "; layers->push_back(\"last_activation\", ", ")"});
}

} // namespace misfire::golden
