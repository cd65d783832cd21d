// Words of C++ texts: what a compiler does not see changes none, what it sees changes some.
#include "mutator/source/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (const Token& token : tokens_of(text)) {
    EXPECT_LE(token.begin, token.end);
    words.push_back(token.text);
  }
  return words;
}

TEST(Tokens, are_names_numbers_literals_and_signs) {
  EXPECT_THAT(
      words_of("auto x=1'000.5e-3f+a->b[i]<<2;"),
      ElementsAre("auto", "x", "=", "1'000.5e-3f", "+", "a", "->", "b", "[", "i", "]", "<<", "2", ";"));
  EXPECT_THAT(words_of(R"(L"a\"b" 'c' '"' u8"d//e" .5)"),
              ElementsAre(R"(L"a\"b")", "'c'", "'\"'", "u8\"d//e\"", ".5"));
  EXPECT_THAT(words_of("R\"x(a)\" /* b )x\" c"), ElementsAre("R\"x(a)\" /* b )x\"", "c"));
}

TEST(Tokens, comments_and_white_space_are_not_seen) {
  const std::string code = code_of("int main() {\n  return f(1 + 2); // three\n}\n");
  EXPECT_EQ(code, code_of("int main()\n{ /* here */ return f( 1+2 );}\n\n// end"));
  EXPECT_EQ(code, code_of("int main() {\r\n  return \\\r\n f(1 + 2);\r\n}\r\n"));
  EXPECT_NE(code, code_of("int main() { return f(1 + 3); }"));
  EXPECT_NE(code_of("a + +b"), code_of("a ++b"));
  EXPECT_NE(code_of("f(\"a b\")"), code_of("f(\"a  b\")"));
  EXPECT_NE(code_of("ab c"), code_of("a bc"));
}

TEST(Tokens, a_directive_ends_with_its_line) {
  EXPECT_THAT(words_of("#define A 1 // one\nB"), ElementsAre("#", "define", "A", "1", "\n", "B"));
  EXPECT_THAT(words_of("#define A \\\n 1\nB"), ElementsAre("#", "define", "A", "1", "\n", "B"));
  EXPECT_THAT(words_of("#include <a//b.h>\n#include \"c.h\""),
              ElementsAre("#", "include", "<a//b.h>", "\n", "#", "include", "\"c.h\"", "\n"));
  EXPECT_NE(code_of("#define A\nB"), code_of("#define A B\n"));
  EXPECT_NE(code_of("#define A(b) b"), code_of("#define A (b) b"));
  EXPECT_EQ(code_of("#define A( b )  b"), code_of("#define A(b) b"));
}

TEST(Tokens, whatever_the_text_is_it_ends) {
  for (const char* text :
       {"\"", "'", "/*", "R\"(", "R\"", "L'", "#", "\\", "#include <", "a\\", "\"\\", "1'", "//\\\n"})
    EXPECT_LE(tokens_of(text).size(), 4u) << text;
}

} // namespace
} // namespace misfire
