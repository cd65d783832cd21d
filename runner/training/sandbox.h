// Gives each run a working directory of its own, so that nothing it writes reaches the subject or another
// run.
#pragma once

#include "runner/system/process.h"

namespace misfire {

/// How runs are kept apart. What is small in the working directory (16 MiB and 20 files together, no
/// programs, no data of the configuration) is copied for each run, which may write over it; so are the small
/// ones of the project's folders beside it.
///   bubblewrap: the run's own folder stands at the path of the subject's working directory, with the other
///               entries of that directory in it; they and the rest of the file system are read-only, /tmp is
///               the run's own. What the program starts dies with it. It has no network.
///   links:      the run starts in its own folder, which holds symbolic links to the other entries; what it
///               writes through a link reaches the subject.
enum class Isolation { bubblewrap, links };

/// The best isolation that works here, by trying. `scratch` is a folder where it can be tried.
Isolation find_isolation(Processes& processes, const std::string& scratch);

/// What runs in a cell. Paths are absolute.
struct Inhabitant {
  std::string directory;            ///< the subject's working directory
  std::vector<std::string> visible; ///< files and folders it needs beside that one: its binary, its data
  std::vector<std::string> never_copied = {}; ///< what stays as it is: its data, misfire's output
  std::vector<std::string> beside = {};       ///< folders beside `directory`: copied where they are small
};

/// A run's own place.
struct Cell {
  std::string folder;               ///< all that is the run's own
  std::string report;               ///< the file that the runtime writes, from outside
  std::string inner_report;         ///< the same file, as the program finds it
  std::vector<std::string> wrapper; ///< what stands before the program in its command; may be empty
  std::string directory;            ///< where the command starts
  std::vector<View> views;          ///< what a host shows to the run instead of starting the wrapper
  std::string inner_directory;      ///< where the program starts, as it finds it
  std::string temporary;            ///< the run's own folder for temporary files, as the program finds it
};

/// Makes the folder (which must not exist) and what is in it. Error: it cannot be written.
Result<Cell> make_cell(Isolation isolation, const Inhabitant& inhabitant, const std::string& folder);

/// What stands before a host's program: as for a run, but all cells (they lie in the folder `cells`) can be
/// written, since each of its runs shows itself its own cell alone.
std::vector<std::string> wrapper_of_host(Isolation isolation, const std::string& cells);

/// Removes a cell and all that its run left there.
void remove_cell(const Cell& cell);

} // namespace misfire
