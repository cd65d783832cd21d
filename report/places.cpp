// Finds the places of mutants in the user's files.
#include "report/places.h"

#include <cctype>
#include <filesystem>
#include <fmt/format.h>

namespace misfire {

namespace fs = std::filesystem;

Region region_of(const MutantEntry& mutant) {
  if (const auto& written = mutant.replacement) return {written->begin, written->end};
  return {{mutant.line, mutant.column}, {mutant.end_line, mutant.end_column}};
}

std::string shown_from(const std::string& directory, const std::string& root, const std::string& file) {
  const fs::path path = (fs::path(root) / file).lexically_normal();
  const fs::path near = path.lexically_relative(directory);
  return near.empty() || *near.begin() == ".." ? path.string() : near.string();
}

std::string repository_of(const std::string& folder) {
  std::error_code ignored;
  for (fs::path at = folder; !at.empty(); at = at.parent_path()) {
    if (fs::exists(at / ".git", ignored)) return at;
    if (at == at.parent_path()) break;
  }
  return folder;
}

std::string_view text_of_source(const CampaignRecord& record, const std::string& file) {
  for (const SourceText& source : record.program.sources)
    if (source.file == file) return source.text;
  return {};
}

std::string uri_of(const std::string& path) {
  std::string text;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        byte < 0x80 && (std::isalnum(byte) || std::string_view("-._~/").find(c) != std::string_view::npos);
    text += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return text;
}

} // namespace misfire
