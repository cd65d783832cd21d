// Reads annotations from comments.
#include "mutator/program/annotations.h"

#include "mutator/program/comments.h"

#include <optional>
#include <sstream>
#include <string_view>

namespace misfire {
namespace {

constexpr std::string_view directive = "misfire:";
constexpr std::string_view ignore = "misfire-ignore";

/// `misfire-ignore-begin[HLR, HBS]: reason` in its parts.
struct Ignore {
  std::string extent; ///< "", "next", "begin", "end"
  std::vector<std::string> operators;
  std::string reason;
};

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string> words_of(std::string_view text, char separator) {
  std::vector<std::string> words;
  std::istringstream in{std::string(text)};
  for (std::string word; std::getline(in, word, separator);)
    if (const auto kept = without_blanks(word); !kept.empty()) words.emplace_back(kept);
  return words;
}

/// The parts of a comment that begins with misfire-ignore. Error: what is wrong with it.
tl::expected<Ignore, std::string> parts_of(std::string_view text) {
  Ignore parts;
  text.remove_prefix(ignore.size());
  const auto word_end = std::min(text.find_first_of("[: \t"), text.size());
  const auto extent = text.substr(0, word_end);
  if (!extent.empty() && extent != "-next" && extent != "-begin" && extent != "-end")
    return tl::unexpected("there is no misfire-ignore" + std::string(extent) +
                          "; there are misfire-ignore, -next, -begin and -end");
  if (!extent.empty()) parts.extent = extent.substr(1);
  text = without_blanks(text.substr(word_end));
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == text.npos) return tl::unexpected(std::string("the list of operators has no ]"));
    parts.operators = words_of(text.substr(1, close - 1), ',');
    if (parts.operators.empty())
      return tl::unexpected(std::string("the list of operators is empty; without a list all are meant"));
    text = without_blanks(text.substr(close + 1));
  }
  if (!text.empty() && !text.starts_with(':'))
    return tl::unexpected(std::string("a reason stands behind a colon: misfire-ignore[HLR]: reason"));
  if (!text.empty()) parts.reason = without_blanks(text.substr(1));
  return parts;
}

class Reading {
public:
  explicit Reading(const SourceFile& file) : file_(file) {}

  std::optional<std::string> read(const Comment& comment) {
    if (comment.text.starts_with(directive)) return read_directive(comment);
    if (comment.text.starts_with(ignore)) return read_ignore(comment);
    return std::nullopt;
  }

  /// What is still open at the end of the file is an error.
  std::optional<std::string> unclosed() const {
    if (open_.empty()) return std::nullopt;
    return at(open_.back().comment, "misfire-ignore-begin is not ended in this file");
  }

  Annotations annotations;

private:
  std::string at(const Position& position, const std::string& fault) const {
    return file_.path + ":" + std::to_string(position.line) + ":" + std::to_string(position.column) +
           ": error: " + fault;
  }

  std::optional<std::string> read_directive(const Comment& comment) {
    const auto words = words_of(comment.text.substr(directive.size()), ' ');
    const auto here = position_of(file_.text, comment.begin);
    const std::string word = words.empty() ? "" : words.front();
    if (word == "right" || word == "input") return read_stated(comment, word);
    if (word != "train-data")
      return at(here, "there is no `misfire: " + word +
                          "`; there are `misfire: train-data INPUTS... TARGETS`, `misfire: right EXPRESSION` "
                          "and `misfire: input EXPRESSION`");
    if (words.size() < 3)
      return at(here,
                "train-data needs the names of the inputs and of the targets: `misfire: train-data x y`");
    auto after = file_.text.find('\n', comment.end);
    if (after == std::string::npos) after = file_.text.size();
    if (file_.text[after - 1] == '\r') --after;
    annotations.training_data.push_back(
        {static_cast<std::uint32_t>(after), comment.begin, {words.begin() + 1, words.end()}});
    return std::nullopt;
  }

  /// What was right of each input, or what the inputs are.
  std::optional<std::string> read_stated(const Comment& comment, const std::string& word) {
    const auto said = without_blanks(std::string_view(comment.text).substr(directive.size()));
    const std::string expression(without_blanks(said.substr(word.size())));
    if (expression.empty())
      return at(position_of(file_.text, comment.begin),
                word == "right" ? "right needs what was right of each input: `misfire: right guess == label`"
                                : "input needs what enters the network: `misfire: input images`");
    (word == "right" ? annotations.right : annotations.inputs)
        .push_back({comment.begin, comment.end, expression});
    return std::nullopt;
  }

  std::optional<std::string> read_ignore(const Comment& comment) {
    const auto here = position_of(file_.text, comment.begin);
    const auto parts = parts_of(comment.text);
    if (!parts) return at(here, parts.error());
    Suppression lines{file_.path, here.line, here.line, parts->operators, parts->reason, here};
    if (parts->extent == "begin") {
      open_.push_back(std::move(lines));
      return std::nullopt;
    }
    if (parts->extent == "end") return end(lines);
    if (parts->extent == "next")
      lines.first_line = lines.last_line = position_of(file_.text, comment.end).line + 1;
    annotations.suppressions.push_back(std::move(lines));
    return std::nullopt;
  }

  /// Ends the innermost region, which must be of the same operators.
  std::optional<std::string> end(const Suppression& last) {
    if (open_.empty()) return at(last.comment, "misfire-ignore-end without a misfire-ignore-begin before it");
    if (open_.back().operators != last.operators)
      return at(last.comment,
                "misfire-ignore-end names other operators than the misfire-ignore-begin of line " +
                    std::to_string(open_.back().comment.line));
    open_.back().last_line = last.last_line;
    annotations.suppressions.push_back(std::move(open_.back()));
    open_.pop_back();
    return std::nullopt;
  }

  const SourceFile& file_;
  std::vector<Suppression> open_;
};

} // namespace

tl::expected<Annotations, std::string> annotations_of(const SourceFile& file) {
  Reading reading(file);
  for (const auto& comment : comments_of(file.text))
    if (auto fault = reading.read(comment)) return tl::unexpected(std::move(*fault));
  if (auto fault = reading.unclosed()) return tl::unexpected(std::move(*fault));
  return reading.annotations;
}

} // namespace misfire
