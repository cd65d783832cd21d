#include "tests/reader/random/program.h"

#include "tests/reader/random/grammar.h"

#include <algorithm>
#include <random>
#include <stdexcept>
#include <utility>

namespace misfire::random {
namespace {

constexpr int deepest = 9;
constexpr std::string_view separator = "====\n";

std::vector<Alternative> all_alternatives() {
  std::vector<Alternative> all;
  for (const auto& part : {values(), training(), surroundings(), noise()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

using Rules = std::map<std::string, std::vector<std::string>, std::less<>>;

const Rules& rules() {
  static const Rules known = [] {
    Rules by_name;
    for (const auto& [rule, text] : all_alternatives())
      by_name[rule].emplace_back(text);
    return by_name;
  }();
  return known;
}

std::string name_of(const std::string& rule, std::size_t alternative) {
  return rule + " " + std::to_string(alternative + 1);
}

/// What is written at namespace scope, and the statements that use it.
struct Piece {
  std::string declarations, statements;
};

class Writer {
public:
  Writer(std::uint64_t seed, Program& program) : random_(seed), program_(program) {}

  /// A number below `end`; the library's distributions differ from one to another.
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_() % end); }
  bool one_in(std::size_t n) { return below(n) == 0; }

  Piece piece(std::string_view rule) {
    const std::string statements = written(rule, 0);
    return {std::exchange(declarations_, {}), statements};
  }

  int number() { return ++number_; }

private:
  std::string written(std::string_view rule, int depth) {
    const auto known = rules().find(rule);
    if (known == rules().end()) throw std::logic_error("no rule " + std::string(rule));
    const auto& alternatives = known->second;
    const auto chosen = depth >= deepest ? 0 : below(alternatives.size());
    ++program_.pieces[name_of(known->first, chosen)];
    const int own = number();
    std::string_view text = alternatives[chosen];
    if (const auto end = text.find(separator); end != text.npos) {
      const std::string before = expanded(text.substr(0, end), own, depth);
      declarations_ += before;
      text.remove_prefix(end + separator.size());
    }
    return expanded(text, own, depth);
  }

  std::string expanded(std::string_view text, int own, int depth) {
    std::string result;
    while (!text.empty()) {
      const auto next = text.find_first_of("@$");
      result += text.substr(0, next);
      if (next == text.npos) break;
      const bool number = text[next] == '@';
      text.remove_prefix(next + 1);
      if (number) {
        result += std::to_string(own);
        continue;
      }
      const auto end = text.find('$');
      result += repeated(text.substr(0, end), depth + 1);
      text.remove_prefix(end + 1);
    }
    return result;
  }

  std::string repeated(std::string_view rule, int depth) {
    if (!rule.ends_with('*')) return written(rule, depth);
    rule.remove_suffix(1);
    std::string result;
    for (auto left = depth >= deepest ? 0 : below(4); left > 0; --left)
      result += written(rule, depth) + "\n";
    return result;
  }

  std::mt19937_64 random_;
  Program& program_;
  std::string declarations_;
  int number_ = 0;
};

constexpr std::string_view standard_headers =
    "#include <torch/torch.h>\n#include <algorithm>\n#include <array>\n#include <cfloat>\n#include "
    "<climits>\n"
    "#include <cmath>\n#include <concepts>\n#include <cstdio>\n#include <cstdlib>\n#include <functional>\n"
    "#include <iomanip>\n#include <iostream>\n#include <limits>\n#include <map>\n#include <memory>\n"
    "#include <numeric>\n#include <optional>\n#include <random>\n#include <sstream>\n#include <string>\n"
    "#include <variant>\n#include <vector>\n";

/// A file of the program: what it declares, and what its function runs.
struct File {
  std::string name, declarations, statements;
  bool header = false;
};

std::string with_crlf(const std::string& text) {
  std::string result;
  for (const char character : text)
    result += character == '\n' ? std::string("\r\n") : std::string(1, character);
  return result;
}

class Assembly {
public:
  explicit Assembly(std::uint64_t seed) : writer_(seed, program_) {}

  Program program() {
    const auto units = 1 + (writer_.one_in(2) ? writer_.below(3) : 0);
    const auto headers = writer_.one_in(2) ? writer_.below(3) : 0;
    for (std::size_t i = 0; i < units; ++i)
      files_.push_back({.name = (writer_.one_in(3) ? "src/unit_" : "unit_") + std::to_string(i) + ".cpp"});
    for (std::size_t i = 0; i < headers; ++i)
      files_.push_back({.name = "header_" + std::to_string(i) + ".h", .header = true});
    for (auto left = 3 + writer_.below(10); left > 0; --left)
      add_piece();
    for (const auto& file : files_)
      if (!file.header) program_.units.push_back(file.name);
    for (std::size_t i = 0; i < files_.size(); ++i)
      program_.files[files_[i].name] = textured(text_of(i));
    if (writer_.one_in(10)) add_odd_unit();
    return std::move(program_);
  }

private:
  void add_piece() {
    auto& file = files_[writer_.below(files_.size())];
    const Piece piece = writer_.piece(writer_.one_in(2) ? "noise" : "train");
    file.declarations += piece.declarations;
    file.statements += (writer_.one_in(4) ? "{ " + piece.statements + " }" : piece.statements) + "\n";
  }

  std::string function_of(std::size_t file) const { return "run_" + std::to_string(file); }

  std::string text_of(std::size_t index) {
    const File& file = files_[index];
    const std::string path = file.name.starts_with("src/") ? "../" : "";
    std::string text = file.header ? opening_of_header(index) : std::string(standard_headers);
    for (const auto& other : files_)
      if (other.header && !file.header) text += "#include \"" + path + other.name + "\"\n";
    // Another unit's source in one of them; its own main() would be a second one.
    const bool takes_other = index == 0 && !files_.back().header && files_.size() > 1 && writer_.one_in(4);
    if (takes_other) text += "#include \"" + path + files_.back().name + "\"\n";
    text += file.declarations;
    if (index != 0)
      return text + (file.header ? "inline " : "") + "void " + function_of(index) + "() {\n" +
             file.statements + "}\n" + (file.header && guarded_ ? "#endif\n" : "");
    return text + main_function(takes_other);
  }

  std::string opening_of_header(std::size_t index) {
    guarded_ = writer_.one_in(2);
    const auto guard = "HEADER_" + std::to_string(index);
    const auto opening = guarded_ ? "#ifndef " + guard + "\n#define " + guard + "\n" : "#pragma once\n";
    return opening + std::string(standard_headers);
  }

  /// Sometimes there is no main(), as in a library.
  std::string main_function(bool takes_other) {
    std::string text;
    for (std::size_t i = 1; i < files_.size(); ++i)
      if (!files_[i].header && !(takes_other && i + 1 == files_.size()))
        text += "void " + function_of(i) + "();\n";
    text += writer_.one_in(8) ? "int run() {\n" : "int main(int argc, char** argv) {\n";
    text += files_[0].statements;
    for (std::size_t i = 1; i < files_.size(); ++i)
      if (!writer_.one_in(5)) text += function_of(i) + "();\n";
    return text + "return 0;\n}\n";
  }

  /// The same code as editors and other systems leave it.
  std::string textured(std::string text) {
    if (writer_.one_in(8)) text.insert(0, "// A line before all else.\n\n/* and\n   two more */\n");
    if (writer_.one_in(8)) text.pop_back();
    if (writer_.one_in(8)) text += "// misfire-ignore-next[HLR]: its line is the last";
    if (writer_.one_in(12)) text += "\n\n\n\t \n";
    if (writer_.one_in(10)) text = with_crlf(text);
    if (writer_.one_in(10)) text.insert(0, "\xef\xbb\xbf");
    return text;
  }

  /// A unit with next to nothing in it.
  void add_odd_unit() {
    const std::string texts[] = {"",
                                 "// nothing",
                                 "\n",
                                 "\xef\xbb\xbf",
                                 "#include \"odd.inc\"\n",
                                 "void inside() {\n#include \"odd.inc\"\n}",
                                 "/* all of it */",
                                 ";"};
    program_.files["odd.cpp"] = texts[writer_.below(std::size(texts))];
    program_.files["odd.inc"] = writer_.one_in(2) ? "" : "static int odd = 3;";
    program_.units.insert(program_.units.begin() + static_cast<std::ptrdiff_t>(writer_.below(2)), "odd.cpp");
  }

  Program program_;
  Writer writer_;
  std::vector<File> files_;
  bool guarded_ = false;
};

} // namespace

Program program_of(std::uint64_t seed) {
  return Assembly(seed).program();
}

std::vector<std::string> all_pieces() {
  std::vector<std::string> names;
  for (const auto& [rule, alternatives] : rules())
    for (std::size_t i = 0; i < alternatives.size(); ++i)
      names.push_back(name_of(rule, i));
  return names;
}

} // namespace misfire::random
