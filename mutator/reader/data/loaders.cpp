// Loaders: torch::data::make_data_loader in all its forms, with the slot of the batch size.
#include "mutator/reader/data/finders.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/options.h"

namespace misfire::reader {

namespace {

bool is_loader_options(const clang::Expr& expression) {
  return derives_from(class_of(strip(expression).getType()), "torch::data::DataLoaderOptions");
}

/// libtorch's batch size where nothing is said.
const Value implied_batch_size{std::int64_t{1}};

std::optional<Slot> slot_in(const clang::Expr& options, const Gathering& gathering) {
  const clang::Expr& inner = strip(options);
  // `make_data_loader(dataset, 64)`: the number is converted.
  if (inner.getType()->isArithmeticType()) return plain_slot(inner, gathering);
  if (const auto* converted = llvm::dyn_cast<clang::CXXConstructExpr>(&inner)) {
    const auto written = written_arguments(*converted);
    if (written.size() == 1 && strip(*written[0]).getType()->isArithmeticType())
      return plain_slot(*written[0], gathering);
  }
  return option_slot(options, "torch::data::DataLoaderOptions", "batch_size", implied_batch_size, gathering);
}

/// The argument that says the batch size, a number or options; null if there is none.
const clang::Expr* options_among(const std::vector<const clang::Expr*>& arguments) {
  for (const auto* argument : arguments) {
    const bool number = strip(*argument).getType()->isArithmeticType();
    if (argument != arguments.front() && (number || is_loader_options(*argument))) return argument;
  }
  return nullptr;
}

std::optional<Slot> batch_size_slot(const std::vector<const clang::Expr*>& arguments,
                                    const Gathering& gathering) {
  if (const auto* options = options_among(arguments)) return slot_in(*options, gathering);
  const auto last = gathering.spelling.range(*arguments.back());
  if (!last) return std::nullopt;
  Slot slot;
  slot.range = {last->file, last->end, last->end};
  slot.before = ", torch::data::DataLoaderOptions().batch_size(";
  slot.after = ")";
  slot.origin.constant = implied_batch_size;
  return slot;
}

std::optional<Slot> drop_last_slot(const std::vector<const clang::Expr*>& arguments,
                                   const Gathering& gathering) {
  const auto* options = options_among(arguments);
  if (!options || !is_loader_options(*options)) return std::nullopt;
  return option_slot(*options, "torch::data::DataLoaderOptions", "drop_last", Value{false}, gathering);
}

} // namespace

void find_loader(const clang::CallExpr& call, Gathering& gathering) {
  const auto* callee = call.getDirectCallee();
  if (name_of(callee) != "make_data_loader" || !is_torch(*callee)) return;
  const auto arguments = written_arguments(call);
  if (arguments.empty()) return;
  const auto whole = gathering.written(call.getSourceRange(), "Loader");
  if (!whole) return;
  gathering.add(*whole, Loader{batch_size_slot(arguments, gathering), drop_last_slot(arguments, gathering)});
}

} // namespace misfire::reader
