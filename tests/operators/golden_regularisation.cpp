// The sites of the golden programs that regularise.
#include "tests/operators/golden_sites.h"

namespace misfire::golden {

void dropouts(const Sites& sites) {
  using Form = Dropout::Form;
  const auto dropout = [&](const std::string& type, Form form, const std::string& site, const Slot& rate,
                           Role role = Role::train) {
    sites.add(site, Dropout{.type = type, .form = form, .rate = rate}, role);
  };
  dropout("dropout", Form::function, "«torch::dropout(x, /*p=*/0.5, is_training())»",
          sites.slot("/*p=*/«0.5»", 0.5));
  dropout("dropout", Form::function,
          "«F::dropout(second(x), F::DropoutFuncOptions().p(rate).training(is_training()))»",
          sites.slot("p(«rate»)", std::nullopt));
  dropout("dropout", Form::function, "«torch::dropout(forward(x), 0.1, false)»", sites.slot("«0.1»", 0.1),
          Role::eval);
  dropout("Dropout", Form::module, "«first{torch::nn::DropoutOptions(0.3)}»", sites.slot("«0.3»", 0.3));
  dropout("Dropout2d", Form::module, "Dropout2d «second»;",
          sites.added("Dropout2d second«»;", "{", "}", 0.5));
  dropout("LSTM", Form::option, "dropout(«0.2f»)", sites.slot("«0.2f»", 0.2));
}

void regularised_weights(const Sites& sites) {
  const auto optimizer = [&](const std::string& type, const std::string& site, const Slot& decay) {
    sites.add(site, Optimizer{.type = type, .weight_decay = decay});
  };
  optimizer("Adam", "«optimizer(net->parameters(), torch::optim::AdamOptions(1e-3).weight_decay(1e-4))»",
            sites.slot("decay(«1e-4»)", 1e-4));
  optimizer("SGD",
            "«at_run_time(net->parameters(), torch::optim::SGDOptions(0.1).weight_decay(argc * 1e-5))»",
            sites.slot("decay(«argc * 1e-5»)", std::nullopt));
  optimizer("AdamW", "«by_default(net->parameters(), 1e-3)»",
            sites.added("by_default(net->parameters(), «1e-3»)",
                        "torch::optim::AdamWOptions(1e-3).weight_decay(", ")", 0.01));
  optimizer("SGD", "«plain(net->parameters(), 0.1)»",
            sites.added("plain(net->parameters(), «0.1»)", "torch::optim::SGDOptions(0.1).weight_decay(", ")",
                        std::int64_t{0}));
  sites.add("loss + «0.01 * l2»;",
            Penalty{.norm = Penalty::Norm::l2,
                    .removal = sites.at("loss = loss« + 0.01 * l2»;"),
                    .factor = sites.slot("«0.01» * l2", 0.01),
                    .computations = {{sites.at("l2 += «p.pow(2).sum()»"), sites.at("l2 += «p».pow")}}});
  sites.add("loss += «1e-4 * l1»;",
            Penalty{.norm = Penalty::Norm::l1,
                    .removal = sites.at("«    loss += 1e-4 * l1;\n»"),
                    .factor = sites.slot("«1e-4» * l1", 1e-4),
                    .computations = {{sites.at("«torch::norm(p, 1)»"), sites.at("norm(«p», 1)")}}});
}

} // namespace misfire::golden
