// A program of tests/operators/effects with its mutants, read, compiled and trained: what each prints.
#pragma once

#include <string>
#include <vector>

namespace misfire {

/// Throws std::runtime_error where the program cannot be read, or one of them not be compiled.
class TrainedMutants {
public:
  /// The program effects/NAME.cpp, and its mutants by these operators.
  TrainedMutants(const std::string& name, const std::string& operators);

  /// What the program prints ("program"), or the last mutant whose id begins so and ends so.
  /// Throws std::runtime_error where none does, or where it does not end as the program should: with 0.
  std::string printed_by(const std::string& begins, const std::string& ends = "") const;

private:
  std::string binary_;
  std::vector<std::string> ids_;
};

} // namespace misfire
