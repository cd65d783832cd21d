/// What is reported of a run's passes. Private to inputs.h, which says how.
#pragma once

#include <misfire/report.h>

#include <algorithm>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <map>
#include <mutex>
#include <numeric>
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

/// A set of inputs that a comparison was made on, and what came of it.
struct RecordedSet {
  std::vector<std::uint64_t> hashes;    ///< ascending, each once
  std::vector<std::uint32_t> positions; ///< in the first pass
  std::size_t repeated = 0;             ///< inputs that are left out, since another is equal
  std::uint64_t id = 0;                 ///< of the hashes
  std::vector<std::string> passes;      ///< as they are reported, those made last
};

/// What is reported of the process.
class Recording {
public:
  Recording() = default;
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  /// A run that has ended well does not fail over what cannot be reported of it.
  ~Recording() {
    process_is_over() = true;
    try {
      for (const auto& comparison : sets_)
        for (const RecordedSet& set : comparison.second)
          write(comparison.first, set);
      for (const auto& left : left_out_)
        report("unrecorded " + std::to_string(left.first) + " " + left.second);
    } catch (...) {
    }
  }

  bool wanted() const { return wanted_; }

  void add(int comparison, const Judged& judged) {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::vector<bool> right;
    RecordedSet set = set_of(judged, right);
    if (set.hashes.empty()) {
      left_out_.emplace(comparison, "each input of it is equal to another");
      return;
    }
    std::vector<RecordedSet>& sets = sets_[comparison];
    const auto known =
        std::find_if(sets.begin(), sets.end(), [&](const RecordedSet& one) { return one.id == set.id; });
    if (known != sets.end()) {
      set = std::move(*known);
      sets.erase(known);
    }
    if (set.passes.size() == most_passes) set.passes.erase(set.passes.begin());
    set.passes.push_back(std::to_string(judged.elements) + " " + std::to_string(judged.right) + " " +
                         digits_of(right));
    sets.push_back(std::move(set));
    drop_oldest(comparison, sets);
  }

  /// Nothing, where there is no memory to say why.
  void leave_out(int comparison, const char* why) {
    try {
      std::string text = why;
      std::replace(text.begin(), text.end(), '\n', ' ');
      std::replace(text.begin(), text.end(), '\r', ' ');
      const std::lock_guard<std::mutex> lock(mutex_);
      left_out_.emplace(comparison, std::move(text));
    } catch (...) {
    }
  }

private:
  static constexpr std::size_t most_sets = 100;       ///< of a comparison
  static constexpr std::size_t most_inputs = 4000000; ///< of a comparison's sets, all together
  static constexpr std::size_t most_passes = 4;       ///< of a set: as many networks may be evaluated in turn

  /// Which of its inputs differ from all others, and in that order whether they were right.
  static RecordedSet set_of(const Judged& judged, std::vector<bool>& right) {
    const auto& inputs = judged.inputs;
    std::vector<std::uint32_t> order(inputs.size());
    std::iota(order.begin(), order.end(), std::uint32_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return inputs[a].first < inputs[b].first; });
    RecordedSet set;
    for (std::size_t i = 0, next = 0; i < order.size(); i = next) {
      while (next < order.size() && inputs[order[next]].first == inputs[order[i]].first)
        ++next;
      if (next > i + 1) {
        set.repeated += next - i;
        continue;
      }
      set.hashes.push_back(inputs[order[i]].first);
      set.positions.push_back(order[i]);
      right.push_back(inputs[order[i]].second);
    }
    set.id = content_hash(reinterpret_cast<const char*>(set.hashes.data()),
                          set.hashes.size() * sizeof(std::uint64_t));
    return set;
  }

  void drop_oldest(int comparison, std::vector<RecordedSet>& sets) {
    std::size_t inputs = 0;
    for (const RecordedSet& set : sets)
      inputs += set.hashes.size();
    while (sets.size() > most_sets || (inputs > most_inputs && sets.size() > 1)) {
      inputs -= sets.front().hashes.size();
      sets.erase(sets.begin());
      left_out_.emplace(comparison, "it evaluates other inputs again and again");
    }
  }

  static std::string hex(std::uint64_t number) {
    char text[17];
    std::snprintf(text, sizeof text, "%016" PRIx64, number);
    return text;
  }

  /// A bit each, the first in the highest bit of the first digit.
  static std::string digits_of(const std::vector<bool>& bits) {
    std::string digits;
    for (std::size_t i = 0; i < bits.size(); i += 4) {
      int digit = 0;
      for (std::size_t k = i; k < i + 4; ++k)
        digit = 2 * digit + (k < bits.size() && bits[k] ? 1 : 0);
      digits += "0123456789abcdef"[digit];
    }
    return digits;
  }

  static void write(int comparison, const RecordedSet& set) {
    std::string hashes, positions;
    for (const std::uint64_t hash : set.hashes)
      hashes += hex(hash);
    for (const std::uint32_t position : set.positions)
      positions += (positions.empty() ? "" : ",") + std::to_string(position);
    report("inputs " + hex(set.id) + " " + hashes + " " + positions + " " + std::to_string(set.repeated));
    for (const std::string& pass : set.passes)
      report("pass " + std::to_string(comparison) + " " + hex(set.id) + " " + pass);
  }

  const bool wanted_ = reporting();
  std::mutex mutex_;
  std::map<int, std::vector<RecordedSet>> sets_; ///< by comparison, those evaluated last at the end
  std::map<int, std::string> left_out_;          ///< by comparison, the first reason
};

inline Recording& recording() {
  static Recording of_this_process;
  return of_this_process;
}

} // namespace detail
} // namespace misfire
