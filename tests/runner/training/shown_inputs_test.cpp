// Inputs that reports show are kept as a run wrote them, and nothing else that it may have written.
#include "runner/training/shown_inputs.h"

#include "tests/runner/temporary_folder.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

const std::string one(16, 'a'), other(16, 'b'), third(16, 'c');

std::string written(const std::string& hash, const std::string& sizes, const std::vector<float>& values) {
  std::string text = hash + sizes + "\n";
  return text.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
}

class ShownInputsTest : public ::testing::Test {
protected:
  std::size_t ask(const std::set<std::string>& hashes) {
    return ask_for_inputs(folder_ / "inputs", hashes).value_or(99);
  }
  void keep(const std::string& text) {
    testing::write_file(folder_ / "text", text);
    keep_shown(folder_ / "text", folder_ / "inputs");
  }
  ShownInputs read() { return read_shown(folder_ / "inputs", {one, other, third}); }

  const testing::TemporaryFolder folder_;
};

TEST_F(ShownInputsTest, what_was_asked_for_is_kept_and_not_asked_for_again) {
  EXPECT_EQ(ask({one, other}), 2u);
  keep(written(one, " 1 2", {0.5, 10}) + written(third, " 1", {7}) + written(other, "", {3}));
  EXPECT_THAT(read(),
              ElementsAre(Pair(one, ShownInput{{1, 2}, {0.5, 10}}), Pair(other, ShownInput{{}, {3}})));
  EXPECT_EQ(ask({one, third}), 1u);
  EXPECT_THAT(testing::text_of(wanted_in(folder_ / "inputs")), third + "\n");
  EXPECT_THAT(read(), ElementsAre(Pair(one, ::testing::_))) << "what is not shown any more is removed";
}

TEST_F(ShownInputsTest, what_is_damaged_is_not_there) {
  for (const std::string& text :
       {written(one, " 3", {1, 2}), written(one, " 99999999999999999999", {1}), written(one, " 0", {}),
        written(one, " -1", {1}), written(one, " 1000000 1000000", {1}), written(one, " x", {1}), one,
        std::string(100, '\n'), std::string(5000, ' ')}) {
    EXPECT_EQ(ask({one}), 1u);
    keep(text);
    EXPECT_THAT(read(), IsEmpty());
  }
  testing::write_file(folder_.path / "inputs" / one, " 2\nabc");
  EXPECT_THAT(read(), IsEmpty());
  EXPECT_EQ(ask({one}), 1u) << "it is asked for again";
  keep_shown(folder_ / "nothing", folder_ / "inputs");
}

} // namespace
} // namespace misfire
