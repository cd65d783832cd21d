// The finders of networks: layers and what stands around them.
#pragma once

#include "mutator/reader/visit/finder.h"

namespace misfire::reader {

/// The table of this folder.
const FinderTable& network_finders();

/// layers.cpp: constructions of libtorch's modules that have parameters.
void find_layer(const clang::CXXConstructExpr& construction, Gathering& gathering);
void find_layer(const clang::CallExpr& make_shared, Gathering& gathering);

/// Whether libtorch's module of that name, "Linear", has parameters that are drawn where it is made.
bool has_parameters(llvm::StringRef module);

/// unsequenced.cpp: calls whose arguments make several layers.
void find_unsequenced(const clang::CXXConstructExpr& construction, Gathering& gathering);
void find_unsequenced(const clang::CallExpr& call, Gathering& gathering);

/// activations.cpp: functions, methods, modules and named functions.
void find_activation(const clang::CallExpr& call, Gathering& gathering);
void find_activation(const clang::CXXConstructExpr& construction, Gathering& gathering);
void find_activation(const clang::FieldDecl& field, Gathering& gathering);

/// activations_by_hand.cpp: what serves as an activation and is exchanged for none.
void find_activation_by_hand(const clang::CallExpr& call, Gathering& gathering);

/// dropouts.cpp: modules, made by default too; functions; options of other modules.
void find_dropout(const clang::CallExpr& call, Gathering& gathering);
void find_dropout(const clang::CXXConstructExpr& construction, Gathering& gathering);
void find_dropout(const clang::FieldDecl& field, Gathering& gathering);

/// dropouts_by_hand.cpp: dropout that the program draws by itself.
void find_mask(const clang::CallExpr& call, Gathering& gathering);

/// forwards.cpp: calls of modules, by which linking tells loops that evaluate from those that merely walk
/// data.
void find_forward(const clang::CallExpr& call, Gathering& gathering);

/// meetings.cpp: what a layer gives, what a function returns and what a parameter is given, followed to what
/// it meets first; the facts that linking decides layers' encounters by.
void find_meeting(const clang::CallExpr& call, Gathering& gathering);
void find_meeting(const clang::CXXConstructExpr& sequential, Gathering& gathering);
void find_meetings_of_parameters(const clang::FunctionDecl& function, Gathering& gathering);

/// inits.cpp: torch::nn::init::*, and methods that fill a parameter in place.
void find_init(const clang::CallExpr& call, Gathering& gathering);

/// plain_tensors.cpp: tensors that are trained without a module, and the products and sums they come to.
void find_plain_tensor(const clang::CallExpr& call, Gathering& gathering);
void find_tensor_use(const clang::CallExpr& call, Gathering& gathering);

/// registrations.cpp: register_module, register_parameter, register_buffer.
void find_registration(const clang::CXXMemberCallExpr& call, Gathering& gathering);

} // namespace misfire::reader
