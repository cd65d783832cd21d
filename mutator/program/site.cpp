// The names by which users see sites, and the slots that each kind has.
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
  std::string operator()(const Dropout&) const { return "Dropout"; }
  std::string operator()(const Init&) const { return "Init"; }
  std::string operator()(const Registration&) const { return "Registration"; }
  std::string operator()(const Penalty&) const { return "Penalty"; }
  std::string operator()(const ZeroGrad&) const { return "ZeroGrad"; }
  std::string operator()(const ClipGrad&) const { return "ClipGrad"; }
  std::string operator()(const Schedule&) const { return "Schedule"; }
  std::string operator()(const Dataset&) const { return "Dataset"; }
  std::string operator()(const TrainingTensors&) const { return "TrainingTensors"; }
  std::string operator()(const Guard&) const { return "Guard"; }
  std::string operator()(const Checkpoint&) const { return "Checkpoint"; }
  std::string operator()(const ModeSwitch&) const { return "ModeSwitch"; }
  std::string operator()(const NoGrad&) const { return "NoGrad"; }
  std::string operator()(const ParameterGroup&) const { return "ParameterGroup"; }
  std::string operator()(const ComparedTargets&) const { return "Comparison"; }
};

using Slots = std::vector<std::optional<Slot>*>;

struct SlotsOfKind {
  Slots operator()(Layer& layer) const { return {&layer.bias}; }
  Slots operator()(Dropout& dropout) const { return {&dropout.rate}; }
  Slots operator()(Loss& loss) const { return {&loss.ignore_index}; }
  Slots operator()(Penalty& penalty) const { return {&penalty.factor}; }
  Slots operator()(Optimizer& optimizer) const {
    return {&optimizer.learning_rate, &optimizer.weight_decay, &optimizer.epsilon};
  }
  Slots operator()(ParameterGroup& group) const { return {&group.learning_rate, &group.weight_decay}; }
  Slots operator()(Step& step) const { return {&step.learning_rate}; }
  Slots operator()(ClipGrad& clip) const { return {&clip.limit}; }
  Slots operator()(Schedule& schedule) const { return {&schedule.learning_rate}; }
  Slots operator()(EpochLoop& loop) const { return {&loop.epochs}; }
  Slots operator()(BatchLoop& loop) const { return {&loop.batch_size}; }
  Slots operator()(Guard& guard) const { return {&guard.patience}; }
  Slots operator()(Loader& loader) const { return {&loader.batch_size, &loader.drop_last}; }
  template <typename Without>
  Slots operator()(Without&) const {
    return {};
  }
};

} // namespace

Meaning::Meaning() = default;
template <SiteKind Kind>
Meaning::Meaning(Kind kind) : variant(std::move(kind)) {}
template Meaning::Meaning(Layer);
template Meaning::Meaning(Activation);
template Meaning::Meaning(Loss);
template Meaning::Meaning(Optimizer);
template Meaning::Meaning(EpochLoop);
template Meaning::Meaning(BatchLoop);
template Meaning::Meaning(Loader);
template Meaning::Meaning(Backward);
template Meaning::Meaning(Step);
template Meaning::Meaning(Metric);
template Meaning::Meaning(Seed);
template Meaning::Meaning(Dropout);
template Meaning::Meaning(Init);
template Meaning::Meaning(Registration);
template Meaning::Meaning(Penalty);
template Meaning::Meaning(ZeroGrad);
template Meaning::Meaning(ClipGrad);
template Meaning::Meaning(Schedule);
template Meaning::Meaning(Dataset);
template Meaning::Meaning(TrainingTensors);
template Meaning::Meaning(Guard);
template Meaning::Meaning(Checkpoint);
template Meaning::Meaning(ModeSwitch);
template Meaning::Meaning(NoGrad);
template Meaning::Meaning(ParameterGroup);
template Meaning::Meaning(ComparedTargets);
Meaning::Meaning(const Meaning&) = default;
Meaning::Meaning(Meaning&&) noexcept = default;
Meaning& Meaning::operator=(const Meaning&) = default;
Meaning& Meaning::operator=(Meaning&&) noexcept = default;
Meaning::~Meaning() = default;
bool Meaning::operator==(const Meaning& other) const {
  return static_cast<const variant&>(*this) == static_cast<const variant&>(other);
}

std::vector<Slot*> slots_of(Site& site) {
  std::vector<Slot*> slots;
  for (auto* slot : std::visit(SlotsOfKind{}, site.meaning))
    slots.push_back(*slot ? &**slot : nullptr);
  return slots;
}

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
