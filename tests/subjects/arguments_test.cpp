#include "subjects/arguments/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

using testing::HasSubstr;
using testing::ThrowsMessage;

namespace {

Arguments given(std::vector<std::string> words) {
  std::vector<char*> argv;
  for (std::string& word : words)
    argv.push_back(word.data());
  return {static_cast<int>(argv.size()), argv.data(), {{"--epochs", "3"}, {"--data", "here"}}};
}

TEST(Options, have_defaults_and_are_replaced_by_what_is_given) {
  EXPECT_EQ(given({"train"}).count("--epochs"), 3);
  EXPECT_EQ(given({"train", "--data", "there", "--epochs", "12"}).count("--epochs"), 12);
  EXPECT_EQ(given({"train", "--data", "there"}).text("--data"), "there");
}

TEST(Options, that_are_not_known_or_cannot_be_read_are_refused) {
  using Refused = std::invalid_argument;
  EXPECT_THAT([] { given({"train", "--epoch", "3"}); },
              ThrowsMessage<Refused>(HasSubstr("there are --data --epochs")));
  EXPECT_THAT([] { given({"train", "--epochs"}); }, ThrowsMessage<Refused>(HasSubstr("needs a value")));
  for (const char* wrong : {"0", "three", "3x", "", "99999999999999999999"})
    EXPECT_THAT([&] { given({"train", "--epochs", wrong}).count("--epochs"); },
                ThrowsMessage<Refused>(HasSubstr("positive whole number")));
}

} // namespace
