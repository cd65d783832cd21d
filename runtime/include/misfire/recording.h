/// The passes of a run, gathered and reported. Private to inputs.h, which says what is reported.
#pragma once

#include <misfire/report.h>

#include <algorithm>
#include <cinttypes>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <mutex>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace misfire {
namespace detail {

/// A hash of bytes by their content; made for speed, in four lanes of words.
inline std::uint64_t content_hash(const char* bytes, std::size_t count) {
  constexpr std::uint64_t factor = 0x9e3779b97f4a7c15u;
  std::uint64_t lanes[4] = {count, ~std::uint64_t(count), factor, ~factor};
  const auto add = [&](std::uint64_t& lane, std::uint64_t word) {
    lane = (lane ^ word) * factor;
    lane ^= lane >> 32;
  };
  std::size_t at = 0;
  for (; at + sizeof lanes <= count; at += sizeof lanes) {
    std::uint64_t words[4];
    std::memcpy(words, bytes + at, sizeof words);
    for (int i = 0; i < 4; ++i)
      add(lanes[i], words[i]);
  }
  for (; at < count; ++at)
    add(lanes[at % 4], static_cast<unsigned char>(bytes[at]));
  for (int i = 1; i < 4; ++i)
    add(lanes[0], lanes[i]);
  return lanes[0];
}

/// One evaluation by one comparison: of each input its hash, and whether it was right.
struct Judged {
  std::vector<std::pair<std::uint64_t, bool>> inputs;
  std::uint64_t elements = 0, right = 0;
};

/// Whether nothing is recorded any more, in this process or in this thread: what would hold it is destroyed,
/// and a program's own exit handlers and static objects may still evaluate. Nothing destroys the flags
/// themselves.
inline bool& process_is_over() {
  static bool is_over = false;
  return is_over;
}
inline bool& thread_is_over() {
  static thread_local bool is_over = false;
  return is_over;
}

/// What is reported of the process: of each comparison on each set of inputs the last pass.
class Recording {
public:
  Recording() = default;
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  ~Recording() {
    process_is_over() = true;
    for (const auto& set : sets_)
      report("inputs " + hex(set.first) + " " + set.second);
    for (const auto& pass : passes_)
      report("pass " + std::to_string(pass.first.first) + " " + hex(pass.first.second) + " " + pass.second);
    for (const auto& left : left_out_)
      report("unrecorded " + std::to_string(left.first) + " " + left.second);
  }

  bool wanted() const { return wanted_; }

  void add(int comparison, Judged judged) {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::vector<std::size_t> positions(judged.inputs.size());
    std::iota(positions.begin(), positions.end(), std::size_t(0));
    std::stable_sort(positions.begin(), positions.end(),
                     [&](std::size_t a, std::size_t b) { return judged.inputs[a] < judged.inputs[b]; });
    std::string hashes, bits, places;
    for (const std::size_t position : positions) {
      hashes += hex(judged.inputs[position].first);
      places += (places.empty() ? "" : ",") + std::to_string(position);
    }
    const std::uint64_t set = content_hash(hashes.data(), hashes.size());
    if (!sets_.count(set) && sets_.size() >= most_sets) {
      left_out_.emplace(comparison, "it evaluates other inputs again and again");
      return;
    }
    sets_.emplace(set, hashes + " " + places);
    for (std::size_t i = 0; i < positions.size(); i += 4) {
      int digit = 0;
      for (std::size_t k = i; k < i + 4; ++k)
        digit = 2 * digit + (k < positions.size() && judged.inputs[positions[k]].second ? 1 : 0);
      bits += "0123456789abcdef"[digit];
    }
    passes_[{comparison, set}] =
        std::to_string(judged.elements) + " " + std::to_string(judged.right) + " " + bits;
  }

  void leave_out(int comparison, std::string why) {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (char& character : why)
      if (character == '\n' || character == '\r') character = ' ';
    left_out_.emplace(comparison, std::move(why));
  }

private:
  static constexpr std::size_t most_sets = 100;

