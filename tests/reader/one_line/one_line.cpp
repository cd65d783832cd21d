#include "tests/reader/one_line/one_line.h"

#include "mutator/operators/operator.h"
#include "mutator/reader/read.h"
#include "mutator/source/emit.h"
#include "tests/reader/listing.h"
#include "tests/runner/temporary_folder.h"

#include <algorithm>
#include <iterator>
#include <regex>
#include <sstream>

namespace misfire::one_line {

namespace {

/// What a body can name.
constexpr const char* names = R"(#include <torch/torch.h>
#include <cstdio>
#include <iostream>
using torch::Tensor;
namespace F = torch::nn::functional;
Tensor x = torch::rand({8, 4}), y = torch::rand({8, 2}), classes = torch::rand({8});
torch::nn::Linear net(4, 2);
torch::optim::SGD optimizer(net->parameters(), 0.1);
torch::data::datasets::MNIST set() { return torch::data::datasets::MNIST("data"); }
auto mapped() { return set().map(torch::data::transforms::Stack<>()); }
)";

struct Marked {
  std::string text;
  std::vector<std::uint32_t> marks; ///< offsets in the text
};

Marked marked(const std::string& code) {
  const bool whole = code.find("main(") != std::string::npos;
  const std::string around = whole ? code : "int main() {\n" + code + "\n}\n";
  Marked result{names, {}};
  for (const char character : around) {
    if (character == '^')
      result.marks.push_back(static_cast<std::uint32_t>(result.text.size()));
    else
      result.text += character;
  }
  return result;
}

TrainingProgram read(const std::string& text) {
  static const testing::TemporaryFolder folder;
  testing::write_file(folder / "main.cpp", text);
  std::istringstream words(ONE_LINE_FLAGS);
  const auto units =
      read_units({{folder / "main.cpp", folder.path, {std::istream_iterator<std::string>(words), {}}}},
                 {folder.path, ""});
  EXPECT_EQ(units[0].refusal, "");
  return link(units);
}

/// Without how it can be written to, which operators' golden files show.
std::string brief(const std::string& description) {
  static const std::regex written(R"( (via|wrapped|named|at|then) \[[^\]]*\])");
  return std::regex_replace(description, written, "");
}

std::string described_briefly(const Site& site, const TrainingProgram& program) {
  const std::string role = site.role == Role::unknown ? "" : " " + spelled(site.role);
  std::string what;
  for (const auto& field : fields_of(site, program))
    what += (what.empty() ? "" : " ") + field;
  what = brief(what);
  return kind_of(site) + role + (what.empty() ? "" : " " + what);
}

} // namespace

std::vector<std::string> sites_at_marks(const std::string& code) {
  const Marked source = marked(code);
  const TrainingProgram program = read(source.text);
  std::vector<std::string> found;
  for (const std::uint32_t mark : source.marks) {
    std::string at_mark;
    const auto add = [&](const std::string& site) { at_mark += (at_mark.empty() ? "" : " + ") + site; };
    for (const auto& site : program.sites)
      if (site.range.begin == mark) add(described_briefly(site, program));
    for (const auto& skipped : program.skipped)
      if (skipped.range.begin == mark) add("skipped " + skipped.kind + ": " + skipped.reason);
    found.push_back(at_mark.empty() ? "nothing" : at_mark);
  }
  return found;
}

std::vector<std::string> measured(const std::string& code) {
  const TrainingProgram program = read(marked(code).text);
  std::vector<std::string> all;
  for (const auto& site : program.sites) {
    const auto* metric = as<Metric>(site);
    if (!metric) continue;
    std::string text = metric->expression + (metric->losses.empty() ? "" : " is");
    for (const auto& loss : metric->losses)
      text += " {" + on_one_line(text_at(program, loss)) + "}";
    all.push_back(text + (metric->of_one_batch ? ", of one batch" : ""));
  }
  return all;
}

std::vector<std::string> printed(const std::string& code) {
  std::vector<std::string> all;
  for (const auto& number : read(marked(code).text).printed)
    all.push_back(number.expression + " in '" + number.line + "' at " + std::to_string(number.index));
  return all;
}

std::vector<std::string> unsequenced(const std::string& code) {
  const TrainingProgram program = read(marked(code).text);
  std::vector<std::string> calls;
  for (const SourceRange& call : program.unsequenced_layers)
    calls.push_back(text_at(program, call));
  return calls;
}

std::vector<std::string> left_alone(const std::string& code) {
  const TrainingProgram program = read(marked(code).text);
  std::vector<std::string> reasons;
  for (const auto& skipped : program.skipped)
    reasons.push_back(skipped.reason);
  for (const auto& mutant : mutate(program, {}).not_made)
    reasons.push_back(mutant.reason);
  return reasons;
}

