// The folder mutants/ of a campaign's output.
#include "runner/mutants/write_mutants.h"

#include "mutator/source/emit.h"
#include "runner/building/shadow_tree.h"

#include <filesystem>
#include <set>

namespace misfire {
namespace {

namespace fs = std::filesystem;

/// The files of one mutant's folder, by path.
std::map<std::string, std::string> files_of(const std::string& folder, const TrainingProgram& program,
                                            const Mutant& mutant) {
  std::map<std::string, std::string> files;
  for (auto& [path, text] : mutated_files(program, mutant))
    files[folder + "/" + shown_path(program, path)] = text;
  files[folder + "/mutant.diff"] = diff_of(program, mutant);
  return files;
}

} // namespace

Result<void> write_mutants(const std::string& output, const TrainingProgram& program,
                           const std::vector<Mutant>& mutants) {
  std::string folder = output + "/mutants";
  std::set<std::string> kept;
  for (const Mutant& mutant : mutants) {
    std::string own = folder + "/" + folder_name(mutant.id);
    kept.insert(own);
    for (const auto& [path, text] : files_of(own, program, mutant))
      if (auto written = write_if_changed(path, text); !written) return written;
  }
  std::error_code ignored;
  std::vector<fs::path> stale;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    if (!kept.count(entry.path().string())) stale.push_back(entry.path());
  for (const fs::path& path : stale)
    fs::remove_all(path, ignored);
  return {};
}

} // namespace misfire
