// Gathers what a baseline was made from.
#include "runner/building/ingredients.h"

#include "mutator/source/tokens.h"
#include "runner/system/digest.h"
#include "runner/system/text_file.h"

#include <filesystem>

namespace misfire {
namespace {

namespace fs = std::filesystem;

/// The sources and headers of the project and the build folder.
std::set<std::string> source_files(const BuiltBaseline& baseline) {
  const Workshop& shop = baseline.shop;
  std::set<std::string> files(shop.tree_files.begin(), shop.tree_files.end());
  for (std::size_t i = 0; i < shop.subject.units.size(); ++i)
    for (const std::string& file : baseline.includes.at(i)) {
      const auto is_in = [&](const std::string& folder) { return file.starts_with(folder + "/"); };
      if ((is_in(shop.subject.project) || is_in(shop.subject.build)) && !is_in(shop.folder))
        files.insert(file); // but no header module, which is made of what is told of anyway
    }
  return files;
}

/// The runtime's files that become part of a program or start it.
Result<std::map<std::string, std::string>> runtime_texts(const Compiler& compiler) {
  const std::string& runtime = compiler.tools.runtime;
  std::set<std::string> files = {runtime + "/start.cpp"};
  if (compiler.for_host) files.insert(runtime + "/host.cpp");
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(runtime + "/include", ignored))
    if (entry.is_regular_file()) files.insert(entry.path().string());
  std::map<std::string, std::string> texts;
  for (const std::string& file : files) {
    Result<std::string> text = read_text(file);
    if (!text) return tl::unexpected(text.error());
    texts[file.substr(runtime.size())] = std::move(*text);
  }
  return texts;
}

Result<std::string> manner_of(const BuiltBaseline& baseline, const Places& places) {
  const Workshop& shop = baseline.shop;
  std::vector<std::string> parts;
  for (const Unit& unit : shop.subject.units) {
    parts.push_back(placed(unit.source, places));
    parts.push_back(placed(driver_for(shop.compiler, unit), places));
    for (const std::string& flag : unit_flags(shop, unit))
      parts.push_back(placed(flag, places));
  }
  for (const std::string& word : link_words(shop.compiler, shop.subject.link, {}, "program"))
    parts.push_back(placed(word, places));
  const auto runtime = runtime_texts(shop.compiler);
  if (!runtime) return tl::unexpected(runtime.error());
  parts.push_back(digest_of_code(*runtime, {}));
  return digest_of(parts);
}

} // namespace

Places places_of(const Workshop& shop) {
  return {{shop.subject.project, "<project>"}, {shop.subject.build, "<build>"}};
}

std::string digest_of_code(const std::map<std::string, std::string>& texts, const Places& places) {
  std::vector<std::string> parts;
  for (const auto& [path, text] : texts)
    parts.insert(parts.end(), {placed(path, places), code_of(placed(text, places))});
  return digest_of(parts);
}

Result<Ingredients> ingredients_of(const BuiltBaseline& baseline) {
  const Places places = places_of(baseline.shop);
  Result<std::string> manner = manner_of(baseline, places);
  if (!manner) return tl::unexpected(manner.error());
  Ingredients made{std::move(*manner), {}, {}};
  std::map<std::string, std::string> compiled;
  for (const std::string& file : source_files(baseline)) {
    Result<std::string> text = read_text(file);
    if (!text) return tl::unexpected(text.error());
    const auto own = baseline.variant.texts.find(file);
    compiled[file] = own == baseline.variant.texts.end() ? *text : own->second;
    made.sources.push_back({placed(file, places), std::move(*text)});
  }
  made.code = digest_of_code(compiled, places);
  return made;
}

} // namespace misfire
