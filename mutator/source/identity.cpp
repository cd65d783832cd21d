// Puts together what of a mutant does not depend on lines.
#include "mutator/source/identity.h"

#include "mutator/source/declarations.h"
#include "mutator/source/edits.h"

#include <algorithm>

namespace misfire {
namespace {

/// Texts that cannot run into each other.
void append(std::string& to, const std::string& text) {
  to += std::to_string(text.size()) + ":" + text;
}

std::vector<Edit> sorted(std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& one, const Edit& other) { return one.range < other.range; });
  return edits;
}

/// The declaration that an edit stands in, and behind how many of its words.
std::string surroundings_of(const std::vector<Declaration>& declarations, const Edit& edit) {
  for (const Declaration& one : declarations) {
    if (one.tokens.empty() || one.tokens.back().end < edit.range.begin) continue;
    const auto before = std::count_if(one.tokens.begin(), one.tokens.end(),
                                      [&](const Token& token) { return token.begin < edit.range.begin; });
    if (before == 0 && one.tokens.front().begin > edit.range.begin) continue;
    return std::to_string(before) + "/" + one.scope + "/" + code_of(one);
  }
  return "";
}

} // namespace

std::map<std::string, MutantIdentity> identities_of(const TrainingProgram& program,
                                                    const std::vector<Mutant>& mutants) {
  std::map<std::string, std::vector<Declaration>> declarations;
  std::map<std::string, unsigned> alike;
  std::map<std::string, std::pair<unsigned, unsigned>> equal; ///< strict texts: numbered so far, and all
  std::map<std::string, MutantIdentity> identities;
  for (const Mutant& mutant : mutants) {
    std::string words, around;
    for (const std::string& word : {mutant.operator_id, mutant.choice})
      append(words, word);
    for (const std::string& include : mutant.includes)
      append(words, include);
    for (const Edit& edit : sorted(masked(mutant.edits))) {
      append(words, shown_path(program, edit.range.file));
      append(words, code_of(text_at(program, edit.range)));
      append(words, code_of(edit.text));
      const auto known = declarations.find(edit.range.file);
      const std::vector<Declaration>& of_file =
          known != declarations.end()
              ? known->second
              : declarations[edit.range.file] = declarations_of(get_file(program, edit.range.file).text);
      append(around, surroundings_of(of_file, edit));
    }
    identities[mutant.id] = {words + "#" + std::to_string(alike[words]++), words + around};
    ++equal[words + around].second;
  }
  // Which of several that are alike in all is told by their number, as long as there are as many.
  for (const Mutant& mutant : mutants) {
    std::string& strict = identities[mutant.id].strict;
    if (auto& [seen, all] = equal[strict]; all > 1)
      strict += "#" + std::to_string(seen++) + " of " + std::to_string(all);
  }
  return identities;
}

} // namespace misfire
