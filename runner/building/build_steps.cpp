// Commands for objects and programs, each unit with its own flags, turned towards a variant's shadow tree.
#include "runner/building/build_steps.h"

#include "mutator/source/emit.h"
#include "runner/building/program_text.h"
#include "runner/building/shadow_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace misfire {
namespace {
/// An object of the runtime's that programs are linked with.
std::string runtime_object(const Workshop& shop, const std::string& name) {
  return shop.folder + "/" + name + ".o";
}

/// What makes the host.
BuildStep host_step(const Workshop& shop) {
  BuildStep step;
  step.output = host_program(shop);
  step.inputs = {shop.compiler.tools.runtime + "/host.cpp"};
  if (shop.compiler.keeping) step.inputs.push_back(runtime_object(shop, "kept"));
  step.command =
      host_words(shop.compiler, shop.subject.link, {shop.subject.build, shop.subject.project}, step.output);
  if (shop.compiler.keeping) append(step.command, {runtime_object(shop, "kept"), "-rdynamic"});
  step.directory = shop.subject.link.directory;
  step.description = "the host that starts the runs";
  return step;
}

const ProgramUnit* find_program_unit(const Workshop& shop, const Unit& unit) {
  for (const ProgramUnit& known : shop.program.units)
    if (known.main_file == unit.source) return &known;
  return nullptr;
}

/// The unit's flags with absolute paths, not turned towards any tree: what a module is keyed by.
std::vector<std::string> plain_flags(const Workshop& shop, const Unit& unit) {
  return redirected(unit_flags(shop, unit), unit.directory, {}, "");
}

bool uses_module(const Workshop& shop, const Unit& unit) {
  return shop.compiler.kind == Compiler::Kind::clang && !unit.refused_by_clang &&
         compiled(shop, unit) == Compiled::often;
}

/// The module of all units that are compiled often with the flags of this one, since each costs as much as
/// several mutants. Of a unit that is compiled once the include directories may not even know the others'
/// headers. Where a program's text does not go into a module, `refusal` says why.
std::optional<HeaderModule> make_module(const Workshop& shop, const Unit& unit, std::string& refusal) {
  if (!uses_module(shop, unit)) return std::nullopt;
  const std::vector<std::string> flags = plain_flags(shop, unit);
  std::vector<std::string> includes;
  std::vector<const ProgramUnit*> units;
  for (const Unit& other : shop.subject.units) {
    if (!uses_module(shop, other) || plain_flags(shop, other) != flags) continue;
    units.push_back(find_program_unit(shop, other));
    for (const std::string& include : units.back()->system_includes)
      if (std::find(includes.begin(), includes.end(), include) == includes.end()) includes.push_back(include);
  }
  if (includes.empty()) return std::nullopt;
  HeaderModule module = module_of_includes(shop.compiler.headers, shop.folder, flags, includes);
  if (shop.compiler.headers != Headers::with_program) return module;
  std::vector<std::string> forced;
  for (std::size_t i = 0; i + 1 < flags.size(); ++i)
    if (flags[i] == "-include") forced.push_back(flags[i + 1]);
  const auto text = program_text(shop.program, units, forced);
  if (text) return module_of_program(module, *text);
  refusal = text.error();
  return module;
}

const std::optional<HeaderModule>& module_of(const Workshop& shop, const Unit& unit) {
  return shop.modules.at(static_cast<std::size_t>(&unit - shop.subject.units.data()));
}

/// A module with those that it is made on, first of all the lowest.
std::vector<HeaderModule> with_those_under(const HeaderModule& module) {
  std::vector<HeaderModule> modules;
  for (const HeaderModule& under : module.under) {
    const auto more = with_those_under(under);
    modules.insert(modules.end(), more.begin(), more.end());
  }
  modules.push_back(module);
  return modules;
}

/// Whether an object may leave functions from headers to the libraries of modules, which hosts do not have.
enum class Modules { used, left_out };

/// Compiles `source` as `unit` is compiled, with the include directories turned towards `tree`.
BuildStep compile_step(const Workshop& shop, const Unit& unit, const std::string& source,
                       const std::string& output, const std::string& tree, Modules modules = Modules::used) {
  BuildStep step;
  step.output = output;
  step.inputs = {source};
  step.directory = unit.directory;
  step.writes_depfile = unit.language == "CXX" || unit.language == "C";
  step.command = {driver_for(shop.compiler, unit)};
  if (const auto& module = module_of(shop, unit); module && modules == Modules::used) {
    step.inputs.push_back(module->file());
    append(step.command, module_use(*module));
  }
  if (unit.language == "CXX") {
    append(step.command, redirected(unit_flags(shop, unit), unit.directory, shop.tree_files, tree));
    // A generated source finds what was generated beside it where it was.
    if (shop.turned.contains(unit.source))
      append(step.command, {"-iquote", std::filesystem::path(unit.source).parent_path().string()});
    append(step.command, {"-isystem", shop.compiler.tools.runtime + "/include",
                          "-fmacro-prefix-map=" + tree + "=", "-w", "-Wno-error"});
  } else {
    append(step.command, unit_flags(shop, unit));
  }
  if (step.writes_depfile) append(step.command, {"-MD", "-MF", output + ".d"});
  append(step.command, {"-c", source, "-o", output});
  return step;
}

BuildStep runtime_step(const Workshop& shop, const Unit& unit, const std::string& name, Modules modules) {
  return compile_step(shop, unit, shop.compiler.tools.runtime + "/" + name + ".cpp",
                      runtime_object(shop, name), shop.folder + "/baseline/tree", modules);
}

/// The subject's own sources and headers.
std::set<std::string> sources_of(const Subject& subject, const TrainingProgram& program) {
  std::set<std::string> files;
  for (const SourceFile& file : program.files)
    files.insert(file.path);
  for (const ProgramUnit& unit : program.units) // one that is not read has headers of its own
    files.insert(unit.files.begin(), unit.files.end());
  for (const Unit& unit : subject.units)
    if (unit.language == "CXX" && !unit.source.starts_with(subject.build + "/")) files.insert(unit.source);
  return files;
}

/// Workshop::turned.
std::map<std::string, std::string> turned_texts(const TrainingProgram& program,
                                                const std::vector<std::string>& files) {
  std::map<std::string, std::string> turned;
  const auto turn = [&](const std::string& path, const std::string& text) {
    if (std::string other = with_relative_includes(text, path, files); other != text)
      turned.emplace(path, std::move(other));
  };
  for (const SourceFile& file : program.files)
    turn(file.path, file.text);
  for (const ProgramUnit& unit : program.units)
    turn(unit.main_file, unit.generated);
  return turned;
}

/// The unit whose flags compile what every binary links: one that is mutated includes torch, or needs
/// nothing.
const Unit* find_typical_unit(const Workshop& shop) {
  const auto rank = [&](const Unit& unit) { return std::pair(!unit.refused_by_clang, compiled(shop, unit)); };
  const Unit* typical = nullptr;
  for (const Unit& unit : shop.subject.units)
    if (unit.language == "CXX" && (!typical || rank(unit) > rank(*typical))) typical = &unit;
  return typical;
}

} // namespace

