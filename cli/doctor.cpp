// misfire doctor: whether all that a campaign needs is there, and what to do where it is not.
#include "cli/command.h"
#include "cli/pipeline.h"
#include "report/listing.h"
#include "report/page.h"
#include "runner/building/compiler.h"
#include "runner/opening/doubts.h"
#include "runner/opening/libtorch.h"
#include "runner/opening/open_subject.h"
#include "runner/opening/printed.h"
#include "runner/system/process.h"
#include "runner/system/tool.h"
#include "runner/training/sandbox.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <re2/re2.h>
#include <thread>

namespace misfire::cli {

namespace {

namespace fs = std::filesystem;

enum class Health { good, doubtful, bad };

/// Prints findings, a line each, and remembers the worst.
struct Examination {
  bool healthy = true;

  void tell(Health health, const std::string& what, const std::string& finding,
            const std::string& remedy = "") {
    const char* word = health == Health::good ? "ok" : health == Health::doubtful ? "warning" : "PROBLEM";
    say("{:<8} {:<10} {}{}{}\n", word, what, finding, remedy.empty() ? "" : "\n         -> ", remedy);
    if (health == Health::bad) healthy = false;
  }
};

std::string first_line_of(const ToolResult& result) {
  return result.output.substr(0, result.output.find('\n'));
}

void examine_tools(Examination& examination) {
  const Tools tools = find_tools();
  if (tools.clang.empty())
    examination.tell(Health::doubtful, "clang", "there is no clang++ of misfire's version",
                     "Mutants are built by your own compiler, about twenty times slower. Debian: apt-get "
                     "install clang-19");
  else
    examination.tell(Health::good, "clang", first_line_of(run_tool({tools.clang, "--version"}, ".")));
  if (tools.lld_folder.empty())
    examination.tell(Health::doubtful, "lld", "there is no ld.lld",
                     "Linking takes longer. Debian: apt-get install lld-19");
  else
    examination.tell(Health::good, "lld", tools.lld_folder + "/ld.lld");
  for (const char* tool : {"cmake", "ninja"}) {
    const ToolResult version = run_tool({tool, "--version"}, ".");
    if (version.succeeded())
      examination.tell(Health::good, tool, first_line_of(version));
    else
      examination.tell(
          Health::bad, tool, "cannot be started",
          fmt::format("Debian: apt-get install {}", std::string(tool) == "ninja" ? "ninja-build" : tool));
  }
  if (fs::exists(tools.runtime + "/start.cpp") && fs::exists(tools.runtime + "/host.cpp"))
    examination.tell(Health::good, "runtime", tools.runtime);
  else
    examination.tell(Health::bad, "runtime", tools.runtime + " is not there, or not whole",
                     "Install misfire again, or set MISFIRE_RUNTIME to its folder runtime/.");
  if (page_is_built_in())
    examination.tell(Health::good, "page", "report.html is built in");
  else
    examination.tell(Health::doubtful, "page", "report.html is not built in",
                     "Debian: apt-get install nodejs npm, and build misfire again");
}

/// Debian's alternatives say which BLAS libtorch of Debian calls; a libtorch from elsewhere brings its own.
void examine_blas(Examination& examination) {
  for (const char* folder :
       {"/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"}) {
    std::error_code error;
    const fs::path library = fs::canonical(fs::path(folder) / "libblas.so.3", error);
    if (error) continue;
    const std::string path = library.string();
    const bool fast = RE2::PartialMatch(path, "openblas|mkl|blis|atlas|flexiblas");
    if (fast)
      examination.tell(Health::good, "BLAS", path);
    else
      examination.tell(Health::doubtful, "BLAS", path + " is the reference BLAS",
                       "Trainings with Debian's libtorch are several times faster with apt-get install "
                       "libopenblas0-serial");
    return;
  }
  examination.tell(Health::good, "BLAS", "none of the system's: libtorch brings its own");
}

void examine_machine(Examination& examination, const std::string& output) {
  examine_blas(examination);
  examination.tell(Health::good, "threads",
                   fmt::format("{} cores; `misfire run` measures how many trainings side by side are "
                               "fastest, with how many threads each",
                               std::max(1u, std::thread::hardware_concurrency())));
  if (fs::exists("/dev/nvidiactl"))
    examination.tell(Health::good, "GPU",
                     "there is one; `devices: [0]` in misfire.yml gives each run its own");
  else
    examination.tell(Health::good, "GPU",
                     "none that CUDA could use: a program that asks for one trains on the CPU");
  const std::unique_ptr<Processes> processes = this_machines_processes();
  const fs::path scratch = fs::temp_directory_path();
  if (find_isolation(*processes, scratch) == Isolation::bubblewrap)
    examination.tell(Health::good, "sandbox", "bubblewrap keeps runs apart");
  else
    examination.tell(
        Health::doubtful, "sandbox", "bubblewrap does not work here",
        "Nothing holds back what a run writes: through a relative path into an existing folder, it reaches "
        "that folder. Debian: apt-get install bubblewrap; containers need user namespaces.");
  fs::path place = output;
  while (!place.empty() && !fs::exists(place))
    place = place.parent_path();
  constexpr double gibibyte = 1024.0 * 1024 * 1024;
  constexpr double wanted = 5;
  const double available = double(fs::space(place).available) / gibibyte;
  examination.tell(available < wanted ? Health::doubtful : Health::good, "disk",
                   fmt::format("{:.1f} GiB free in {}", available, place.string()),
                   available < wanted ? "A header module takes 0.2 GiB, a mutant's program some MiB: make "
                                        "room, or set `output` in misfire.yml."
                                      : "");
}

/// A program picks its epoch by validation data, so a score on them says little of what the test data notice.
void examine_judge(Examination& examination, const std::vector<MetricPattern>& metrics) {
  const auto judge = std::ranges::find(metrics, "test", &MetricPattern::suite);
  if (judge == metrics.end() ||
      !RE2::PartialMatch(judge->pattern, "(?i)(^|[^a-z])(val|valid|validation|dev)([^a-z]|$)"))
    return;
  examination.tell(Health::doubtful, "metric",
                   judge->name + " judges, and is of validation data by its pattern",
                   "In misfire.yml, put first the metric that is measured on data which training never saw.");
}

/// The compiler that the program itself is built by, which builds its mutants where Clang cannot.
void examine_compiler(Examination& examination, const Subject& subject) {
  const auto unit = std::ranges::find(subject.units, "CXX", &Unit::language);
  if (unit == subject.units.end())
    return examination.tell(Health::bad, "compiler", subject.target + " has no source in C++",
                            "Is this the target that trains? misfire mutates C++.");
  const ToolResult version = run_tool({unit->compiler, "--version"}, ".");
  if (version.succeeded())
    examination.tell(Health::good, "compiler", first_line_of(version));
  else
    examination.tell(Health::bad, "compiler", unit->compiler + " cannot be started",
                     "Install it, or configure the build anew with the compiler that is there.");
}

void examine_libtorch(Examination& examination, const Subject& subject) {
  const auto version = libtorch_version(subject), linked = linked_libtorch_version(subject);
  if (!version)
    return examination.tell(
        Health::doubtful, "libtorch", "its headers were not found",
        "Is this a program that uses libtorch? find_package(Torch) and link ${TORCH_LIBRARIES}.");
  const auto standard = libtorch_standard(subject);
  const std::string found = *version + (standard ? ", which needs C++" + *standard + " or later" : "");
  if (linked && !are_of_one_libtorch(*version, *linked))
    examination.tell(
        Health::bad, "libtorch",
        fmt::format("its headers are of {}, and the library that is linked is of {}", found, *linked),
        "Such a program may crash, or compute something else. Configure the build anew, with "
        "CMAKE_PREFIX_PATH or Torch_DIR naming one libtorch.");
  else if (!is_tested_libtorch(*version))
    examination.tell(
        Health::doubtful, "libtorch", found,
        "misfire was never tested with this version. It should work: please report what does not.");
  else
    examination.tell(Health::good, "libtorch", found);
}

void examine_program(Examination& examination, const Configuration& configuration) {
  const Result<Subject> subject = open_subject(configuration);
  if (!subject) return examination.tell(Health::bad, "build", subject.error().message);
  examination.tell(Health::good, "build",
                   fmt::format("{}, sources: {}", subject->target, subject->units.size()));
  examine_compiler(examination, *subject);
  examine_libtorch(examination, *subject);
  const Result<TrainingProgram> program = read_program(*subject, configuration);
  if (!program)
    return examination.tell(
        Health::bad, "parse", program.error().message,
        "misfire reads sources with Clang: what Clang refuses must be changed, or "
        "guarded by #ifndef __clang__, or left out: sources: ['!gain.cpp'] in misfire.yml.");
  if (const std::string unread = unread_text(*program); !unread.empty())
    examination.tell(
        Health::doubtful, "parse", unread.substr(0, unread.size() - 1),
        "What Clang refuses can be changed, or guarded by #ifndef __clang__. `sources:` in misfire.yml "
        "says which sources are mutated.");
  examination.tell(program->sites.empty() ? Health::bad : Health::good, "parse",
                   fmt::format("{} sites (places that matter in training), {} skipped", program->sites.size(),
                               program->skipped.size()),
                   program->sites.empty()
                       ? "`misfire list --sites` shows what was found. Is this the program that trains?"
                       : "");
  if (!program->unsequenced_layers.empty()) {
    const SourceRange& first = program->unsequenced_layers.front();
    const std::string text = text_at(*program, first);
    examination.tell(
        Health::good, "order",
        fmt::format(
            "{}:{} makes several layers among the arguments of one call, `{}...`: for one seed, GCC and "
            "Clang make two different networks of it",
            shown_path(*program, first.file),
            position_of(get_file(*program, first.file).text, first.begin).line,
            text.substr(0, text.find('(') + 1)),
        "Baseline and mutants are built by one compiler, so verdicts hold. `compiler: own` in misfire.yml "
        "gives "
        "the accuracy that you know.");
  }
  examine_judge(examination, configuration.metrics);
  for (const Doubt& doubt : doubts_of(configuration, *program))
    examination.tell(Health::doubtful, "metric", doubt.finding, doubt.remedy);
  for (const MetricPattern& metric : configuration.metrics) {
    const bool printed = !printed_by(*program, metric).empty();
    examination.tell(
        printed ? Health::good : Health::doubtful, "metric",
        fmt::format("{} on {}: '{}'{}", metric.name, metric.suite, metric.pattern,
                    printed ? "" : " matches no line that is known to be printed"),
        printed ? ""
                : "`misfire run --dry-run` trains the baseline and tells whether it is printed after all.");
  }
}

Result<int> doctor(const Overrides& overrides) {
  Examination examination;
  examine_tools(examination);
  if (!fs::exists(overrides.config)) {
    examine_machine(examination, fs::current_path());
    say("\nThere is no {} here, so no program was looked at. `misfire init` writes one.\n", overrides.config);
    return examination.healthy ? done : bad_request;
  }
  const Result<Configuration> configuration = load(overrides);
  if (!configuration) return tl::unexpected(configuration.error());
  examine_machine(examination, configuration->output);
  examine_program(examination, *configuration);
  return examination.healthy ? done : bad_request;
}

} // namespace

void add_doctor(CLI::App& app, int& exit_code) {
  CLI::App& command = add_command(app, "doctor", "What a campaign needs, and what to do where it is missing");
  auto overrides = std::make_shared<Overrides>();
  add_config_option(command, overrides->config);
  on_call(command, exit_code, [overrides] { return doctor(*overrides); });
}

} // namespace misfire::cli
