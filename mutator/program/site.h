// The sites of a training program: source ranges that mean something in training, and how each can be written
// to.
#pragma once

#include "mutator/program/sites/control.h"
#include "mutator/program/sites/data.h"
#include "mutator/program/sites/network.h"
#include "mutator/program/sites/objective.h"
#include "mutator/program/sites/observation.h"
#include "mutator/program/sites/optimization.h"

#include <concepts>

namespace misfire {

/// Which part of the program a site serves, as far as flow tells.
enum class Role { unknown, train, eval, both };

class Meaning;

/// What a meaning can be made of: values that can be compared, as all kinds can.
template <typename Type>
concept SiteKind = !std::is_same_v<Type, Meaning> && std::equality_comparable<Type>;

/// What a site is. It is made, copied and compared in site.cpp alone: what a compiler makes of so many
/// alternatives costs more than a whole finder.
class Meaning : public std::variant<Layer, Activation, Loss, Optimizer, EpochLoop, BatchLoop, Loader,
                                    Backward, Step, Metric, Seed, Dropout, Init, Registration, Penalty,
                                    ZeroGrad, ClipGrad, Schedule, Dataset, TrainingTensors, Guard, Checkpoint,
                                    ModeSwitch, NoGrad, ParameterGroup, ComparedTargets> {
public:
  Meaning();
  template <SiteKind Kind>
  Meaning(Kind kind); // NOLINT(google-explicit-constructor): a site is given what it means
  Meaning(const Meaning&);
  Meaning(Meaning&&) noexcept;
  Meaning& operator=(const Meaning&);
  Meaning& operator=(Meaning&&) noexcept;
  ~Meaning();
  bool operator==(const Meaning&) const;
};

struct Site {
  SourceRange range;
  Key function; ///< where it stands
  Key loop;     ///< the innermost loop around it in its function; empty outside any
  Role role = Role::unknown;
  Meaning meaning;
  bool operator==(const Site&) const = default;
};

/// The site's meaning if it is of this kind, else nothing.
template <typename Kind>
const Kind* as(const Site& site) {
  return std::get_if<Kind>(&site.meaning);
}

/// The slots that the site has, whatever its kind; two sites of one kind have them in the same order, null
/// where one is absent.
std::vector<Slot*> slots_of(Site& site);

/// The kind's name as users see it: "Layer", "EpochLoop".
std::string kind_of(const Site& site);

/// "train", "eval", "both", "unknown".
std::string spelled(Role role);

/// Something that looks like a site and is left alone, with the reason in a sentence.
struct Skipped {
  SourceRange range;
  std::string kind;
  std::string reason;
  auto operator<=>(const Skipped&) const = default;
};

} // namespace misfire
