// Explicit modules of Clang: made by one command, named in the others, nothing found or built on the way.
#include "runner/header_module.h"

#include "runner/digest.h"
#include "runner/shadow_tree.h"
#include "runner/tool.h"

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

void append(std::vector<std::string>& words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
}

/// Compiles a module's functions and links them into its library.
BuildStep code_step(const HeaderModule& module, const Tools& tools, const std::string& directory) {
  const std::string object = module.folder + "/pre.o", undefined = module.folder + "/undefined.txt";
  std::vector<std::string> compile = {tools.clang};
  append(compile, module.flags);
  append(compile, {"-Qunused-arguments", "-w", "-c", module.file(), "-o", object});
  const std::vector<std::string> list = {tools.llvm_folder + "/llvm-nm", "--undefined-only",
                                         "--format=just-symbols", object};
  const std::vector<std::string> weaken = {tools.llvm_folder + "/llvm-objcopy",
                                           "--weaken-symbols=" + undefined, object};
  const std::vector<std::string> link = {
      tools.clang, "-shared", object, "-o", module.shared_library(), "-B" + tools.lld_folder, "-fuse-ld=lld"};
  BuildStep step;
  step.output = module.shared_library();
  step.inputs = {module.file()};
  step.command = {"sh", "-c",
                  shell_command(compile) + " && " + shell_command(list) + " > " + shell_quoted(undefined) +
                      " && " + shell_command(weaken) + " && " + shell_command(link) + " && rm " +
                      shell_quoted(object)};
  step.directory = directory;
  step.description = "the functions of the subject's <...> includes";
  return step;
}

} // namespace

HeaderModule module_for(Headers form, const std::string& folder, const std::vector<std::string>& flags,
                        const std::vector<std::string>& includes) {
  std::vector<std::string> own = without_included_files(flags);
  std::vector<std::string> key = own;
  key.push_back(form == Headers::coded_module ? "with code" : "without code");
  key.push_back("includes");
  key.insert(key.end(), includes.begin(), includes.end());
  return {form, folder + "/module-" + digest_of(key), own, includes};
}

Result<std::vector<BuildStep>> module_steps(const HeaderModule& module, const Tools& tools,
                                            const std::string& directory) {
  std::string text;
  for (const std::string& include : module.includes)
    text += "#include <" + include + ">\n";
  std::string header = module.folder + "/pre.h", map = module.folder + "/module.modulemap";
  if (auto written = write_if_changed(header, text); !written) return tl::unexpected(written.error());
  if (auto written = write_if_changed(map, "module misfire_pre { header \"pre.h\" export * }\n"); !written)
    return tl::unexpected(written.error());

  BuildStep step;
  step.output = module.file();
  step.inputs = {map, header};
  step.command = {tools.clang};
  append(step.command, module.flags);
  if (module.form == Headers::precompiled) {
    append(step.command, {"-fpch-instantiate-templates", "-x", "c++-header", header});
  } else {
    append(step.command, explicit_modules);
    if (module.form == Headers::coded_module) append(step.command, {"-Xclang", "-fmodules-codegen"});
    append(step.command, {"-Xclang", "-emit-module", "-fmodule-name=misfire_pre", "-x", "c++", "-c", map});
  }
  append(step.command, {"-w", "-MD", "-MF", step.output + ".d", "-o", step.output});
  step.directory = directory;
  step.description = spelled(module.form) + " of the subject's <...> includes";
  step.writes_depfile = true;
  std::vector<BuildStep> steps = {step};
  if (module.form == Headers::coded_module) steps.push_back(code_step(module, tools, directory));
  return steps;
}

std::vector<std::string> module_use(const HeaderModule& module) {
  if (module.form == Headers::precompiled) return {"-include-pch", module.file()};
  std::vector<std::string> flags = explicit_modules;
  flags.insert(flags.end(), {"-fmodule-map-file=" + module.folder + "/module.modulemap",
                             "-fmodule-file=" + module.file(), "-include", module.folder + "/pre.h"});
  return flags;
}

} // namespace misfire
