// Looks for constructors in shared libraries.
#include "runner/building/preload.h"

#include "runner/building/shadow_tree.h"

#include <llvm/Object/ObjectFile.h>

#include <algorithm>

namespace misfire {
namespace {

/// Whether a shared library runs more when it is loaded than the one function that every library has.
bool constructs_something(const std::string& library) {
  auto file = llvm::object::ObjectFile::createObjectFile(library);
  if (!file) {
    llvm::consumeError(file.takeError());
    return true;
  }
  constexpr std::uint64_t one_function = 8; // bytes
  const auto sections = file->getBinary()->sections();
  return std::any_of(sections.begin(), sections.end(), [](const llvm::object::SectionRef& section) {
    auto name = section.getName();
    if (!name) {
      llvm::consumeError(name.takeError());
      return true;
    }
    return *name == ".preinit_array" || *name == ".ctors" ||
           (*name == ".init_array" && section.getSize() > one_function);
  });
}

} // namespace

Result<void> write_preload(const std::string& host, const std::vector<std::string>& libraries) {
  std::string text;
  for (const std::string& library : libraries) {
    if (constructs_something(library)) break; // what follows may need it
    text += library + "\n";
  }
  if (auto written = write_if_changed(host + ".preload", text); !written)
    return tl::unexpected(written.error());
  return {};
}

} // namespace misfire
