/// Finds ranges in a golden program of one file and gives it its sites.
#pragma once

#include "tests/program/program_by_hand.h"

namespace misfire::golden {

struct Sites {
  TrainingProgram& program;

  SourceRange at(const std::string& context) const { return by_hand::range_of(program, context); }

  /// A slot where its value is written already.
  Slot slot(const std::string& context, std::optional<Value> current) const {
    const auto range = at(context);
    return {.range = range, .written = text_at(program, range), .current = std::move(current)};
  }

  /// A slot for something that is not written: an option added with `before` and `after` around it.
  Slot added(const std::string& context, const std::string& before, const std::string& after,
             Value current) const {
    return {.range = at(context), .before = before, .after = after, .current = std::move(current)};
  }

  void add(const std::string& context, decltype(Site::meaning) meaning, Role role = Role::train) const {
    program.sites.push_back({.range = at(context), .role = role, .meaning = std::move(meaning)});
  }
};

/// The sites of the programs of WRB and WAB, RAW, WCI and AAL: golden_network.cpp.
void biases(const Sites& sites);
void weights(const Sites& sites);
void filled_weights(const Sites& sites);
void outputs(const Sites& sites);

/// The sites of the program of the faults in trained networks: golden_network.cpp, too.
void trained_layers(const Sites& sites);

/// The sites of the programs of RCD, RRW and RCW: golden_regularisation.cpp.
void dropouts(const Sites& sites);
void regularised_weights(const Sites& sites);

/// The sites of the programs of faults that libtorch programs have: of those about what a turn of training
/// does in which order, and of all others: golden_faults.cpp.
void turns_of_training(const Sites& sites);
void parts_of_training(const Sites& sites);
void parts_of_networks(const Sites& sites);
void closures(const Sites& sites);

/// The sites and uses of the programs of those that need no site of their own: golden_uses.cpp.
void uses_in_networks(const Sites& sites);
void uses_in_training(const Sites& sites);
void sets_in_roles(const Sites& sites);
void copies_and_schedules(const Sites& sites);

} // namespace misfire::golden
