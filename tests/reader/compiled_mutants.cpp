#include "tests/reader/compiled_mutants.h"

#include "mutator/source/emit.h"
#include "tests/reader/read_program.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <unistd.h>

namespace misfire::programs {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t bytes_per_unit = 1000000;

/// One source of many: a program's units, one after another, their own headers in the place of their #include
/// lines. #include lines of others are kept apart.
class Flattened {
public:
  explicit Flattened(const std::map<std::string, std::string>& texts) : texts_(texts) {}

  void add(const std::string& path) {
    if (!added_.insert(path).second) return;
    std::istringstream lines(texts_.at(path));
    for (std::string line; std::getline(lines, line);) {
      const auto own = header_in(line, fs::path(path).parent_path());
      if (own)
        add(*own);
      else if (line.starts_with("#include"))
        includes.insert(line);
      else if (!line.starts_with("#pragma once"))
        body += line + "\n";
    }
  }

  std::set<std::string> includes;
  std::string body;

private:
  std::optional<std::string> header_in(const std::string& line, const fs::path& near) const {
    static const std::regex quoted("#include \"([^\"]+)\".*");
    std::smatch match;
    if (!std::regex_match(line, match, quoted)) return std::nullopt;
    const std::string path = (near / match[1].str()).lexically_normal().string();
    if (texts_.contains(path)) return path;
    for (const auto& [other, text] : texts_) // found by -I
      if (other.ends_with("/" + match[1].str())) return other;
    return std::nullopt;
  }

  const std::map<std::string, std::string>& texts_;
  std::set<std::string> added_;
};

/// Mutants of one program that can stand in one source: no two of them write at one place.
struct Company {
  const TrainingProgram* program;
  std::vector<const Mutant*> mutants;

  bool takes(const Mutant& mutant) const {
    const auto meets = [](const Edit& a, const Edit& b) {
      return a.range.file == b.range.file && a.range.begin <= b.range.end && b.range.begin <= a.range.end;
    };
    for (const auto* other : mutants)
      for (const auto& edit : mutant.edits)
        if (std::any_of(other->edits.begin(), other->edits.end(),
                        [&](const Edit& theirs) { return meets(edit, theirs); }))
          return false;
    return true;
  }

  /// The program with the faults of all, as text.
  std::map<std::string, std::string> texts() const {
    Mutant all;
    for (const auto* mutant : mutants) {
      all.edits.insert(all.edits.end(), mutant->edits.begin(), mutant->edits.end());
      all.includes.insert(all.includes.end(), mutant->includes.begin(), mutant->includes.end());
    }
    std::map<std::string, std::string> texts;
    for (const auto& file : program->files)
      texts[file.path] = file.text;
    for (const auto& [path, text] : compiled_files(*program, &all, TrainingLoops::passable))
      texts[path] = text;
    return texts;
  }
};

std::vector<Company> companies_of(const std::vector<MutantOf>& mutants) {
  std::vector<Company> companies;
  for (const auto& [program, mutant] : mutants) {
    const auto place = std::find_if(companies.begin(), companies.end(), [&](const Company& each) {
      return each.program == program && each.takes(*mutant);
    });
    if (place != companies.end())
      place->mutants.push_back(mutant);
    else
      companies.push_back({program, {mutant}});
  }
  return companies;
}

/// A translation unit of many sources, a namespace each.
struct Unit {
  std::string text = "#include <iostream>\n";
  std::map<std::size_t, const Company*> company_from; ///< by the first line of its namespace

  void add(const Company& company) {
    const auto texts = company.texts();
    for (const auto& unit : company.program->units) {
      Flattened flattened(texts);
      flattened.add(unit.main_file);
      for (const auto& include : flattened.includes)
        text += include + "\n";
      company_from[static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1] = &company;
      // Functions of two units may have one name.
      text += fmt::format("namespace source_{} {{\n{}\n}}\n", company_from.size(), flattened.body);
    }
  }

  /// Those that do not compile, with Clang's first error.
  std::map<const Company*, std::string> errors() const {
    const auto path = (fs::path(SCRATCH_FOLDER) / fmt::format("mutants_{}.cpp", getpid())).string();
    std::ofstream(path, std::ios::binary) << text;
    const auto command = fmt::format(
        "{} {} -include-pch {} -fsyntax-only -ferror-limit=0 -fno-caret-diagnostics {} > {}.log 2>&1",
        CLANG_COMPILER, PROGRAM_FLAGS, PRECOMPILED, path, path);
    std::map<const Company*, std::string> errors;
    const bool compiles = std::system(command.c_str()) == 0;
    const std::string said_all = contents_of(path + ".log");
    fs::remove(path);
    fs::remove(path + ".log");
    if (compiles) return errors;
    std::istringstream log(said_all);
    static const std::regex place(R"(.*/mutants_\d+\.cpp:(\d+):\d+:.*)");
    std::string error;
    for (std::string said; std::getline(log, said);) {
      if (said.find("error: ") != std::string::npos) error = said;
      std::smatch match;
      if (error.empty() || !std::regex_match(said, match, place)) continue;
      const auto behind = company_from.upper_bound(std::stoul(match[1]));
      if (behind != company_from.begin()) errors.emplace(std::prev(behind)->second, error);
      error.clear();
    }
    if (errors.empty()) ADD_FAILURE() << command << " failed: " << said_all;
    return errors;
  }
};

/// Compiles them all, in as few units as there may be.
std::map<const Company*, std::string> errors_of(const std::vector<Company>& companies) {
  std::map<const Company*, std::string> errors;
  Unit unit;
  for (const auto& company : companies) {
    unit.add(company);
    if (unit.text.size() < bytes_per_unit && &company != &companies.back()) continue;
    errors.merge(unit.errors());
    unit = Unit();
  }
  return errors;
}

struct Refused {
  MutantOf mutant;
  std::string error; ///< Clang's first
};

std::vector<Refused> refused_by_clang(const std::vector<MutantOf>& mutants) {
  const std::vector<Company> companies = companies_of(mutants);
  std::vector<Company> alone;
  for (const auto& [company, error] : errors_of(companies))
    for (const auto* mutant : company->mutants)
      alone.push_back({company->program, {mutant}});
  std::vector<Refused> refused;
  for (const auto& [company, error] : errors_of(alone))
    refused.push_back({{company->program, company->mutants.front()}, error});
  fmt::print("compiling: {} of {} mutants compile, {:.2f} %, in {} sources\n",
             mutants.size() - refused.size(), mutants.size(),
             100.0 * static_cast<double>(mutants.size() - refused.size()) /
                 static_cast<double>(mutants.size()),
             companies.size());
  return refused;
}

} // namespace

void expect_to_compile(const std::vector<MutantOf>& mutants) {
  for (const auto& [mutant, error] : refused_by_clang(mutants))
    ADD_FAILURE() << mutant.program->units.front().main_file << " " << mutant.mutant->id << "\n"
                  << error << "\n"
                  << diff_of(*mutant.program, *mutant.mutant);
}

} // namespace misfire::programs
