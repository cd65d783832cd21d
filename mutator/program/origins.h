// Where data are made: the construction that a person would point at, found from where they are used.
#pragma once

#include "mutator/program/join.h"

#include <map>
#include <optional>
#include <set>

namespace misfire {

class Origins {
public:
  explicit Origins(const ProgramFacts& facts);

  /// The last construction of these variables: what they are first given that is not made of themselves,
  /// followed through plain copies, parameters, parts of the same class and functions that
  /// variables hold; ahead of `use` where there are some in its file. Nothing
  /// where none is written.
  std::optional<SourceRange> last_of(const std::vector<Key>& variables, const SourceRange& use) const;

  /// The first construction of what a parameter is given: several things of a kind may take turns in it, and
  /// what is trained on is made first.
  std::optional<SourceRange> first_of(const Key& parameter) const;

  /// The construction of a variable that has only one.
  std::optional<SourceRange> only_of(const Key& variable) const;

private:
  void collect(const Key& variable, std::set<Key>& seen, std::vector<SourceRange>& found) const;
  void collect_returned(const Key& function, std::set<Key>& seen, std::vector<SourceRange>& found) const;

  std::map<Key, std::vector<const Expression*>> definitions_;
  std::set<Key> functions_;
  /// The functions that may run where a variable is called that holds one.
  std::map<SourceRange, std::vector<Key>> held_;
};

/// The variables that hold the tensors, inputs first.
std::vector<Key> variables_of(const TrainingTensors& tensors);

/// Whether it may be part of a name in C++.
bool is_of_name(char character);

/// Where a word first stands in a text, no part of another; npos where it does not.
std::size_t place_of_word(const std::string& word, const std::string& text);

/// Shows each of these sites of TrainingTensors where its tensors are made. What is made at one place and
/// trained on at several is one site: that at the first of them at which it can be changed. Where tensors of
/// another are made from them before, as in the folds of a cross-validation, the statement that trains is
/// shown.
void show_where_made(std::vector<Site>& sites, const ProgramFacts& facts,
                     const std::vector<SourceFile>& files);

} // namespace misfire
