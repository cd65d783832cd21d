// report.json: the campaign in the mutation testing report schema, which dashboards and viewers read.
#pragma once

#include "report/inputs_report.h"

#include <llvm/Support/JSON.h>

namespace misfire {

/// The report by the schema of npm's mutation-testing-report-schema, version 2: files with their sources and
/// mutants, metrics as tests (a file a test suite) so that killedBy names those that noticed. The inputs that
/// are worth most are tests, too, where `inputs` has them: each is coveredBy those that notice it in any run.
/// Columns count UTF-16 units, as viewers do. Mutants without a site (no-op) are in no file and so not in it.
llvm::json::Object mutation_report(const CampaignRecord& record,
                                   const Result<InputsReport>* inputs = nullptr);

/// Its text.
std::string mutation_json(const CampaignRecord& record, const Result<InputsReport>* inputs = nullptr);

} // namespace misfire
