// A kept file is the digest of what follows, and the reading as bytes.
#include "runner/opening/kept_facts.h"

#include "mutator/program/kept_form.h"
#include "runner/system/digest.h"
#include "runner/system/text_file.h"

#include <algorithm>
#include <cstdlib>
#include <sys/stat.h>
#include <utility>

namespace misfire {

namespace fs = std::filesystem;

namespace {

bool is_there(const std::string& path) {
  struct stat found{};
  return stat(path.c_str(), &found) == 0;
}

std::set<std::string> names_in(const std::string& folder) {
  std::set<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    names.insert(entry->path().filename());
  return names;
}

} // namespace

KeptFacts::KeptFacts(std::string folder, std::vector<std::string> reader, Contents& contents)
    : folder_(std::move(folder)), reader_(std::move(reader)), contents_(contents) {}

std::string KeptFacts::file_of(const UnitKey& unit) const {
  return folder_ + "/" + digest_of(unit);
}

std::optional<UnitFacts> KeptFacts::find(const UnitKey& unit) {
  if (folder_.empty()) return std::nullopt;
  const std::string file = file_of(unit);
  const Result<std::string> kept = read_text(file);
  const std::size_t digits = digest_of({}).size();
  if (!kept || kept->size() < digits) return std::nullopt;
  std::vector<std::string> parts = reader_;
  parts.push_back(kept->substr(digits));
  if (kept->compare(0, digits, digest_of(parts)) != 0) return std::nullopt;
  std::optional<UnitReading> reading = reading_of(parts.back());
  if (!reading || !is_as_it_was(reading->lookups)) return std::nullopt;
  std::error_code ignored;
  fs::last_write_time(file, fs::file_time_type::clock::now(), ignored);
  return std::move(reading->facts);
}

bool KeptFacts::is_as_it_was(const Lookups& lookups) {
  return std::ranges::all_of(lookups.there, is_there) && std::ranges::none_of(lookups.absent, is_there) &&
         std::ranges::all_of(lookups.lists,
                             [](const auto& list) { return names_in(list.first) == list.second; }) &&
         std::ranges::all_of(lookups.files, [&](const auto& file) {
           if (file.second.empty()) return is_there(file.first);
           const Result<std::string> digest = contents_.digest_of_file(file.first);
           return digest && *digest == file.second;
         });
}

void KeptFacts::keep(const UnitKey& unit, const UnitReading& reading) {
  if (folder_.empty() || reading.ended_early || !is_as_it_was(reading.lookups)) return;
  std::vector<std::string> parts = reader_;
  parts.push_back(bytes_of(reading));
  static_cast<void>(write_text(folder_ + "/.gitignore", "*\n"));
  static_cast<void>(write_text(file_of(unit), digest_of(parts) + parts.back()));
}

std::vector<std::string> environment_of_headers() {
  std::vector<std::string> values;
  for (const char* name :
       {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "COMPILER_PATH", "GCC_EXEC_PREFIX"})
    if (const char* value = std::getenv(name)) values.push_back(std::string(name) + "=" + value);
  return values;
}

void forget_old_facts(const std::string& folder, std::chrono::hours age) {
  const auto oldest = fs::file_time_type::clock::now() - age;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    const std::string name = entry->path().filename();
    if (name != "contents" && name != ".gitignore" && entry->last_write_time(ignored) < oldest)
      fs::remove(entry->path(), ignored);
  }
}

} // namespace misfire