std::map<std::string, std::string> tree_texts(const Workshop& shop, const Mutant* mutant) {
  auto texts = compiled_files(shop.program, mutant,
                              shop.compiler.keeping ? TrainingLoops::passable : TrainingLoops::plain);
  for (auto& [path, text] : texts)
    text = with_relative_includes(text, path, shop.tree_files);
  texts.insert(shop.turned.begin(), shop.turned.end());
  return texts;
}

Workshop workshop_for(const Subject& subject, const TrainingProgram& program, const Compiler& compiler,
                      const std::string& folder) {
  std::set<std::string> files = sources_of(subject, program);
  auto turned = turned_texts(program, {files.begin(), files.end()});
  for (const auto& [path, text] : turned)
    files.insert(path);
  Workshop shop{subject, program, compiler, folder, {files.begin(), files.end()}, std::move(turned), {}, {}};
  for (const Unit& unit : subject.units)
    shop.modules.push_back(make_module(shop, unit, shop.without_program));
  return shop;
}

Compiled compiled(const Workshop& shop, const Unit& unit) {
  const ProgramUnit* known = unit.language == "CXX" ? find_program_unit(shop, unit) : nullptr;
  const bool mutated =
      known && std::any_of(shop.program.sites.begin(), shop.program.sites.end(), [&](const Site& site) {
        return std::binary_search(known->files.begin(), known->files.end(), site.range.file);
      });
  return mutated ? Compiled::often : Compiled::once;
}

std::vector<std::string> unit_flags(const Workshop& shop, const Unit& unit) {
  return flags_for(shop.compiler, unit, compiled(shop, unit));
}

