// The names by which users see sites.
#include "mutator/program/site.h"

namespace misfire {
namespace {

struct KindName {
  std::string operator()(const Layer&) const { return "Layer"; }
  std::string operator()(const Activation&) const { return "Activation"; }
  std::string operator()(const Loss&) const { return "Loss"; }
  std::string operator()(const Optimizer&) const { return "Optimizer"; }
  std::string operator()(const EpochLoop&) const { return "EpochLoop"; }
  std::string operator()(const BatchLoop&) const { return "BatchLoop"; }
  std::string operator()(const Loader&) const { return "Loader"; }
  std::string operator()(const Backward&) const { return "Backward"; }
  std::string operator()(const Step&) const { return "Step"; }
  std::string operator()(const Metric&) const { return "Metric"; }
  std::string operator()(const Seed&) const { return "Seed"; }
};

} // namespace

std::string kind_of(const Site& site) {
  return std::visit(KindName{}, site.meaning);
}

std::string spelled(Role role) {
  switch (role) {
  case Role::train:
    return "train";
  case Role::eval:
    return "eval";
  case Role::both:
    return "both";
  case Role::unknown:
    break;
  }
  return "unknown";
}

} // namespace misfire
