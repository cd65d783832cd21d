/// Keeps the tensors that a run ends with, and starts other runs of the same program with them in place of
/// training.
///
/// Every parameter and buffer is registered by one of two functions of libtorch, and every optimizer is given
/// what it trains by a third. Those that stand here come before libtorch's in the dynamic linker's order, and
/// call them; so all tensors are seen without knowing the program, in an order that is the same in each of
/// its starts. What is registered while a loop trains is left out, since a run that passes the loop over does
/// not register it.
///
///   MISFIRE_KEEP=FILE        writes the tensors' values at the end of the run, and the generator's state at
///                            the end of each loop that trains (kept_file.h); if not, reports why
///   MISFIRE_KEEP_MOST=BYTES  the most that is kept
///   MISFIRE_KEPT=FILE        passes over the loops that train, and puts those values in place instead
///
/// In a host these functions are the host's own, and the environment is that of the run which it forked.
#include "kept_book.h"

#include <torch/nn/module.h>
#include <torch/optim/optimizer.h>

#include <utility>

#include <dlfcn.h>
#include <pthread.h>

#define MISFIRE_EXPORTED __attribute__((visibility("default")))

extern "C" MISFIRE_EXPORTED int misfire_training_begins();
extern "C" MISFIRE_EXPORTED void misfire_training_ends();
extern "C" MISFIRE_EXPORTED void misfire_keep();

namespace {

/// Never destroyed: tensors are registered, and kept, after the program's own variables are gone.
misfire::detail::Book& book() {
  static misfire::detail::Book* const of_this_process = new misfire::detail::Book;
  return *of_this_process;
}

/// libtorch's function of that name, which comes after the one that stands here.
template <typename Function>
Function* next_one(const char* name) {
  void* const found = dlsym(RTLD_NEXT, name);
  if (found == nullptr) misfire::refuse("libtorch", name, "a function that it has");
  return reinterpret_cast<Function*>(found);
}

// A member function is called as a function of its object is, and has no other address that can be asked for.
using Register = at::Tensor&(torch::nn::Module*, std::string, at::Tensor, bool);
using RegisterBuffer = at::Tensor&(torch::nn::Module*, std::string, at::Tensor);
using AddGroup = void(torch::optim::Optimizer*, const torch::optim::OptimizerParamGroup&);

#if _GLIBCXX_USE_CXX11_ABI
#define MISFIRE_STRING "NSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"
#else
#define MISFIRE_STRING "Ss"
#endif

/// Among the first of all exit handlers, so among the last to run: a program may train and test in those of
/// its own. A host leaves its runs without them, and calls misfire_keep() itself.
__attribute__((constructor(101))) void keep_at_exit() {
  std::atexit(misfire_keep);
  pthread_atfork(misfire::detail::note_fork, nullptr, nullptr);
}

} // namespace

int misfire_training_begins() {
  return book().begins() ? 1 : 0;
}
void misfire_training_ends() {
  book().ends();
}
void misfire_keep() {
  book().keep();
}

namespace torch {
namespace nn {

MISFIRE_EXPORTED at::Tensor& Module::register_parameter(std::string name, at::Tensor tensor,
                                                        bool requires_grad) {
  static Register* const real =
      next_one<Register>("_ZN5torch2nn6Module18register_parameterE" MISFIRE_STRING "N2at6TensorEb");
  at::Tensor& registered = real(this, std::move(name), std::move(tensor), requires_grad);
  book().add(registered);
  return registered;
}

MISFIRE_EXPORTED at::Tensor& Module::register_buffer(std::string name, at::Tensor tensor) {
  static RegisterBuffer* const real =
      next_one<RegisterBuffer>("_ZN5torch2nn6Module15register_bufferE" MISFIRE_STRING "N2at6TensorE");
  at::Tensor& registered = real(this, std::move(name), std::move(tensor));
  book().add(registered);
  return registered;
}

} // namespace nn

namespace optim {

MISFIRE_EXPORTED void Optimizer::add_param_group(const OptimizerParamGroup& group) {
  static AddGroup* const real =
      next_one<AddGroup>("_ZN5torch5optim9Optimizer15add_param_groupERKNS0_19OptimizerParamGroupE");
  real(this, group);
  for (const at::Tensor& tensor : group.params())
    book().add(tensor);
}

} // namespace optim
} // namespace torch