  static std::string hex(std::uint64_t number) {
    char text[17];
    std::snprintf(text, sizeof text, "%016" PRIx64, number);
    return text;
  }

  const bool wanted_ = reporting();
  std::mutex mutex_;
  std::map<std::uint64_t, std::string> sets_; ///< hashes, and positions in the first pass
  std::map<std::pair<int, std::uint64_t>, std::string> passes_;
  std::map<int, std::string> left_out_; ///< by comparison, the first reason
};

inline Recording& recording() {
  static Recording of_this_process;
  return of_this_process;
}

/// What entered the network last: the hashes of its rows, and where they may be meant, of its columns.
struct Entered {
  std::vector<std::uint64_t> first;
  std::size_t second_size = 0;
  std::function<std::vector<std::uint64_t>()> again;
};

/// The evaluation that a thread is in, or between loops the one of what entered last.
class Evaluation {
public:
  Evaluation() = default;
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;
  ~Evaluation() { thread_is_over() = true; }

  void begin() {
    end_batch();
    judged_.clear();
    ++loops_;
  }
  void end() {
    end_batch();
    if (loops_ > 0) --loops_;
    report_passes();
  }

  void enter(Entered entered) {
    end_batch();
    if (loops_ == 0) judged_.clear();
    entered_ = std::move(entered);
  }

  void judge(int comparison, const bool* right, std::size_t count) {
    std::size_t& done = done_[comparison];
    Judged& judged = judged_[comparison];
    std::size_t rows = entered_.first.size();
    if (done == 0 && count != rows && count > 1 && entered_.second_size > 1 &&
        count % entered_.second_size == 0 && (rows == 0 || count % rows != 0)) {
      entered_.first = entered_.again();
      rows = entered_.first.size();
    }
    const bool whole = done == 0 && rows > 0 && count > 0 && count % rows == 0;
    if (!whole && (count != 1 || done >= rows)) {
      unfit_.emplace(comparison, "a comparison of " + std::to_string(count) + " values is made where " +
                                     std::to_string(rows) + " inputs entered the network");
      return;
    }
    const std::size_t each = whole ? count / rows : 1;
    for (std::size_t i = 0; i < count / each; ++i)
      add(judged, entered_.first[done + i], right + i * each, each);
    done += count / each;
    if (judged.inputs.size() > most_inputs)
      unfit_.emplace(comparison, "it evaluates more than a million inputs");
    if (loops_ == 0 && done == rows) report_passes();
  }

private:
  static constexpr std::size_t most_inputs = 1000000;

  static void add(Judged& judged, std::uint64_t hash, const bool* right, std::size_t count) {
    const std::size_t hits = static_cast<std::size_t>(std::count(right, right + count, true));
    judged.inputs.emplace_back(hash, 2 * hits > count);
    judged.elements += count;
    judged.right += hits;
  }

  /// A batch that was judged in part has inputs of which nothing is known.
  void end_batch() {
    for (const auto& done : done_)
      if (done.second > 0 && done.second < entered_.first.size())
        unfit_.emplace(done.first, "of " + std::to_string(entered_.first.size()) +
                                       " inputs that entered the network, " + std::to_string(done.second) +
                                       " are compared");
    done_.clear();
    entered_ = Entered();
  }

  void report_passes() {
    for (auto& judged : judged_) {
      const auto unfit = unfit_.find(judged.first);
      if (unfit != unfit_.end())
        recording().leave_out(judged.first, unfit->second);
      else if (!judged.second.inputs.empty())
        recording().add(judged.first, std::move(judged.second));
    }
    judged_.clear();
    unfit_.clear();
  }

  unsigned loops_ = 0; ///< that evaluate, around here
  Entered entered_;
  std::map<int, std::size_t> done_; ///< of what entered last, how many each comparison has judged
  std::map<int, Judged> judged_;
  std::map<int, std::string> unfit_;
};

inline Evaluation& evaluation() {
  static thread_local Evaluation of_this_thread;
  return of_this_thread;
}

} // namespace detail
} // namespace misfire
