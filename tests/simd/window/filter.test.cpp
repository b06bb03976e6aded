// SPDX-License-Identifier: MIT
#include "vary/simd/window/filter.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "support/images.hpp"
#include "support/targets.hpp"

using vary::simd::FilterParts;
using vary::simd::FilterRows;
using vary::simd::FilterTap;
using vary::simd::FilterTerm;

TEMPLATE_TEST_CASE("A window is filtered in rows of every length, and nothing else is written", "[simd]",
                   std::uint8_t, std::uint16_t, float) {
  constexpr int max_width = 260;
  constexpr std::size_t height = 40;  // more rows than are filtered from strips at a time
  const auto in = tests::noise_image<TestType>({max_width, height + 2, 1}, 2);
  std::vector<const TestType*> rows;
  for (int y = 0; y < in.view().height(); ++y) rows.push_back(in.view().row(y));
  // A cross with the weights 1/8 for its arms and 1/2 for the middle; edges are repeated.
  const FilterTap taps[] = {{0, 0}, {1, -3}, {1, 3}, {2, 0}, {1, 0}};
  const FilterTerm terms[] = {{4, 1 << 10, 0.125f}, {1, 1 << 12, 0.5f}};
  tests::on_every_target([&] {
    for (std::size_t width = 1; width <= max_width; width += width < 70 ? 1 : 9) {
      CAPTURE(width);
      constexpr std::size_t margin = 3;
      std::vector<std::uint32_t> margins(2 * margin, 0);
      std::fill(margins.begin() + margin, margins.end(), static_cast<std::uint32_t>(width - 1));
      const FilterParts parts(width, margin, 3);
      std::vector<TestType> strips((parts.rows + 3) * parts.strip + 64);
      std::vector<TestType> results(vary::simd::filter_block + parts.rows * parts.strip + 64);
      std::vector<const TestType*> sources(5);
      std::vector<TestType> out(height * (width + 70), TestType(7)), expected = out;
      const auto pixel = [&](std::size_t y, std::ptrdiff_t x) {
        const auto last = static_cast<std::ptrdiff_t>(width) - 1;
        return static_cast<double>(rows[y][std::clamp<std::ptrdiff_t>(x, 0, last)]);
      };
      for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t i = 0; i < width; ++i) {
          const auto x = static_cast<std::ptrdiff_t>(i);
          const double arms = pixel(y, x) + pixel(y + 1, x - 3) + pixel(y + 1, x + 3) + pixel(y + 2, x);
          const double value = arms / 8 + pixel(y + 1, x) / 2;
          expected[y * (width + 70) + i] =
              static_cast<TestType>(std::is_same_v<TestType, float> ? value : std::floor(value + 0.5));
        }
      }
      vary::simd::run(FilterRows<TestType>{rows.data(),
                                           height,
                                           3,
                                           width,
                                           margin,
                                           margins.data(),
                                           nullptr,
                                           taps,
                                           5,
                                           terms,
                                           2,
                                           13,
                                           1 << 12,
                                           1.0f,
                                           0.0f,
                                           false,
                                           0,
                                           height,
                                           strips.data(),
                                           results.data(),
                                           sources.data(),
                                           out.data(),
                                           static_cast<std::ptrdiff_t>(width + 70)});
      if constexpr (std::is_same_v<TestType, float>) {
        float worst = 0;
        for (std::size_t i = 0; i < out.size(); ++i) {
          worst = std::max(worst, std::fabs(out[i] - expected[i]));
        }
        REQUIRE(worst < 1e-6f);
      } else {
        REQUIRE(out == expected);
      }
    }
  });
}
