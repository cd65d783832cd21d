// Has libpng write images.
#include "report/png.h"

#include <png.h>

namespace misfire {

std::string png_of(const Pixels& pixels) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = png_uint_32(pixels.width);
  image.height = png_uint_32(pixels.height);
  image.format = pixels.channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string bytes(size, '\0');
  const int made = png_image_write_to_memory(&image, bytes.data(), &size, /*convert_to_8bit=*/0,
                                             pixels.shades.data(), /*row_stride=*/0, nullptr);
  bytes.resize(made != 0 ? size : 0);
  return bytes;
}

} // namespace misfire
