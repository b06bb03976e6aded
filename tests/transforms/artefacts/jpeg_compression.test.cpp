// SPDX-License-Identifier: MIT
#include "vary/transforms/artefacts/jpeg_compression.hpp"

#include <set>

#include "transforms/checks.hpp"

using vary::JpegCompression;

TEST_CASE("JpegCompression draws every quality of its range, and no other", "[jpeg_compression]") {
  std::set<int> qualities;
  for (int i = 0; i < 300; ++i) {
    const auto recipe = tests::recipe_of(JpegCompression{.quality = {60, 69}}, {9, 9, 3}, {.index = i});
    const auto& op = tests::only<vary::ops::Compress>(recipe);
    REQUIRE(op.subsampled);
    qualities.insert(op.quality);
  }
  REQUIRE(qualities.size() == 10);
  REQUIRE(*qualities.begin() == 60);
  REQUIRE(*qualities.rbegin() == 69);
}

TEST_CASE("The error of JpegCompression grows as the quality falls", "[jpeg_compression]") {
  const auto photo = tests::noise_image<std::uint8_t>(64, 48, 3);
  double before = 0;
  for (const int quality : {95, 75, 40, 10}) {
    const auto copy = JpegCompression{.quality = quality}(photo);
    double sum = 0;
    for (std::size_t i = 0; i < photo.shape().elements(); ++i) {
      const double difference = static_cast<double>(copy.data()[i]) - static_cast<double>(photo.data()[i]);
      sum += difference * difference;
    }
    CAPTURE(quality);
    REQUIRE(sum > before);
    before = sum;
  }
}

TEST_CASE("JpegCompression without subsampling keeps the resolution of chroma", "[jpeg_compression]") {
  // Stripes of red and green, one pixel wide: subsampled chroma averages them.
  vary::Image<std::uint8_t> photo(32, 32, 3);
  for (int y = 0; y < 32; ++y) {
    for (int x = 0; x < 32; ++x) photo.at(x, y, x % 2) = 200;
  }
  const auto contrast = [&](bool subsampled) {
    const auto copy = JpegCompression{.quality = 95, .subsampled = subsampled}(photo);
    return copy.at(16, 16, 0) - copy.at(17, 16, 0);
  };
  REQUIRE(contrast(false) > 180);
  REQUIRE(contrast(true) < 120);
}

TEST_CASE("JpegCompression refuses fields out of range", "[jpeg_compression]") {
  tests::require_refused({
      {JpegCompression{.quality = 0}, "JpegCompression.quality: 0 is below 1; give 1 to 100"},
      {JpegCompression{.quality = {50, 101}}, "JpegCompression.quality: 101 is above 100; give 1 to 100"},
      {JpegCompression{.quality = {90, 50}},
       "JpegCompression.quality: low 90 is above high 50; give the lower value first"},
  });
}