bool in_tree(const Workshop& shop, const Unit& unit) {
  return unit.language == "CXX" &&
         std::binary_search(shop.tree_files.begin(), shop.tree_files.end(), unit.source);
}

Variant baseline_variant(const Workshop& shop) {
  Variant baseline{shop.folder + "/baseline", "the baseline", tree_texts(shop, nullptr), {}};
  for (std::size_t unit = 0; unit < shop.subject.units.size(); ++unit)
    baseline.compiled.insert(unit);
  return baseline;
}

std::map<std::string, std::string> tree_links(const Workshop& shop, const Variant& baseline) {
  std::map<std::string, std::string> links;
  for (const std::string& file : shop.tree_files)
    links[file] = baseline.texts.count(file) ? shadow_path(baseline.tree(), file) : file;
  return links;
}

std::string host_program(const Workshop& shop) {
  return shop.folder + "/host";
}

std::vector<std::string> module_libraries(const Workshop& shop) {
  std::vector<std::string> libraries;
  for (const auto& module : shop.modules) {
    if (!module) continue;
    for (const HeaderModule& made : with_those_under(*module)) {
      const std::string library = made.shared_library();
      const bool known = std::find(libraries.begin(), libraries.end(), library) != libraries.end();
      if (!library.empty() && !known) libraries.push_back(library);
    }
  }
  return libraries;
}

Result<std::vector<BuildStep>> shared_steps(const Workshop& shop) {
  std::vector<BuildStep> steps;
  std::set<std::string> modules;
  for (const Unit& unit : shop.subject.units) {
    const auto& made_with = module_of(shop, unit);
    if (!made_with) continue;
    for (const HeaderModule& module : with_those_under(*made_with)) {
      if (!modules.insert(module.folder).second) continue;
      auto made = module_steps(module, shop.compiler.tools, unit.directory);
      if (!made) return tl::unexpected(made.error());
      steps.insert(steps.end(), made->begin(), made->end());
    }
  }
  if (const Unit* unit = find_typical_unit(shop)) {
    steps.push_back(runtime_step(shop, *unit, "start", Modules::used));
    steps.back().description = "the object that every binary links";
    if (shop.compiler.keeping) {
      steps.push_back(runtime_step(shop, *unit, "kept", Modules::left_out));
      steps.back().description = "the object that keeps networks";
      steps.back().command.push_back("-O1"); // it sums and copies bytes, which takes its time at -O0
    }
  }
  if (shop.compiler.for_host) steps.push_back(host_step(shop));
  return steps;
}

std::vector<BuildStep> variant_steps(const Workshop& shop, const Variant& variant, const Variant& baseline) {
  std::vector<BuildStep> steps;
  std::vector<LinkedObject> objects;
  std::vector<std::string> objects_before, program_before;
  if (variant.folder != baseline.folder) {
    program_before = {baseline.program()};
    for (const std::size_t unit : baseline.compiled)
      objects_before.push_back(baseline.object(unit));
  }
  for (std::size_t i = 0; i < shop.subject.units.size(); ++i) {
    const Unit& unit = shop.subject.units[i];
    const bool compiles = variant.compiled.count(i) != 0;
    objects.push_back({compiles ? variant.object(i) : baseline.object(i), unit.archive});
    if (!compiles) continue;
    const std::string source = in_tree(shop, unit) ? shadow_path(variant.tree(), unit.source) : unit.source;
    BuildStep step = compile_step(shop, unit, source, variant.object(i), variant.tree());
    step.description =
        fmt::format("{}: {}", variant.name, std::filesystem::path(unit.source).filename().string());
    step.after = objects_before;
    steps.push_back(std::move(step));
  }
  objects.push_back({runtime_object(shop, "start"), ""});
  if (shop.compiler.keeping && !shop.compiler.for_host) objects.push_back({runtime_object(shop, "kept"), ""});
  for (const std::string& library : module_libraries(shop))
    objects.push_back({library, ""});
  BuildStep link;
  link.output = variant.program();
  for (const LinkedObject& object : objects)
    link.inputs.push_back(object.path);
  link.after = program_before;
  link.command = link_words(shop.compiler, shop.subject.link, objects, variant.program());
  link.directory = shop.subject.link.directory;
  link.description = variant.name + ": link";
  steps.push_back(std::move(link));
  return steps;
}

} // namespace misfire
