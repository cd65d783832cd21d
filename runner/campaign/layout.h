// How many trainings side by side, with how many threads each: measured on the baseline, since two threads in
// one small training can be ten times slower than two trainings of one thread.
#pragma once

#include "runner/binary.h"
#include "runner/campaign/trainer.h"

#include <functional>
#include <memory>

namespace misfire {

struct Layout {
  unsigned jobs = 1;
  unsigned threads = 1; ///< of each
  bool operator==(const Layout&) const = default;
};

/// What is worth trying: all cores at one thread each first, then ever more threads and fewer jobs.
std::vector<Layout> layouts_of(unsigned cores);

/// A layout that was tried. No rate: it was given up, being slower than the best before it.
struct Measured {
  Layout layout;
  std::optional<double> runs_a_minute;
  bool operator==(const Measured&) const = default;
};

/// How trainings of a layout are made.
using ExecutorOf = std::function<std::unique_ptr<Executor>(const Configuration&, const Layout&)>;

struct MeasuringWatch {
  std::function<Interruption()> interruption = [] { return Interruption::none; };
  /// About once a second: what is being tried.
  std::function<void(const Layout&)> progress = [](const Layout&) {};
};

/// Trains the baseline's first runs in each layout, once side by side, as long as a layout can still win, and
/// keeps them in the store, where the campaign finds those of its own layout again; with their networks,
/// where networks are kept, of the layout that is the best. Ends early, with what is measured by then, at an
/// interruption or when the program fails. Error: runs can be neither started nor kept.
Result<std::vector<Measured>> measure_layouts(const ExecutorOf& executor_of,
                                              const Configuration& configuration, Store& store,
                                              const Binary& baseline, const Trust& trust, unsigned cores,
                                              const MeasuringWatch& watch);

/// The fastest; but one with fewer threads is kept unless another is faster by a tenth.
Layout best_of(const std::vector<Measured>& measured);

/// For people: "2 runs at a time with 1 thread each".
std::string spelled(const Layout& layout);

/// "2 runs at a time with 1 thread each: 92 runs a minute, 1 run at a time with 2 threads: slower".
std::string text_of(const std::vector<Measured>& measured);

/// The layout that a campaign of this program, with these arguments, in this output folder was begun with;
/// threads change the bits of every run, so it is kept. Nothing where none was. On a machine with another
/// number of cores the threads are kept and the jobs follow.
std::optional<Layout> read_layout(const Configuration& configuration, unsigned cores);
Result<void> write_layout(const Configuration& configuration, const Layout& layout, unsigned cores);

} // namespace misfire
