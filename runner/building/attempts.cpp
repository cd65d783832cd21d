// Lists the attempts, strikes some out, and says so.
#include "runner/building/attempts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace misfire {
namespace {

/// Whether the program asks where it lies or what it is called, which a host cannot answer for it.
bool asks_for_itself(const TrainingProgram& program) {
  constexpr std::array words = {"/proc/self/exe", "program_invocation_name", "program_location"};
  return std::any_of(program.files.begin(), program.files.end(), [&](const SourceFile& file) {
    return std::any_of(words.begin(), words.end(),
                       [&](const char* word) { return file.text.find(word) != std::string::npos; });
  });
}

void append_sentence(std::string& note, const std::string& sentence) {
  if (!note.empty()) note += ' ';
  note += sentence;
}

/// Why runs start without a host though one is asked for; empty where they can have one.
std::string why_no_host(const TrainingProgram& program, const Tools& tools) {
  if (!can_host(tools))
    return (tools.lld_folder.empty() ? "ld.lld" : tools.runtime + "/host.cpp") + " is missing";
  return asks_for_itself(program) ? "the program asks for its own path" : "";
}

/// Clang in every form of headers, each for a host first where one can be.
std::vector<Compiler> forms_of_clang(Attempts& attempts, const TrainingProgram& program,
                                     const BuildOptions& options) {
  const std::string obstacle = options.for_host ? why_no_host(program, options.tools) : "";
  if (!obstacle.empty()) append_sentence(attempts.note, each_run_alone(obstacle));
  const bool for_host = options.for_host && obstacle.empty();
  std::vector<Compiler> forms;
  for (int form = int(best_headers(options.tools)); form <= int(Headers::precompiled); ++form) {
    const Compiler clang{Compiler::Kind::clang, options.tools, Headers(form)};
    if (for_host) forms.push_back(clang);
    if (for_host) forms.back().for_host = true;
    forms.push_back(clang);
  }
  return forms;
}

/// Which of all header modules.
std::string kind_of(Headers form) {
  if (form == Headers::with_program) return "a header module that has the program";
  return form == Headers::coded_module ? "a header module that has code" : "a header module";
}

/// What a refusal leaves out, for people.
std::string left_out(const Compiler& refused, const Refusal& refusal) {
  if (refused.kind == Compiler::Kind::own)
    return "No network is kept, since the program does not build with what keeps them: " + refusal.why;
  if (refused.for_host && refusal.compiles)
    return each_run_alone("the program cannot be linked so that it could be forked: " + refusal.why);
  if (refused.headers != Headers::precompiled)
    return fmt::format("Mutants are not built with {}, which would be faster: {}", kind_of(refused.headers),
                       refusal.why);
  return "Mutants are not built by Clang, which would be faster, since Clang refuses the program: " +
         refusal.why;
}

/// The subject's own compiler makes nothing for a host.
void note_own(Attempts& attempts) {
  if (attempts.for_host && attempts.compilers.front().kind == Compiler::Kind::own)
    append_sentence(attempts.note, each_run_alone("only what Clang builds can be forked"));
}

} // namespace

std::string each_run_alone(const std::string& why) {
  return "Every run is a process of its own, which takes longer to start than one that is forked from a "
         "process with libtorch loaded, since " +
         why + (why.ends_with('.') ? "" : ".");
}

Attempts attempts_for(const TrainingProgram& program, const BuildOptions& options) {
  Attempts attempts{.for_host = options.for_host};
  std::vector<Compiler> compilers;
  if (!options.own && options.tools.clang.empty())
    attempts.note = "Mutants are not built by Clang, which would be faster, since there is no clang++.";
  else if (!options.own)
    compilers = forms_of_clang(attempts, program, options);
  compilers.push_back({Compiler::Kind::own, options.tools});
  if (options.keeping)
    for (Compiler compiler : compilers) {
      compiler.keeping = true;
      attempts.compilers.push_back(compiler);
    }
  attempts.compilers.insert(attempts.compilers.end(), compilers.begin(), compilers.end());
  attempts.note_before = attempts.note;
  note_own(attempts);
  return attempts;
}

void rule_out(Attempts& attempts, const Refusal& refusal) {
  const Compiler refused = attempts.compilers.front();
  // All are tried anew without it, and may be taken now.
  if (refused.kind == Compiler::Kind::own) attempts.note = attempts.note_before;
  append_sentence(attempts.note, left_out(refused, refusal));
  const bool without_host = refused.for_host && refusal.compiles;
  std::erase_if(attempts.compilers, [&](const Compiler& other) {
    if (other.keeping != refused.keeping) return false;
    if (other.kind == Compiler::Kind::own) return refused.kind == Compiler::Kind::own;
    return without_host ? other.for_host : other.headers == refused.headers;
  });
  note_own(attempts);
}

} // namespace misfire
