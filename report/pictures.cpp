// Finds the form in which an input can be looked at.
#include "report/pictures.h"

#include "report/json.h"
#include "report/png.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <llvm/Support/Base64.h>

namespace misfire {

namespace json = llvm::json;

namespace {

constexpr std::size_t least_side = 6;    // of an image
constexpr std::size_t most_side = 128;   // of one that is shown in full
constexpr std::size_t most_numbers = 16; // of a vector that is read
constexpr std::size_t most_points = 500; // of a signal
constexpr std::size_t most_signals = 3;

/// Where the value of each channel, row and column of an input lies.
struct Layout2D {
  std::size_t channels = 1, rows = 0, columns = 0;
  std::size_t step_channel = 0, step_row = 0, step_column = 1;
};

/// Its sizes, without dimensions of one before the last two.
std::vector<std::size_t> sizes_of(const ShownInput& input) {
  std::vector<std::size_t> sizes(input.sizes.begin(), input.sizes.end());
  while (sizes.size() > 1 && sizes.front() == 1)
    sizes.erase(sizes.begin());
  return sizes;
}

std::optional<Layout2D> image_in(const std::vector<std::size_t>& sizes) {
  const auto may_be_channels = [](std::size_t size) { return size == 1 || size == 3; };
  std::optional<Layout2D> found;
  if (sizes.size() == 2)
    found = {1, sizes[0], sizes[1], 0, sizes[1], 1};
  else if (sizes.size() == 3 && may_be_channels(sizes[0]))
    found = {sizes[0], sizes[1], sizes[2], sizes[1] * sizes[2], sizes[2], 1};
  else if (sizes.size() == 3 && may_be_channels(sizes[2]))
    found = {sizes[2], sizes[0], sizes[1], 1, sizes[1] * sizes[2], sizes[2]};
  return found && std::min(found->rows, found->columns) >= least_side ? found : std::nullopt;
}

/// A value between two as a shade; what is no number is black.
std::uint8_t shade(float value, float least, float most) {
  if (!std::isfinite(value) || !(most > least)) return 0;
  return std::uint8_t(std::lround(255 * (double(value) - least) / (double(most) - least)));
}

/// Every so many-th row and column, so that no side is too long.
json::Object image_json(const ShownInput& input, const Layout2D& layout) {
  const std::size_t step = (std::max(layout.rows, layout.columns) + most_side - 1) / most_side;
  std::vector<float> finite;
  std::ranges::copy_if(input.values, std::back_inserter(finite),
                       [](float value) { return std::isfinite(value); });
  const auto [least, most] =
      finite.empty() ? std::pair(0.0F, 0.0F)
                     : std::pair(*std::ranges::min_element(finite), *std::ranges::max_element(finite));
  Pixels pixels{.width = (layout.columns + step - 1) / step,
                .height = (layout.rows + step - 1) / step,
                .channels = layout.channels,
                .shades = {}};
  for (std::size_t row = 0; row < layout.rows; row += step)
    for (std::size_t column = 0; column < layout.columns; column += step)
      for (std::size_t channel = 0; channel < layout.channels; ++channel)
        pixels.shades.push_back(shade(
            input.values[channel * layout.step_channel + row * layout.step_row + column * layout.step_column],
            least, most));
  return json::Object{{"image", "data:image/png;base64," + llvm::encodeBase64(png_of(pixels))},
                      {"width", std::int64_t(pixels.width)},
                      {"height", std::int64_t(pixels.height)}};
}

/// `count` values from `first` on, each `step` behind the one before; every so many-th of them.
json::Array signal_json(const ShownInput& input, std::size_t first, std::size_t step, std::size_t count) {
  const std::size_t every = (count + most_points - 1) / most_points;
  json::Array signal;
  for (std::size_t i = 0; i < count; i += every)
    signal.push_back(number_json(double(input.values[first + i * step])));
  return signal;
}

/// Some long vectors of one length, whichever dimension counts them; none where these are no such.
json::Array signals_in(const ShownInput& input, const std::vector<std::size_t>& sizes) {
  json::Array signals;
  if (sizes.size() == 1 && sizes[0] > most_numbers) signals.push_back(signal_json(input, 0, 1, sizes[0]));
  if (sizes.size() != 2) return signals;
  const std::size_t many = std::min(sizes[0], sizes[1]), length = std::max(sizes[0], sizes[1]);
  if (many > most_signals || length <= most_numbers) return signals;
  const bool by_rows = sizes[0] == many;
  for (std::size_t i = 0; i < many; ++i)
    signals.push_back(signal_json(input, by_rows ? i * length : i, by_rows ? 1 : many, length));
  return signals;
}

} // namespace

json::Object picture_of(const ShownInput& input) {
  const std::vector<std::size_t> sizes = sizes_of(input);
  if (const auto layout = image_in(sizes)) return image_json(input, *layout);
  if (json::Array signals = signals_in(input, sizes); !signals.empty())
    return json::Object{{"signals", std::move(signals)}};
  json::Array numbers;
  for (std::size_t i = 0; i < std::min(most_numbers, input.values.size()); ++i)
    numbers.push_back(number_json(double(input.values[i])));
  json::Object object{{"numbers", std::move(numbers)}};
  if (sizes.size() > 1 || input.values.size() > most_numbers)
    object["sizes"] = fmt::format("{}", fmt::join(sizes, " x "));
  return object;
}

} // namespace misfire
