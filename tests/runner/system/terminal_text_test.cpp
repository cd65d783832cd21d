#include "runner/system/terminal_text.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

TEST(TerminalText, leaves_what_people_write) {
  for (const char* text : {"", "net.cpp:3:1: 0.93\n\tloss", "größer, 精度, ∇, 👍", "'quoted' \\ \"text\""})
    EXPECT_EQ(terminal_text(text), text);
}

TEST(TerminalText, writes_out_what_a_terminal_would_obey) {
  EXPECT_EQ(terminal_text("a\033[31mred\a"), "a\\x1b[31mred\\x07");
  EXPECT_EQ(terminal_text("done\rfail\b"), "done\\x0dfail\\x08");
  EXPECT_EQ(terminal_text(std::string_view("a\0b\x7f", 4)), "a\\x00b\\x7f");
  EXPECT_EQ(terminal_text("\xc2\x9b"
                          "2J"),
            "\\u009b2J")
      << "a control sequence in one character";
  EXPECT_EQ(terminal_text("/*\u202e*/"), "/*\\u202e*/") << "turns the direction of writing";
}

TEST(TerminalText, writes_out_bytes_that_are_no_text) {
  EXPECT_EQ(terminal_text("\xff\xfe"
                          "1"),
            "\\xff\\xfe1");
  EXPECT_EQ(terminal_text("\xe2\x82"), "\\xe2\\x82") << "a character that is cut off";
  EXPECT_EQ(terminal_text("\xc0\xaf"), "\\xc0\\xaf") << "a longer form than needed";
}

TEST(TerminalText, is_safe_once_and_for_all) {
  std::string all;
  for (unsigned byte = 0; byte < 256; ++byte)
    all += static_cast<char>(byte);
  const std::string safe = terminal_text(all + all);
  EXPECT_EQ(terminal_text(safe), safe);
}

} // namespace
} // namespace misfire
