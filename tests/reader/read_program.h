// The training programs of tests/programs and the bundled subjects, read with real libtorch.
#pragma once

#include "mutator/program/training_program.h"

#include <filesystem>

namespace misfire::programs {

/// Every program, relative to the repository: a file, or a folder whose .cpp files are its units. By name.
std::vector<std::string> all();

enum class Headers { precompiled, parsed };

/// Reads a program. One that cannot be read fails the test that asks for it.
TrainingProgram read(const std::string& program, Headers headers);

/// The program, read once in this process, with libtorch's headers precompiled.
const TrainingProgram& get(const std::string& program);

/// The file of expected sites: beside the program; for a bundled subject, in tests/programs too.
std::filesystem::path expected_sites_of(const std::string& program);

std::string contents_of(const std::filesystem::path& path);

} // namespace misfire::programs
