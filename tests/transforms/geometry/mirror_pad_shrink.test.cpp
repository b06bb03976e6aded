// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/mirror_pad_shrink.hpp"

#include "transforms/checks.hpp"

using tests::same_image;
using vary::Border;
using vary::Interpolation;
using vary::MirrorPadShrink;

namespace {

/// numpy.pad(image, mode="reflect"), with each pixel reflected as often as needed.
template <class T>
vary::Image<T> reflected(const vary::Image<T>& image, int left, int top, int width, int height) {
  const auto reflect = [](int i, int size) {
    while (i < 0 || i >= size) i = i < 0 ? -i : 2 * (size - 1) - i;
    return i;
  };
  vary::Image<T> extended(width, height, image.channels());
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int c = 0; c < image.channels(); ++c) {
        extended.at(x, y, c) =
            image.at(reflect(x - left, image.width()), reflect(y - top, image.height()), c);
      }
    }
  }
  return extended;
}

}  // namespace

TEMPLATE_TEST_CASE("MirrorPadShrink is a resize, reflected as often as needed", "[mirror_pad_shrink]",
                   std::uint8_t, std::uint16_t, float) {
  const struct {
    double scale;
    int width, height;  ///< of the smaller image, in one of 40 x 29: rounded, half up
  } table[] = {{0.5, 20, 15}, {0.1, 4, 3}, {0.05, 2, 1}, {0.9, 36, 26}, {0.9875, 40, 29}, {0.9872, 39, 29}};
  for (const auto& [scale, width, height] : table) {
    for (const auto interpolation : {Interpolation::bilinear, Interpolation::area}) {
      for (const bool antialias : {true, false}) {
        INFO("scale " << scale << ", antialias " << antialias);
        const auto photo = tests::noise_image<TestType>(40, 29, 3, 4);
        const vary::Resize resize{
            .width = width, .height = height, .interpolation = interpolation, .antialias = antialias};
        const MirrorPadShrink shrink{.scale = scale, .interpolation = interpolation, .antialias = antialias};
        if (height > 1) {
          const auto expected = reflected(resize(photo), (40 - width) / 2, (29 - height) / 2, 40, 29);
          REQUIRE(same_image(shrink(photo), expected));
        } else {  // a single row: numpy cannot reflect it, vary repeats it
          const auto copy = shrink(photo);
          REQUIRE(same_image(vary::Crop{.width = 40, .height = 1}(copy),
                             vary::Crop{.y = 28, .width = 40, .height = 1}(copy)));
        }
      }
    }
  }
}

TEST_CASE("MirrorPadShrink leaves no blank frame", "[mirror_pad_shrink]") {
  const auto photo = tests::flat_image<std::uint8_t>({37, 23, 3}, 190);
  for (const Border border : {Border::reflect, Border::symmetric, Border::wrap, Border::edge}) {
    for (int i = 0; i < 20; ++i) {
      const MirrorPadShrink shrink{.scale = {0.01, 1}, .border = border};
      REQUIRE(same_image(shrink(photo, {.index = i}), photo));
    }
  }
}

TEST_CASE("MirrorPadShrink takes all borders but constant", "[mirror_pad_shrink]") {
  const auto photo = tests::image({{10, 10, 20, 20, 30, 30, 40, 40}});
  const auto row = [&](Border border) {
    return tests::rows(
        MirrorPadShrink{.scale = 0.5, .interpolation = Interpolation::area, .border = border}(photo));
  };
  REQUIRE(row(Border::reflect) == tests::Rows{{30, 20, 10, 20, 30, 40, 30, 20}});
  REQUIRE(row(Border::symmetric) == tests::Rows{{20, 10, 10, 20, 30, 40, 40, 30}});
  REQUIRE(row(Border::wrap) == tests::Rows{{30, 40, 10, 20, 30, 40, 10, 20}});
  REQUIRE(row(Border::edge) == tests::Rows{{10, 10, 10, 20, 30, 40, 40, 40}});
}

TEST_CASE("MirrorPadShrink refuses fields out of range", "[mirror_pad_shrink]") {
  tests::require_refused({
      {MirrorPadShrink{.scale = 0.001}, "MirrorPadShrink.scale: 0.001 is below 0.01; give 0.01 to 1"},
      {MirrorPadShrink{.scale = {0.5, 1.5}}, "MirrorPadShrink.scale: 1.5 is above 1; give 0.01 to 1"},
      {MirrorPadShrink{.scale = {0.5, 0.25}},
       "MirrorPadShrink.scale: low 0.5 is above high 0.25; give the lower value first"},
      {MirrorPadShrink{.border = Border::constant},
       "MirrorPadShrink.border: constant leaves a blank frame; give reflect, symmetric, wrap or edge"},
  });
}
