// CLB: the closure that an optimizer is given computes the loss, and not its gradients.
#include "mutator/operators/proposal.h"
#include "mutator/operators/structure/brackets.h"

#include <algorithm>
#include <fmt/format.h>
#include <sstream>

namespace misfire::operators {
namespace {

/// Whether a text has a name as a word of its own.
bool has_word(const std::string& text, const std::string& name) {
  for (auto at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    const auto end = at + name.size();
    if ((at == 0 || !is_of_word(text[at - 1])) && (end == text.size() || !is_of_word(text[end]))) return true;
  }
  return false;
}

/// What a step is given in its brackets, as written; empty for all else.
std::string given_to(const TrainingProgram& program, const Site& site) {
  const auto* step = as<Step>(site);
  const auto inside = step && step->of == Step::Of::optimizer ? in_last_brackets(program, site.range)
                                                              : std::optional<SourceRange>();
  return inside ? text_at(program, *inside) : "";
}

/// The names of functions in a closure: its own, or those that it calls where it is written at the step.
std::vector<std::string> functions_in(const std::string& closure) {
  const bool is_written = closure.find('{') != closure.npos;
  std::vector<std::string> names;
  std::string word;
  for (std::size_t i = 0; i <= closure.size(); ++i) {
    if (i < closure.size() && is_of_word(closure[i])) {
      word += closure[i];
      continue;
    }
    if (!word.empty() && (!is_written || (i < closure.size() && closure[i] == '('))) names.push_back(word);
    word.clear();
  }
  return names;
}

/// A text without what `//` begins in its lines.
std::string without_comments(const std::string& text) {
  std::istringstream lines(text);
  std::string code;
  for (std::string line; std::getline(lines, line);)
    code += line.substr(0, line.find("//")) + "\n";
  return code;
}

/// Whether `place` stands in braces of something of that name: `auto name = [&] {`, `Tensor name() {`.
bool stands_in(const TrainingProgram& program, const SourceRange& place, const std::string& name) {
  const auto& text = get_file(program, place.file).text;
  int depth = 0;
  for (auto at = place.begin; at-- > 0;) {
    depth += (text[at] == '}') - (text[at] == '{');
    if (depth >= 0) continue;
    depth = 0;
    const auto before = at == 0 ? text.npos : text.find_last_of(";{}", at - 1);
    const auto begin = before == text.npos ? 0 : before + 1;
    if (has_word(without_comments(text.substr(begin, at - begin)), name)) return true;
  }
  return false;
}

/// Whether a step is given the closure that calls backward(), there or by a name.
bool is_in_closure(const At<Backward>& backward, const Site& site) {
  const auto closure = given_to(backward.program, site);
  if (closure.empty()) return false;
  if (site.range.contains(backward.site.range)) return true;
  return std::ranges::any_of(functions_in(closure), [&](const std::string& name) {
    return stands_in(backward.program, backward.site.range, name);
  });
}

Proposal leave_out(const At<Backward>& backward) {
  const auto gives = [&](const Site& site) { return is_in_closure(backward, site); };
  if (std::ranges::none_of(backward.program.sites, gives)) return not_made("");
  const auto* statement = find_statement(backward.program, backward.site.range);
  if (!statement) return not_made("it is no statement of its own");
  return Fault{.edits = {{.range = statement->whole}},
               .description = fmt::format("{} is gone from the closure: no gradient is computed",
                                          text_at(backward.program, backward.site.range))};
}

} // namespace

Operator closure_without_backward() {
  return {.id = "CLB",
          .name = "closure-without-backward",
          .group = "gradients",
          .summary = "The closure that an optimizer is given computes the loss, and not its gradients.",
          .domain = "one mutant a closure",
          .examples = {{"y);\n    loss.backward();\n    return", "y);\n    return"}},
          .propose = at_every<Backward>(leave_out),
          .survival = "The network is never trained by this optimizer, and the test data do not tell.",
          .advice = "Compare with a network that is not trained at all, and add inputs that it gets wrong.",
          .set = "libtorch",
          .seen = "mlverse/torch#1032"};
}

} // namespace misfire::operators
