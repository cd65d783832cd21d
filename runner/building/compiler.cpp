// Finds the tools of a build and translates a subject's flags for them.
#include "runner/building/compiler.h"

#include "runner/building/host_libraries.h"
#include "runner/opening/parse_command.h"

#include <llvm/Support/Program.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace misfire {
namespace {

namespace fs = std::filesystem;

std::string in_path(const std::string& name) {
  auto found = llvm::sys::findProgramByName(name);
  return found ? *found : "";
}

bool is_debug_flag(const std::string& flag) {
  return flag == "-g" || flag.starts_with("-ggdb") || flag.starts_with("-gdwarf") ||
         flag.starts_with("-gsplit") ||
         (flag.size() == 3 && flag.starts_with("-g") && flag[2] >= '0' && flag[2] <= '9');
}

bool is_optimisation(const std::string& flag) {
  return flag.starts_with("-O");
}

/// What stands against fast builds of position-independent objects by Clang.
bool is_replaced_for_clang(const std::string& flag) {
  return flag.starts_with("-flto") || flag == "-fPIE" || flag == "-fpie" || flag == "-fpic" ||
         flag == "-fno-fat-lto-objects" || flag == "-ffat-lto-objects";
}

void remove_if(std::vector<std::string>& flags, bool (*removed)(const std::string&)) {
  flags.erase(std::remove_if(flags.begin(), flags.end(), removed), flags.end());
}

bool optimizes_at_link_time(const std::vector<std::string>& flags) {
  return std::any_of(flags.begin(), flags.end(),
                     [](const std::string& flag) { return flag.starts_with("-flto"); });
}

/// The objects, those of one archive together. lld reads what stands between --start-lib and --end-lib as an
/// archive; another linker gets them all.
std::vector<std::string> object_words(const std::vector<LinkedObject>& objects, bool lld) {
  std::vector<std::string> words, archives;
  for (const LinkedObject& object : objects)
    if (object.archive.empty())
      words.push_back(object.path);
    else if (std::find(archives.begin(), archives.end(), object.archive) == archives.end())
      archives.push_back(object.archive);
  for (const std::string& archive : archives) {
    if (lld) words.push_back("-Wl,--start-lib");
    for (const LinkedObject& object : objects)
      if (object.archive == archive) words.push_back(object.path);
    if (lld) words.push_back("-Wl,--end-lib");
  }
  return words;
}

bool is_for_executables(const std::string& flag) {
  return flag == "-pie" || flag == "-no-pie" || flag == "-static-pie" || flag == "-static";
}

/// The runtime that was installed beside this program: PREFIX/share/misfire/runtime of PREFIX/bin/misfire.
std::string installed_runtime() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path runtime = program.parent_path().parent_path() / MISFIRE_INSTALLED_RUNTIME;
  return !error && fs::exists(runtime / "start.cpp", error) ? runtime.string() : "";
}

bool is_by_clang(const Compiler& compiler, const Unit& unit) {
  return compiler.kind == Compiler::Kind::clang && unit.language == "CXX" && !unit.refused_by_clang;
}

} // namespace

Tools find_tools() {
  Tools tools;
  std::string beside = MISFIRE_LLVM_TOOLS;
  tools.clang =
      fs::exists(beside + "/clang++") ? beside + "/clang++" : in_path("clang++-" MISFIRE_LLVM_MAJOR);
  if (fs::exists(beside + "/ld.lld"))
    tools.lld_folder = beside;
  else if (std::string lld = in_path("ld.lld"); !lld.empty())
    tools.lld_folder = fs::path(lld).parent_path().string();
  if (fs::exists(beside + "/llvm-nm") && fs::exists(beside + "/llvm-objcopy")) tools.llvm_folder = beside;
  const char* runtime = std::getenv("MISFIRE_RUNTIME");
  const std::string installed = installed_runtime();
  tools.runtime = runtime ? runtime : installed.empty() ? MISFIRE_RUNTIME_DIRECTORY : installed;
  return tools;
}

std::string spelled(Headers form) {
  return form == Headers::precompiled ? "a precompiled header" : "a header module";
}

std::string driver_for(const Compiler& compiler, const Unit& unit) {
  return is_by_clang(compiler, unit) ? compiler.tools.clang : unit.compiler;
}

std::vector<std::string> flags_for(const Compiler& compiler, const Unit& unit, Compiled compiled) {
  const bool clang = is_by_clang(compiler, unit);
  std::vector<std::string> flags = clang ? parse_arguments(unit) : unit.arguments;
  remove_if(flags, is_debug_flag);
  const bool beside_clang = unit.language == "CXX" || unit.language == "C";
  if (compiler.kind == Compiler::Kind::own || !beside_clang) return flags;
  remove_if(flags, is_replaced_for_clang);
  flags.push_back("-fPIC");
  if (!clang || compiled == Compiled::once) return flags;
  remove_if(flags, is_optimisation);
  flags.push_back("-O0");
  return flags;
}

std::vector<std::string> link_words(const Compiler& compiler, const LinkCommand& link,
                                    const std::vector<LinkedObject>& objects, const std::string& program) {
  bool clang = compiler.kind == Compiler::Kind::clang;
  std::vector<std::string> before = clang ? known_to_clang(link.before) : link.before;
  std::vector<std::string> after = clang ? known_to_clang(link.after) : link.after;
  remove_if(before, is_debug_flag);
  if (clang) remove_if(before, is_replaced_for_clang);
  bool lld = !compiler.tools.lld_folder.empty() && !optimizes_at_link_time(before);
  std::vector<std::string> words = {clang ? compiler.tools.clang : link.driver};
  if (compiler.for_host) remove_if(before, is_for_executables);
  words.insert(words.end(), before.begin(), before.end());
  if (compiler.for_host) words.insert(words.end(), {"-shared", "-Wl,-z,defs", "-Wl,-Bsymbolic-non-weak"});
  for (const std::string& object : object_words(objects, lld))
    words.push_back(object);
  words.insert(words.end(), {"-o", program});
  words.insert(words.end(), after.begin(), after.end());
  if (lld) words.insert(words.end(), {"-B" + compiler.tools.lld_folder, "-fuse-ld=lld"});
  return words;
}

Headers best_headers(const Tools& tools) {
  return tools.llvm_folder.empty() || tools.lld_folder.empty() ? Headers::module : Headers::with_program;
}

bool can_host(const Tools& tools) {
  return !tools.clang.empty() && !tools.lld_folder.empty() && fs::exists(tools.runtime + "/host.cpp");
}

std::vector<std::string> host_words(const Compiler& compiler, const LinkCommand& link,
                                    const std::vector<std::string>& folders, const std::string& program) {
  std::vector<std::string> words = {
      compiler.tools.clang, "-std=c++14", "-O1", "-w", compiler.tools.runtime + "/host.cpp",
      "-Wl,--no-as-needed"};
  for (const std::string& word : host_libraries(link, folders))
    words.push_back(word);
  words.insert(words.end(), {"-ldl", "-o", program, "-B" + compiler.tools.lld_folder, "-fuse-ld=lld"});
  return words;
}

} // namespace misfire
