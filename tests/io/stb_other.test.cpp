// SPDX-License-Identifier: MIT
// The second translation unit of stb.test.cpp: it includes our stb first, then the declarations of the
// program's own.
#include "vary/io.hpp"

#if defined(STBI_INCLUDE_STB_IMAGE_H) || defined(STBI_NO_GIF) || defined(STBIDEF) || defined(STBI_MALLOC)
#error "vary/io.hpp leaves macros behind"
#endif

#if __has_include(<stb/stb_image.h>)
#include <stb/stb_image.h>
#else
#include <stb_image.h>
#endif

#include <algorithm>
#include <cstdint>
#include <vector>

#include "support/catch.hpp"
#include "support/images.hpp"

vary::Image<std::uint8_t> decoded_by_other_stb(const std::vector<std::byte>& file) {
  vary::Shape shape;
  stbi_uc* pixels =
      stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(file.data()), static_cast<int>(file.size()),
                            &shape.width, &shape.height, &shape.channels, 0);
  vary::Image<std::uint8_t> image(shape.width, shape.height, shape.channels);
  std::copy_n(pixels, shape.elements(), image.data());
  stbi_image_free(pixels);
  return image;
}

vary::Image<std::uint8_t> decoded_by_other_unit(const std::vector<std::byte>& file) {
  return vary::decode<std::uint8_t>(file);
}

TEST_CASE("A translation unit may use the program's stb and ours", "[io]") {
  const auto image = tests::noise_image<std::uint8_t>(6, 5, 3);
  const std::vector<std::byte> file = vary::encode(image, ".bmp");
  REQUIRE(decoded_by_other_stb(file) == image);
  REQUIRE(decoded_by_other_unit(file) == image);
}
