/// The tensors of a run in the order in which they were made known. Private to kept.cpp, which says what it
/// is for.
#pragma once

#include "kept_file.h"

#include <misfire/report.h>

#include <ATen/Context.h>
#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/GradMode.h>

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace misfire {
namespace detail {

inline std::string environment_text(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? "" : text;
}

/// Whether this process, or one that it comes from, was forked by a run that keeps its network. A host forks
/// its runs without that in its own environment.
inline bool& has_forked() {
  static bool forked = false;
  return forked;
}
inline void note_fork() {
  has_forked() = has_forked() || std::getenv("MISFIRE_KEEP") != nullptr;
}

class Book {
public:
  /// The next tensor; one that is known already, or comes while a loop trains, has no number.
  void add(const at::Tensor& tensor) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!is_open() || loops() > 0) return;
    const bool known = tensor.defined() && !known_.insert(tensor.unsafeGetTensorImpl()).second;
    if (known) return;
    const std::uint64_t number = next_number_++;
    if (!tensor.defined()) return;
    tensors_.emplace(number, tensor);
    held_bytes_ += tensor.nbytes();
    if (replays_) return;
    if (is_too_much()) drop_what_nobody_holds();
    if (is_too_much())
      give_up("its networks take more than the " + std::to_string(most_bytes_) +
              " bytes that a run may keep");
  }

  /// A loop that trains begins: whether it is to run.
  bool begins() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (loops()++ > 0 || !is_open() || !replays_) return true;
    put_in_place();
    return false;
  }

  void ends() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (--loops() > 0 || !is_open() || replays_) return;
    const at::Tensor state = generator().get_state();
    states_.emplace_back(static_cast<const char*>(state.data_ptr()), state.nbytes());
  }

  /// The run ends. Writes what is to be kept, once.
  void keep() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!asked_ || replays_ || path_.empty()) return;
    if (has_forked()) give_up("the program starts other processes");
    if (unkept_.empty() && states_.empty()) give_up("no loop that trains was passed");
    if (unkept_.empty()) write();
    if (!unkept_.empty()) report("unkept " + unkept_);
    path_.clear();
  }

private:
  /// How many loops that train this thread is in.
  static int& loops() {
    static thread_local int count = 0;
    return count;
  }
  static at::Generator generator() { return at::globalContext().defaultGenerator(at::kCPU); }

  /// Whether there is still anything to keep or to put in place. Asks the environment when it is first asked,
  /// since a host has forked the run by then.
  bool is_open() {
    if (!asked_) {
      asked_ = true;
      path_ = environment_text("MISFIRE_KEEP");
      given_path_ = environment_text("MISFIRE_KEPT");
      replays_ = !given_path_.empty();
      const std::string most = environment_text("MISFIRE_KEEP_MOST");
      if (!most.empty()) most_bytes_ = std::strtoull(most.c_str(), nullptr, 10);
    }
    return replays_ || (!path_.empty() && unkept_.empty());
  }

  bool is_too_much() const { return held_bytes_ > most_bytes_ || tensors_.size() > most_tensors; }

  void drop_what_nobody_holds() {
    for (auto at = tensors_.begin(); at != tensors_.end();) {
      if (at->second.use_count() > 1) {
        ++at;
        continue;
      }
      known_.erase(at->second.unsafeGetTensorImpl());
      held_bytes_ -= at->second.nbytes();
      at = tensors_.erase(at);
    }
  }

  void give_up(const std::string& why) {
    unkept_ = why;
    tensors_.clear();
    known_.clear();
    states_.clear();
  }

  void write() {
    KeptWriter file(path_);
    file.number(states_.size());
    for (const std::string& state : states_)
      file.bytes(state.data(), state.size());
    std::uint64_t bytes = 0;
    file.number(tensors_.size());
    for (const auto& numbered : tensors_) {
      if (numbered.second.layout() != at::kStrided || numbered.second.is_quantized())
        return give_up("one of its tensors is sparse or quantized");
      const at::Tensor values = numbered.second.detach().to(at::kCPU).contiguous();
      bytes += values.nbytes();
      if (bytes > most_bytes_) return give_up("its networks grew to more than a run may keep");
      file.tensor({numbered.first, static_cast<std::int64_t>(values.scalar_type()), values.sizes().vec(),
                   static_cast<const char*>(values.data_ptr()), values.nbytes()});
    }
    if (!file.finish()) give_up("the file of its network could not be written");
  }

  /// Gives all tensors that are known so far the values they had at the end, and the generator its state at
  /// the end of this loop; of the last that there was, where there were fewer.
  void put_in_place() {
    if (given_.content.empty() && !KeptReader::read(given_path_, given_))
      refuse("MISFIRE_KEPT", given_path_.c_str(), "a whole file of kept tensors");
    const c10::AutoGradMode without_gradients(false);
    for (const KeptTensor& kept : given_.tensors) {
      const auto known = tensors_.find(kept.number);
      if (known != tensors_.end()) put(kept, known->second);
    }
    if (given_.states.empty()) return;
    std::string& state = given_.states[std::min<std::size_t>(passed_++, given_.states.size() - 1)];
    generator().set_state(at::from_blob(&state[0], {static_cast<std::int64_t>(state.size())}, at::kByte));
  }

  /// In place, so that views and optimizers see it; a tensor that grew in training is given other memory.
  static void put(const KeptTensor& kept, at::Tensor& tensor) {
    const at::Tensor values =
        at::from_blob(const_cast<char*>(kept.bytes), kept.sizes, static_cast<at::ScalarType>(kept.type));
    if (tensor.scalar_type() == values.scalar_type() && tensor.sizes() == values.sizes())
      tensor.copy_(values);
    else
      tensor.set_data(values.clone().to(tensor.device()));
  }

  static constexpr std::size_t most_tensors = 100000;

  std::mutex mutex_;
  bool asked_ = false;
  bool replays_ = false;
  std::string path_, given_path_;
  std::string unkept_; ///< why nothing is kept
  std::uint64_t most_bytes_ = ~std::uint64_t(0);
  std::uint64_t held_bytes_ = 0;
  std::uint64_t next_number_ = 0;
  std::map<std::uint64_t, at::Tensor> tensors_;
  std::set<const void*> known_;
  std::vector<std::string> states_;
  KeptFile given_;
  std::size_t passed_ = 0; ///< loops
};

} // namespace detail
} // namespace misfire
