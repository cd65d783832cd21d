// Explicit modules of Clang: made by one command, named in the others, nothing found or built on the way.
#include "runner/header_module.h"

#include "runner/digest.h"
#include "runner/shadow_tree.h"

namespace misfire {
namespace {

const std::vector<std::string> explicit_modules = {"-fmodules", "-fno-implicit-modules",
                                                   "-fno-implicit-module-maps"};

std::vector<std::string> without_included_files(const std::vector<std::string>& flags) {
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < flags.size(); ++i)
    if (flags[i] == "-include" || flags[i] == "-imacros")
      ++i;
    else
      kept.push_back(flags[i]);
  return kept;
}

} // namespace

HeaderModule module_for(const std::string& folder, const std::vector<std::string>& flags,
                        const std::vector<std::string>& includes) {
  std::vector<std::string> own = without_included_files(flags);
  std::vector<std::string> key = own;
  key.push_back("includes");
  key.insert(key.end(), includes.begin(), includes.end());
  return {folder + "/module-" + digest_of(key), own, includes};
}

Result<BuildStep> module_step(const HeaderModule& module, const std::string& clang,
                              const std::string& directory) {
  std::string text;
  for (const std::string& include : module.includes)
    text += "#include <" + include + ">\n";
  if (auto written = write_if_changed(module.folder + "/pre.h", text); !written)
    return tl::unexpected(written.error());
  std::string map = module.folder + "/module.modulemap";
  if (auto written = write_if_changed(map, "module misfire_pre { header \"pre.h\" export * }\n"); !written)
    return tl::unexpected(written.error());

  BuildStep step;
  step.output = module.pcm();
  step.inputs = {map, module.folder + "/pre.h"};
  step.command = {clang};
  step.command.insert(step.command.end(), module.flags.begin(), module.flags.end());
  step.command.insert(step.command.end(), explicit_modules.begin(), explicit_modules.end());
  step.command.insert(step.command.end(),
                      {"-Xclang", "-emit-module", "-fmodule-name=misfire_pre", "-w", "-MD", "-MF",
                       step.output + ".d", "-x", "c++", "-c", map, "-o", step.output});
  step.directory = directory;
  step.description = "the header module of the subject's <...> includes";
  step.writes_depfile = true;
  return step;
}

std::vector<std::string> module_use(const HeaderModule& module) {
  std::vector<std::string> flags = explicit_modules;
  flags.insert(flags.end(), {"-fmodule-map-file=" + module.folder + "/module.modulemap",
                             "-fmodule-file=" + module.pcm(), "-include", module.folder + "/pre.h"});
  return flags;
}

} // namespace misfire
