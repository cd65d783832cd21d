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

HeaderModule module_for(Headers form, const std::string& folder, const std::vector<std::string>& flags,
                        const std::vector<std::string>& includes) {
  std::vector<std::string> own = without_included_files(flags);
  std::vector<std::string> key = own;
  key.push_back("includes");
  key.insert(key.end(), includes.begin(), includes.end());
  return {form, folder + "/module-" + digest_of(key), own, includes};
}

Result<BuildStep> module_step(const HeaderModule& module, const std::string& clang,
                              const std::string& directory) {
  std::string text;
  for (const std::string& include : module.includes)
    text += "#include <" + include + ">\n";
  std::string header = module.folder + "/pre.h";
  if (auto written = write_if_changed(header, text); !written) return tl::unexpected(written.error());
  std::string map = module.folder + "/module.modulemap";
  if (auto written = write_if_changed(map, "module misfire_pre { header \"pre.h\" export * }\n"); !written)
    return tl::unexpected(written.error());

  BuildStep step;
  step.output = module.file();
  step.inputs = {map, header};
  step.command = {clang};
  step.command.insert(step.command.end(), module.flags.begin(), module.flags.end());
  if (module.form == Headers::module) {
    step.command.insert(step.command.end(), explicit_modules.begin(), explicit_modules.end());
    step.command.insert(step.command.end(),
                        {"-Xclang", "-emit-module", "-fmodule-name=misfire_pre", "-x", "c++", "-c", map});
  } else {
    step.command.insert(step.command.end(), {"-fpch-instantiate-templates", "-x", "c++-header", header});
  }
  step.command.insert(step.command.end(), {"-w", "-MD", "-MF", step.output + ".d", "-o", step.output});
  step.directory = directory;
  step.description = spelled(module.form) + " of the subject's <...> includes";
  step.writes_depfile = true;
  return step;
}

std::vector<std::string> module_use(const HeaderModule& module) {
  if (module.form == Headers::precompiled) return {"-include-pch", module.file()};
  std::vector<std::string> flags = explicit_modules;
  flags.insert(flags.end(), {"-fmodule-map-file=" + module.folder + "/module.modulemap",
                             "-fmodule-file=" + module.file(), "-include", module.folder + "/pre.h"});
  return flags;
}

} // namespace misfire
