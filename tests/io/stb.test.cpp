// SPDX-License-Identifier: MIT
// A translation unit with its own stb before ours, with all formats and with vertical flipping.
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_WRITE_IMPLEMENTATION
#if __has_include(<stb/stb_image.h>)
#include <stb/stb_image.h>
#include <stb/stb_image_write.h>
#else
#include <stb_image.h>
#include <stb_image_write.h>
#endif

#include "vary/io.hpp"

#if defined(STBI_NO_GIF) || defined(STBI_NO_STDIO) || !defined(STBI_INCLUDE_STB_IMAGE_H)
#error "vary/io.hpp leaves macros behind, or takes some away"
#endif

#include <cstdint>
#include <vector>

#include "support/catch.hpp"
#include "support/images.hpp"

/// Defined in stb_other.test.cpp: the image that the user's stb decodes there.
vary::Image<std::uint8_t> decoded_by_other_stb(const std::vector<std::byte>& file);
vary::Image<std::uint8_t> decoded_by_other_unit(const std::vector<std::byte>& file);

TEST_CASE("A program may use its own stb with other settings", "[io]") {
  const auto image = tests::noise_image<std::uint8_t>(6, 5, 3);
  const std::vector<std::byte> file = vary::encode(image, ".png");
  vary::Image<std::uint8_t> flipped(6, 5, 3);
  for (int y = 0; y < 5; ++y) std::copy_n(image.row(4 - y), 18, flipped.row(y));

  stbi_set_flip_vertically_on_load(1);
  stbi_flip_vertically_on_write(1);
  REQUIRE(vary::decode<std::uint8_t>(file) == image);
  REQUIRE(decoded_by_other_unit(file) == image);
  REQUIRE(decoded_by_other_stb(file) == flipped);
  for (const char* extension : {".png", ".bmp", ".tga"}) {
    REQUIRE(vary::decode<std::uint8_t>(vary::encode(image, extension)) == image);
  }
  stbi_set_flip_vertically_on_load(0);
  stbi_flip_vertically_on_write(0);
  REQUIRE(decoded_by_other_stb(file) == image);
}

TEST_CASE("Failures of our stb do not affect the failure reason of the program's stb", "[io]") {
  const unsigned char not_an_image[] = {1, 2, 3};
  int width = 0;
  REQUIRE(stbi_load_from_memory(not_an_image, 3, &width, &width, &width, 0) == nullptr);
  const std::string before = stbi_failure_reason();
  REQUIRE_THROWS_AS(vary::decode<std::uint8_t>(not_an_image, 2), vary::Error);
  REQUIRE(stbi_failure_reason() == before);
}
