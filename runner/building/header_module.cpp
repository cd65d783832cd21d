// Explicit modules of Clang: made by one command, named in the others, nothing found or built on the way.
#include "runner/building/header_module.h"

#include "runner/building/program_text.h"
#include "runner/building/shadow_tree.h"
#include "runner/system/digest.h"
#include "runner/system/tool.h"

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

std::string described(const HeaderModule& module) {
  return spelled(module.form) +
         (module.under.empty() ? " of the subject's <...> includes" : " of the program");
}

std::string map_of(const HeaderModule& module) {
  return module.folder + "/" + module.name + ".modulemap";
}

std::string header_of(const HeaderModule& module) {
  return module.folder + "/" + module.name + ".h";
}

std::vector<std::string> use_of_all(const std::vector<HeaderModule>& modules) {
  std::vector<std::string> flags;
  for (const HeaderModule& module : modules) {
    append(flags, use_of_all(module.under));
    append(flags, {"-fmodule-map-file=" + map_of(module), "-fmodule-file=" + module.file(), "-include",
                   header_of(module)});
  }
  return flags;
}

/// Compiles a module's functions and links them into its library.
BuildStep code_step(const HeaderModule& module, const Tools& tools, const std::string& directory) {
  const std::string object = module.folder + "/" + module.name + ".o",
                    undefined = module.folder + "/undefined.txt";
  std::vector<std::string> compile = {tools.clang};
  append(compile, module.flags);
  if (!module.under.empty()) append(compile, explicit_modules);
  append(compile, use_of_all(module.under));
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
  step.description = "the functions of " + described(module);
  return step;
}

/// A shell's command that fails, with an error that says why, where a unit that only uses the module has
/// variables of the program's to initialise: those that begin as zeros, and those that may be in several
/// units (b and V of nm).
std::string check_of_variables(const HeaderModule& module, const Tools& tools) {
  const std::string object = module.folder + "/user.o";
  std::vector<std::string> compile = {tools.clang};
  append(compile, module_use(module));
  append(compile, module.flags);
  append(compile, {"-Qunused-arguments", "-w", "-x", "c++", "-c", "/dev/null", "-o", object});
  const std::vector<std::string> list = {tools.llvm_folder + "/llvm-nm", "--defined-only", "--format=posix",
                                         object};
  const std::vector<std::string> find = {"grep", "-q",
                                         std::string("^_ZN[0-9]*") + program_namespace + "[^ ]* [bBVvu] "};
  return shell_command(compile) + " && if " + shell_command(list) + " | " + shell_command(find) +
         "; then rm " + shell_quoted(module.file()) +
         "; echo 'error: it has variables outside functions, which every mutant would initialise again'"
         "; false; fi && rm " +
         shell_quoted(object);
}

} // namespace

void append(std::vector<std::string>& words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
}

HeaderModule module_of_includes(Headers form, const std::string& folder,
                                const std::vector<std::string>& flags,
                                const std::vector<std::string>& includes) {
  HeaderModule module{form, "headers", "", without_included_files(flags), "", {}};
  for (const std::string& include : includes)
    module.text += "#include <" + include + ">\n";
  std::vector<std::string> key = module.flags;
  append(key, {has_code(form) ? "with code" : "without code", module.text});
  module.folder = folder + "/module-" + digest_of(key);
  return module;
}

HeaderModule module_of_program(const HeaderModule& includes, const std::string& text) {
  return {includes.form,  "program", includes.folder + "-" + digest_of({text}),
          includes.flags, text,      {includes}};
}

Result<std::vector<BuildStep>> module_steps(const HeaderModule& module, const Tools& tools,
                                            const std::string& directory) {
  const std::string header = header_of(module), map = map_of(module);
  if (auto written = write_if_changed(header, module.text); !written) return tl::unexpected(written.error());
  const std::string map_text =
      "module misfire_" + module.name + " { header \"" + module.name + ".h\" export * }\n";
  if (auto written = write_if_changed(map, map_text); !written) return tl::unexpected(written.error());

  std::vector<std::string> compile = {tools.clang};
  append(compile, module.flags);
  if (module.form == Headers::precompiled) {
    append(compile, {"-fpch-instantiate-templates", "-x", "c++-header", header});
  } else {
    append(compile, explicit_modules);
    append(compile, use_of_all(module.under));
    if (has_code(module.form)) append(compile, {"-Xclang", "-fmodules-codegen"});
    append(compile,
           {"-Xclang", "-emit-module", "-fmodule-name=misfire_" + module.name, "-x", "c++", "-c", map});
  }
  BuildStep step;
  step.output = module.file();
  step.inputs = {map, header};
  for (const HeaderModule& under : module.under)
    step.inputs.push_back(under.file());
  append(compile, {"-w", "-MD", "-MF", step.output + ".d", "-o", step.output});
  step.command = compile;
  if (!module.under.empty()) {
    step.command = {"sh", "-c", shell_command(compile) + " && " + check_of_variables(module, tools)};
  }
  step.directory = directory;
  step.description = described(module);
  step.writes_depfile = true;
  std::vector<BuildStep> steps = {step};
  if (has_code(module.form)) steps.push_back(code_step(module, tools, directory));
  return steps;
}

std::vector<std::string> module_use(const HeaderModule& module) {
  if (module.form == Headers::precompiled) return {"-include-pch", module.file()};
  std::vector<std::string> flags = explicit_modules;
  append(flags, use_of_all({module}));
  return flags;
}

} // namespace misfire
