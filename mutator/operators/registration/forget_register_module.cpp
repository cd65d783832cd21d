// RGM: a layer is built and used, but not registered: it is never trained, moved or saved.
#include "mutator/operators/proposal.h"
#include "mutator/operators/registration/module_types.h"

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

/// What is left of the call where its value is kept.
std::vector<Edit> left_alone(const At<Registration>& registration) {
  const auto text = text_at(registration.program, registration->registered);
  const bool chosen = text.find('?') != text.npos;
  return exchanged_around(registration.program, registration.site.range, registration->registered,
                          registration->as_pointer && chosen ? "(" : "",
                          !registration->as_pointer ? ""
                          : chosen                  ? ").ptr()"
                                                    : ".ptr()");
}

Proposal leave_out(const At<Registration>& registration) {
  if (registration->function != "register_module") return not_made("");
  if (does_the_same(registration->type))
    return not_made("it would change nothing: the module has no parameters, no buffers and no mode");
  const auto& range = registration.site.range;
  const auto registered = text_at(registration.program, registration->registered);
  const auto* statement = find_statement(registration.program, range);
  Fault fault{
      .description = fmt::format(
          "the module {} is not registered: {}", registration->name.empty() ? registered : registration->name,
          has_mode_alone(registration->type) ? "it is not told the mode" : "it is not among what is trained"),
      .evaluation_only = has_mode_alone(registration->type)};
  if (statement && is_name(registered))
    fault.edits = {{.range = statement->whole}};
  else
    fault.edits = left_alone(registration);
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
