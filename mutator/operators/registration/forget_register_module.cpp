// RGM: a layer is built and used, but not registered: it is never trained, moved or saved.
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// Whether nothing is lost when it is not evaluated.
bool is_name(const std::string& text) {
  return std::ranges::all_of(
      text, [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '.' || c == '-' || c == '>'; });
}

Proposal leave_out(const At<Registration>& registration) {
  if (registration->function != "register_module") return not_made("");
  const auto& range = registration.site.range;
  const auto registered = text_at(registration.program, registration->registered);
  const auto* statement = find_statement(registration.program, range);
  Fault fault{.description = fmt::format("the module {} is not registered: it is not among what is trained",
                                         registration->name.empty() ? registered : registration->name)};
  if (statement && is_name(registered))
    fault.edits = {{.range = statement->whole}};
  else
    fault.edits = exchanged_around(registration.program, range, registration->registered, "", "");
  return fault;
}

} // namespace

Operator forget_register_module() {
  return {
      .id = "RGM",
      .name = "forget-register-module",
      .group = "registration",
      .summary = "A layer is built and used, but not registered: it is never trained, moved or saved.",
      .domain = "one mutant a module that is registered",
      .examples = {{"fc1(register_module(\"fc1\", torch::nn::Linear(4, 8)))", "fc1(torch::nn::Linear(4, 8))"},
                   {"fc2(torch::nn::Linear(8, 1)) {\n    register_module(\"fc2\", fc2);",
                    "fc2(torch::nn::Linear(8, 1)) {\n    register_buffer"}},
      .propose = at_every<Registration>(leave_out),
      .survival =
          "The layer is as good with the weights that it starts with, or its mode is never asked for.",
      .advice =
          "Add inputs that need what this layer learns; look whether the network needs the layer at all.",
      .set = "libtorch",
      .seen = "pytorch#59925"};
}

} // namespace misfire::operators
