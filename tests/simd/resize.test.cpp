// SPDX-License-Identifier: MIT
#include "vary/simd/resize.hpp"

#include <algorithm>
#include <vector>

#include "support/pictures.hpp"
#include "support/targets.hpp"

using vary::simd::ResizeRows;

TEMPLATE_TEST_CASE("A resize in bands has the bits of a resize in other bands", "[simd]", std::uint8_t,
                   std::uint16_t, float) {
  constexpr std::size_t width = 23, height = 31, channels = 3, out_width = 10, taps = 3;
  const auto in = tests::noise_picture<TestType>({width, height, channels}, 1);
  std::vector<int> first_rows, first_columns;
  std::vector<float> weights;
  for (int i = 0; i < static_cast<int>(height - 3); ++i) {
    first_rows.push_back(i);
    first_columns.push_back(2 * i);
    for (const float weight : {0.25f, 0.625f, 0.125f}) weights.push_back(weight);
  }
  const auto resized = [&](std::size_t band) {
    std::vector<TestType> out((height - 3) * out_width * channels);
    // A vector of room behind what is used, as scratch memory has it.
    std::vector<float> lines(vary::simd::resize_band * width * channels + 64), columns = lines;
    std::vector<TestType> turned(vary::simd::resize_band * out_width * channels + 64);
    for (std::size_t y = 0; y < height - 3; y += band) {
      const std::size_t rows = std::min(band, height - 3 - y);
      vary::simd::run(ResizeRows<TestType>{in.view().data(),
                                           in.view().stride(),
                                           width,
                                           channels,
                                           {first_rows.data(), weights.data(), taps},
                                           {first_columns.data(), weights.data(), taps},
                                           y,
                                           rows,
                                           out_width,
                                           lines.data(),
                                           columns.data(),
                                           turned.data(),
                                           out.data() + y * out_width * channels,
                                           static_cast<std::ptrdiff_t>(out_width * channels)});
    }
    return out;
  };
  std::vector<TestType> expected;
  tests::on_every_target([&] {
    if (expected.empty()) expected = resized(vary::simd::resize_band);
    for (const std::size_t band : {1u, 3u, 15u, 16u}) CHECK(resized(band) == expected);
  });
}
