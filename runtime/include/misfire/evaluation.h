/// The evaluation that a run is in: which inputs entered, and which of them were right. Private to inputs.h.
#pragma once

#include <misfire/recording.h>

namespace misfire {
namespace detail {

using Hashes = std::vector<std::uint64_t>;

/// A tensor that entered the network: the hashes of its rows, and where they may be meant, of its columns. It
/// itself is not held: its memory is the program's to reuse.
struct Entered {
  Hashes rows, columns;
};

/// The inputs that several tensors make together, row by row. A tensor of another number of rows, such as a
/// mask, is none of an input's.
inline void add_to(Hashes& hashes, const Hashes& more) {
  if (hashes.size() != more.size()) return;
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    const std::uint64_t both[2] = {hashes[i], more[i]};
    hashes[i] = content_hash(reinterpret_cast<const char*>(both), sizeof both);
  }
}

inline void add_to(Entered& all, const Entered& more) {
  add_to(all.rows, more.rows);
  add_to(all.columns, more.columns);
}

inline Entered together(const std::vector<Entered>& parts) {
  Entered all = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i)
    add_to(all, parts[i]);
  return all;
}

/// What is evaluated between the begin and the end of a loop, without loops in it that evaluate, too.
struct Frame {
  Entered entered;                  ///< last
  std::vector<Entered> parts;       ///< of what is entering
  std::vector<bool> has_part;       ///< by part
  std::map<int, std::size_t> done;  ///< of what entered last, how many each comparison has judged
  bool by_columns = false;          ///< steps came first so far
  std::map<int, Judged> judged;     ///< by comparison
  std::map<int, std::string> unfit; ///< by comparison, why it cannot be recorded
};

/// The evaluations that a thread is in, one in the other; outside of all loops the one of what entered last.
class Evaluation {
public:
  Evaluation() : frames_(1) {}
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;
  ~Evaluation() { thread_is_over() = true; }

  void begin() { frames_.emplace_back(); }
  void end() {
    end_batch(frames_.back());
    const Frame ended = std::move(frames_.back());
    frames_.pop_back();
    for (const auto& judged : ended.judged)
      report_pass(ended, judged.first, judged.second);
  }

  void enter(Entered entered) {
    Frame& frame = frames_.back();
    end_batch(frame);
    if (frames_.size() == 1) {
      frame.judged.clear();
      frame.unfit.clear();
    }
    frame.entered = std::move(entered);
  }

  /// One of `count` tensors that enter together, in any order.
  void enter_part(std::size_t part, std::size_t count, Entered entered) {
    Frame& frame = frames_.back();
    if (frame.parts.size() != count || frame.has_part[part]) {
      frame.parts.assign(count, Entered());
      frame.has_part.assign(count, false);
    }
    frame.parts[part] = std::move(entered);
    frame.has_part[part] = true;
    if (std::find(frame.has_part.begin(), frame.has_part.end(), false) != frame.has_part.end()) return;
    Entered all = together(frame.parts);
    frame.parts.clear();
    enter(std::move(all));
  }

  /// Which dimension of what is compared counts the inputs; its sizes are given. Where these fit the columns
  /// of what entered, and not the rows, steps come first there, and its columns are the inputs.
  std::size_t dimension_of_inputs(const std::vector<std::size_t>& sizes) {
    Frame& frame = frames_.back();
    const std::size_t rows = frame.entered.rows.size();
    if (sizes.empty() || rows == 0) return 0;
    if (may_turn(frame, sizes, rows)) {
      frame.entered.rows = std::move(frame.entered.columns);
      frame.entered.columns.clear();
      frame.by_columns = true;
      return 0;
    }
    for (std::size_t i = 0; i < sizes.size(); ++i)
      if (sizes[i] == rows) return i;
    return 0;
  }

  void judge(int comparison, const bool* right, std::size_t count) {
    Frame& frame = frames_.back();
    std::size_t& done = frame.done[comparison];
    Judged& judged = frame.judged[comparison];
    const std::size_t rows = frame.entered.rows.size();
    const bool whole = done == 0 && rows > 0 && count > 0 && count % rows == 0;
    if (!whole && (count != 1 || done >= rows)) {
      frame.unfit.emplace(comparison, "a comparison of " + std::to_string(count) + " values is made where " +
                                          std::to_string(rows) + " inputs entered the network");
      return;
    }
    const std::size_t each = whole ? count / rows : 1;
    if (judged.inputs.size() + count / each > most_inputs)
      frame.unfit.emplace(comparison, "it evaluates more than a million inputs");
    else
      for (std::size_t i = 0; i < count / each; ++i)
        add(judged, frame.entered.rows[done + i], right + i * each, each);
    done += count / each;
    if (frames_.size() > 1 || done < rows) return;
    report_pass(frame, comparison, judged);
    frame.judged.erase(comparison);
  }

private:
  static constexpr std::size_t most_inputs = 1000000;

  static void add(Judged& judged, std::uint64_t hash, const bool* right, std::size_t count) {
    const std::size_t hits = static_cast<std::size_t>(std::count(right, right + count, true));
    judged.inputs.emplace_back(hash, 2 * hits > count);
    judged.elements += count;
    judged.right += hits;
  }

  /// One row alone fits all sizes, so that nothing is said by them.
  static bool may_turn(const Frame& frame, const std::vector<std::size_t>& sizes, std::size_t rows) {
    const std::size_t columns = frame.entered.columns.size();
    if (columns < 2 || rows < 2) return false;
    for (const auto& done : frame.done)
      if (done.second > 0) return false;
    if (sizes[0] == columns && (sizes[0] != rows || frame.by_columns)) return true;
    return sizes.size() == 1 && sizes[0] > 1 && sizes[0] % columns == 0 && sizes[0] % rows != 0;
  }

  /// A batch that was judged in part has inputs of which nothing is known.
  static void end_batch(Frame& frame) {
    const std::size_t rows = frame.entered.rows.size();
    for (const auto& done : frame.done)
      if (done.second > 0 && done.second < rows)
        frame.unfit.emplace(done.first, "of " + std::to_string(rows) + " inputs that entered the network, " +
                                            std::to_string(done.second) + " are compared");
    frame.done.clear();
    frame.entered = Entered();
  }

  static void report_pass(const Frame& frame, int comparison, const Judged& judged) {
    const auto unfit = frame.unfit.find(comparison);
    if (unfit != frame.unfit.end())
      recording().leave_out(comparison, unfit->second.c_str());
    else if (!judged.inputs.empty())
      recording().add(comparison, judged);
  }

  std::vector<Frame> frames_; ///< the innermost last; the first is outside of all loops
};

inline Evaluation& evaluation() {
  static thread_local Evaluation of_this_thread;
  return of_this_thread;
}

} // namespace detail
} // namespace misfire
