// Inputs become images, signals or numbers by their sizes, and images are PNG.
#include "report/pictures.h"

#include "report/png.h"

#include <gmock/gmock.h>
#include <limits>
#include <llvm/Support/raw_ostream.h>
#include <numeric>
#include <png.h>

namespace misfire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

ShownInput counted(std::vector<std::int64_t> sizes) {
  ShownInput input{std::move(sizes), {}};
  const std::int64_t count =
      std::accumulate(input.sizes.begin(), input.sizes.end(), std::int64_t(1), std::multiplies<>());
  for (std::int64_t i = 0; i < count; ++i)
    input.values.push_back(float(i));
  return input;
}

std::string shown(const ShownInput& input) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::json::Value(picture_of(input));
  return text;
}

/// What libpng reads of an image.
std::vector<std::uint8_t> decoded(const std::string& bytes, unsigned format) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  EXPECT_NE(png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()), 0) << image.message;
  image.format = format;
  std::vector<std::uint8_t> shades(PNG_IMAGE_SIZE(image));
  EXPECT_NE(png_image_finish_read(&image, nullptr, shades.data(), 0, nullptr), 0) << image.message;
  return shades;
}

TEST(Pictures, a_png_holds_its_pixels) {
  const std::vector<std::uint8_t> grey{0, 50, 100, 150, 200, 255}, colours{255, 0, 0, 0, 255, 0};
  EXPECT_EQ(decoded(png_of({3, 2, 1, grey}), PNG_FORMAT_GRAY), grey);
  EXPECT_EQ(decoded(png_of({2, 1, 3, colours}), PNG_FORMAT_RGB), colours);
}

TEST(Pictures, one_or_three_channels_in_two_dimensions_are_an_image_wherever_the_channels_stand) {
  for (const auto& sizes : std::vector<std::vector<std::int64_t>>{
           {28, 20}, {1, 28, 20}, {3, 28, 20}, {28, 20, 3}, {28, 20, 1}, {1, 1, 28, 20}}) {
    const std::string text = shown(counted(sizes));
    EXPECT_THAT(text, HasSubstr("\"height\":28,\"image\":\"data:image/png;base64,iVBOR"));
    EXPECT_THAT(text, HasSubstr("\"width\":20"));
  }
}

TEST(Pictures, large_images_are_shown_smaller) {
  const std::string text = shown(counted({1, 400, 200}));
  EXPECT_THAT(text, HasSubstr("\"height\":100,"));
  EXPECT_THAT(text, HasSubstr("\"width\":50}"));
}

TEST(Pictures, short_vectors_are_numbers_and_long_ones_signals) {
  EXPECT_EQ(shown(counted({3})), "{\"numbers\":[0,1,2]}");
  EXPECT_EQ(shown(counted({})), "{\"numbers\":[0]}");
  EXPECT_THAT(shown(counted({40})), HasSubstr("{\"signals\":[[0,1,2,"));
  EXPECT_THAT(shown(counted({20, 2})), HasSubstr("{\"signals\":[[0,2,4,"));
  EXPECT_THAT(shown(counted({2, 20})), HasSubstr(",18,19],[20,21,"));
  EXPECT_EQ(picture_of(counted({100000})).getArray("signals")->front().getAsArray()->size(), 500u);
}

TEST(Pictures, what_has_another_form_is_shown_as_it_begins) {
  const std::string text = shown(counted({6, 12, 12}));
  EXPECT_THAT(text, HasSubstr("\"numbers\":[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]"));
  EXPECT_THAT(text, HasSubstr("\"sizes\":\"6 x 12 x 12\""));
}

TEST(Pictures, values_that_are_no_numbers_harm_none) {
  ShownInput input = counted({8, 8});
  input.values[3] = std::numeric_limits<float>::quiet_NaN();
  input.values[4] = std::numeric_limits<float>::infinity();
  EXPECT_THAT(shown(input), HasSubstr("data:image/png"));
  ShownInput none = counted({2});
  none.values = {std::numeric_limits<float>::quiet_NaN(), 1};
  EXPECT_EQ(shown(none), "{\"numbers\":[null,1]}");
  input.values.assign(64, 7);
  EXPECT_THAT(shown(input), HasSubstr("data:image/png")) << "of one shade";
}

} // namespace
} // namespace misfire