std::vector<std::string> statements(const std::string& code) {
  const TrainingProgram program = read(marked(code).text);
  std::vector<std::string> all;
  for (const auto& statement : program.statements) {
    const auto leaves = [&](const LoopAround& loop) {
      const auto& [file, begin, end] = loop.range;
      return loop.among_others && statement.reach.contains({file, begin, begin});
    };
    std::string text = on_one_line(text_at(program, statement.call));
    if (!statement.object.empty()) text += " of " + statement.object;
    if (!statement.loops.empty())
      text += ", out of " + std::to_string(std::ranges::count_if(statement.loops, leaves)) + " of " +
              std::to_string(statement.loops.size()) + " loops";
    all.push_back(text + (statement.among_others ? "" : ", alone"));
  }
  return all;
}

std::vector<std::string> further_places(const std::string& code) {
  const TrainingProgram program = read(marked(code).text);
  std::vector<std::string> all;
  const auto add_place = [&](const std::string& what, const std::optional<Place>& place) {
    if (place)
      all.push_back(what + " [" + place->before + text_at(program, place->range) + "|" + place->after + "]");
  };
  for (const auto& site : program.sites) {
    if (const auto* loader = as<Loader>(site)) {
      add_place("sampler", loader->sampler);
      if (!loader->unsampled.empty()) all.push_back("no sampler: " + loader->unsampled);
    }
    if (const auto* loss = as<Loss>(site)) {
      add_place("reduced", loss->reduced);
      for (const auto& [whole, tensor] : loss->reshaped)
        all.push_back("shaped [" + text_at(program, whole) + "] of [" + text_at(program, tensor) + "]");
    }
    const auto* optimizer = as<Optimizer>(site);
    if (optimizer && optimizer->epsilon)
      all.push_back("eps=" + (optimizer->epsilon->current ? spelled(*optimizer->epsilon->current) : "?"));
    if (optimizer) add_place("trains", optimizer->parameters);
  }
  return all;
}

std::vector<std::string> uses(const std::string& code) {
  const TrainingProgram program = read(marked(code).text);
  const auto all_of = [&](const std::vector<SourceRange>& ranges) {
    std::string text;
    for (const auto& range : ranges)
      text += (text.empty() ? "" : ", ") + on_one_line(text_at(program, range));
    return "{" + text + "}";
  };
  std::vector<std::string> all;
  for (const auto& use : program.uses) {
    std::vector<SourceRange> given;
    for (const auto& argument : use.given)
      given.push_back(argument.range);
    std::string text = use.name;
    if (use.tensor.written()) text += " of " + all_of({use.tensor});
    if (!given.empty()) text += " by " + all_of(given);
    if (!use.variable.empty()) text += " to {" + use.variable + "}";
    if (use.assigned.written()) text += " again";
    if (!use.asked.empty()) text += " asked for " + use.asked;
    if (use.role != Role::unknown) text += " in " + spelled(use.role);
    all.push_back(text + (use.of_loss ? " of a loss" : ""));
  }
  for (const auto& one : program.quotients)
    all.push_back((one.measured ? "measured " : "") + ("real " + all_of({one.dividend}) + " / ") +
                  all_of({one.divisor}) + (one.factor.empty() ? "" : " times {" + one.factor + "}"));
  for (const auto& sum : program.loss_sums)
    all.push_back("sum " + all_of({sum.range}) + " of " + all_of(sum.terms));
  return all;
}

std::vector<std::string> faults(const std::string& operator_id, const std::string& code) {
  const TrainingProgram program = read(marked(code).text);
  const Mutants mutants = mutate(program, {{.operator_id = operator_id}});
  std::vector<std::string> all;
  for (const auto& mutant : mutants.made) {
    std::string text = mutant.choice.empty() ? "" : mutant.choice + ": ";
    if (mutant.evaluation_only) text += "evaluation: ";
    std::istringstream lines(diff_of(program, mutant));
    std::string changed;
    for (std::string line; std::getline(lines, line);) {
      if ((line[0] != '-' && line[0] != '+') || line.starts_with("---") || line.starts_with("+++")) continue;
      const auto begin = std::min(line.find_first_not_of(' ', 1), line.size());
      changed += (changed.empty() ? "" : " ") + line.substr(0, 1) + line.substr(begin);
    }
    all.push_back(text + changed);
  }
  for (const auto& one : mutants.not_made)
    all.push_back(one.reason);
  return all;
}

std::vector<std::string> stated(const std::string& code) {
  const auto program = annotated(read(marked(code).text));
  if (!program) return {program.error()};
  std::vector<std::string> all;
  for (const auto& site : program->sites) {
    const auto* compared = as<ComparedTargets>(site);
    if (!compared || compared->right.empty()) continue;
    std::string text;
    for (const auto& field : fields_of(site, *program))
      text += (text.empty() ? "" : " ") + field;
    all.push_back(text);
  }
  return all;
}

std::vector<std::string> passed_over(const std::string& code) {
  const TrainingProgram program = read(marked(code).text);
  if (!program.passable.obstacle.empty()) return {"(" + program.passable.obstacle + ")"};
  std::vector<std::string> all;
  for (const auto& loop : program.passable.loops) {
    const std::string& text = get_file(program, loop.file).text;
    all.push_back(text.substr(loop.begin, text.find('\n', loop.begin) - loop.begin));
  }
  return all;
}

} // namespace misfire::one_line
