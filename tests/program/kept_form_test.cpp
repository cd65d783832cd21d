#include "mutator/program/kept_form.h"

#include "mutator/program/fields.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

/// With something of every form: texts, numbers, truth values, lists, several kinds, what is there and what
/// is not.
UnitReading reading() {
  UnitReading reading;
  reading.facts.main_file = "/p/main.cpp";
  reading.facts.files = {{"/p/main.cpp", std::string("int main() {}\n\0", 15), 3}};
  reading.facts.errors = 2;
  Loss loss{.function = "nll_loss", .form = Form::log_probabilities};
  loss.ignore_index = Slot::in_place({"/p/main.cpp", 1, 2}, "-1", {.constant = Value(std::int64_t(-1))});
  reading.facts.sites = {{.range = {"/p/main.cpp", 4, 9}, .role = Role::train, .meaning = std::move(loss)},
                         {.meaning = ModeSwitch{.training = false}},
                         {.meaning = Checkpoint{}},
                         {.meaning = ComparedTargets{.input = {"/p/main.cpp", 3, 4},
                                                     .input_loop = "/p/main.cpp:1",
                                                     .beside = {{"/p/main.cpp", 5, 6}}}}};
  reading.facts.forwards = {{.function = "f", .loop = {}, .input = {"/p/main.cpp", 3, 4}}};
  reading.facts.definitions = {{"v", {.constant = Value(0.5)}}, {"w", {.constant = Value("text")}}};
  reading.lookups = {
      {{"/p/main.cpp", "ab12"}}, {"/p"}, {"/p/a.h", "/p/b.h"}, {{"/usr/lib/gcc", {"12", "14"}}}};
  return reading;
}

TEST(KeptForm, comes_back_as_it_was) {
  const std::optional<UnitReading> back = reading_of(bytes_of(reading()));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, reading());
}

TEST(KeptForm, is_nothing_where_bytes_are_missing_or_left) {
  const std::string bytes = bytes_of(reading());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    ASSERT_FALSE(reading_of(std::string_view(bytes).substr(0, size))) << size;
  EXPECT_FALSE(reading_of(bytes + "x"));
}

TEST(KeptForm, does_not_fail_on_any_byte_that_has_changed) {
  std::string bytes = bytes_of(reading());
  for (char& byte : bytes)
    for (const char other : {'\0', '\x01', '\x7f', '\xff'}) {
      const char before = std::exchange(byte, other);
      static_cast<void>(reading_of(bytes));
      byte = before;
    }
}

TEST(Fields, are_all_members_of_an_aggregate_in_their_order) {
  struct Three {
    std::string text;
    std::vector<int> list;
    std::optional<bool> is;
  } three{"a", {1}, true};
  std::get<1>(members_of(three)).push_back(2);
  EXPECT_EQ(members_of(three), std::make_tuple(std::string("a"), std::vector{1, 2}, std::optional(true)));
  EXPECT_EQ(std::tuple_size_v<decltype(members_of(std::declval<Site&>()))>, 5U);
}

} // namespace
} // namespace misfire
