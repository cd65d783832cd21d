// Reads inputs that runs wrote, and keeps them.
#include "runner/training/shown_inputs.h"

#include "runner/system/text_file.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sstream>
#include <string_view>

namespace misfire {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t digits_of_hash = 16;
constexpr std::int64_t most_values = 1'000'000; // of an input
constexpr std::size_t most_sizes = 16;
constexpr std::uintmax_t most_written = 1'000'000'000; // bytes

bool is_hash(std::string_view text) {
  return text.size() == digits_of_hash && text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::set<std::string> words_in(const std::string& text) {
  std::istringstream words(text);
  std::set<std::string> all;
  for (std::string word; words >> word;)
    all.insert(word);
  return all;
}

/// " 1 28 28": nothing where these are no sizes of an input.
std::optional<std::vector<std::int64_t>> sizes_in(std::string_view text) {
  std::vector<std::int64_t> sizes;
  std::int64_t values = 1;
  while (!text.empty()) {
    if (text.front() != ' ' || sizes.size() == most_sizes) return std::nullopt;
    text.remove_prefix(1);
    std::int64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc() || size <= 0 || size > most_values / values) return std::nullopt;
    values *= size;
    sizes.push_back(size);
    text.remove_prefix(std::size_t(end - text.data()));
  }
  return sizes;
}

/// An input at the begin of a text, which is shortened by it; nothing where none is there.
std::optional<ShownInput> take_input(std::string_view& text) {
  const std::size_t line = text.find('\n');
  const auto sizes = line == text.npos ? std::nullopt : sizes_in(text.substr(0, line));
  if (!sizes) return std::nullopt;
  std::size_t count = 1;
  for (const std::int64_t size : *sizes)
    count *= std::size_t(size);
  text.remove_prefix(line + 1);
  if (text.size() < count * sizeof(float)) return std::nullopt;
  ShownInput input{*sizes, std::vector<float>(count)};
  std::memcpy(input.values.data(), text.data(), count * sizeof(float));
  text.remove_prefix(count * sizeof(float));
  return input;
}

std::optional<ShownInput> input_in(const fs::path& file) {
  const Result<std::string> text = read_text(file);
  if (!text) return std::nullopt;
  std::string_view rest = *text;
  std::optional<ShownInput> input = take_input(rest);
  return rest.empty() ? input : std::nullopt;
}

} // namespace

std::string text_of(const ShownInput& input) {
  std::string text;
  for (const std::int64_t size : input.sizes)
    text += fmt::format(" {}", size);
  text += '\n';
  text.append(reinterpret_cast<const char*>(input.values.data()), input.values.size() * sizeof(float));
  return text;
}

fs::path wanted_in(const fs::path& folder) {
  return folder / "wanted";
}

std::string shown_beside(const std::string& report) {
  return fs::path(report).replace_filename(".misfire-inputs");
}

Result<std::size_t> ask_for_inputs(const fs::path& folder, const std::set<std::string>& hashes) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename();
    std::error_code ignored;
    if (is_hash(name) && !hashes.contains(name)) fs::remove(entry->path(), ignored);
  }
  std::set<std::string> missing;
  std::ranges::copy_if(hashes, std::inserter(missing, missing.end()),
                       [&](const std::string& hash) { return !input_in(folder / hash); });
  const Result<void> written = write_text(wanted_in(folder), fmt::format("{}\n", fmt::join(missing, "\n")));
  if (!written) return tl::unexpected(written.error());
  return missing.size();
}

ShownInputs inputs_in(std::string_view written) {
  ShownInputs inputs;
  while (written.size() > digits_of_hash) {
    const std::string hash(written.substr(0, digits_of_hash));
    written.remove_prefix(digits_of_hash);
    std::optional<ShownInput> input = take_input(written);
    if (!input) return inputs;
    if (is_hash(hash)) inputs.emplace(hash, std::move(*input));
  }
  return inputs;
}

void keep_shown(const fs::path& written, const fs::path& folder) {
  std::error_code error;
  if (fs::file_size(written, error) > most_written || error) return;
  const Result<std::string> text = read_text(written), wanted = read_text(wanted_in(folder));
  if (!text || !wanted) return;
  const std::set<std::string> asked = words_in(*wanted);
  for (const auto& [hash, input] : inputs_in(*text))
    if (asked.contains(hash)) // one that cannot be written is not shown
      static_cast<void>(write_text(folder / hash, text_of(input)));
}

ShownInputs read_shown(const fs::path& folder, const std::set<std::string>& hashes) {
  ShownInputs shown;
  for (const std::string& hash : hashes)
    if (std::optional<ShownInput> input = is_hash(hash) ? input_in(folder / hash) : std::nullopt)
      shown.emplace(hash, std::move(*input));
  return shown;
}

} // namespace misfire
