// Tests of a line: what the reader sees at the places that a piece of code marks with ^.
//
//   EXPECT_SITES("auto loader = ^torch::data::make_data_loader(set(), 64);", "Loader batch_size=64");
//
// The code is read on declarations of libtorch (tests/reader/declared). Without a main() of its own it is the
// body of one, with the names that one_line.cpp declares ahead of it.
#pragma once

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace misfire::one_line {

/// The sites that begin at each mark, in order, as kind and what a test of a line can say of it: "Layer
/// Linear bias=true", "skipped Loss: its value does not reach backward()"; "nothing" where none begins.
/// Several at one mark are joined by " + ".
std::vector<std::string> sites_at_marks(const std::string& code);

/// What the program's metrics measure, in order: each as what is printed, then "is" and the losses of
/// training that it is made of, "loss is {mse_loss(y, x)}, of one batch"; "accuracy" where it is made of
/// none.
std::vector<std::string> measured(const std::string& code);

/// The numbers that are printed and are no metrics: "right in '{} / {}' at 0".
std::vector<std::string> printed(const std::string& code);

/// The calls whose arguments make several layers, as written.
std::vector<std::string> unsequenced(const std::string& code);

/// Why things are left alone: the reasons of what is skipped and of mutants that are not made.
std::vector<std::string> left_alone(const std::string& code);

/// The statements that can stand elsewhere, in order: "optimizer.step() of optimizer, out of 1 of 2 loops"
/// for one that names what is made in the outer of two loops; "alone" where it stands in no braces.
std::vector<std::string> statements(const std::string& code);

/// What operators on faults of libtorch programs ask of sites, in order: "sampler [<|>]", "eps=1e-08",
/// "trains [net->parameters()]", "reduced [, |]", "shaped [x.squeeze(1)] of [x]".
std::vector<std::string> further_places(const std::string& code);

/// The uses of libtorch that are no sites by themselves, then the quotients and the sums of losses, in order:
/// "softmax of {x} by {1}", "clamp of {x} by {0, 1} to {x}", "real {right} / {count}", "sum {a + b} of {a,
/// b}".
std::vector<std::string> uses(const std::string& code);

/// What an operator makes, in order: of each mutant "true: " for that choice, then "evaluation: " where it
/// changes evaluation alone, then the lines that change without blanks around, as "-old +new"; of what is not
/// made, the reason.
std::vector<std::string> faults(const std::string& operator_id, const std::string& code);

/// What comments say was right, in order: "guess < 0.3 of [x]"; else what is wrong with them.
std::vector<std::string> stated(const std::string& code);

/// The loops that are passed over where training is, in order: each as the rest of its first line; else, in
/// brackets, why training cannot be passed over.
std::vector<std::string> passed_over(const std::string& code);

} // namespace misfire::one_line

#define EXPECT_SITES(code, ...)                                                                              \
  EXPECT_THAT(::misfire::one_line::sites_at_marks(code), ::testing::ElementsAre(__VA_ARGS__)) << (code)
