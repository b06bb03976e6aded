// SPDX-License-Identifier: MIT
#include "vary/simd/rank/extremum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "support/images.hpp"
#include "support/targets.hpp"

namespace {

/// The extreme of a window whose first pixel is (x, y).
template <class T>
T extreme_of(const std::vector<const T*>& rows, std::size_t x, std::size_t y, std::size_t window_width,
             std::size_t window_height, bool maximum) {
  T best = rows[y][x];
  for (std::size_t j = 0; j < window_height; ++j) {
    for (std::size_t i = 0; i < window_width; ++i) {
      const T value = rows[y + j][x + i];
      best = maximum ? std::max(best, value) : std::min(best, value);
    }
  }
  return best;
}

}  // namespace

TEMPLATE_TEST_CASE("Extremes of windows of every size, for rows of every length", "[simd]", std::uint8_t,
                   std::uint16_t, float) {
  constexpr std::size_t max_width = 140, max_rows = 30;
  const auto in = tests::noise_image<TestType>({200, max_rows + 12, 1}, 2);
  std::vector<const TestType*> rows;
  for (int y = 0; y < in.view().height(); ++y) rows.push_back(in.view().row(y));
  tests::Dice dice(3);
  tests::on_every_target([&] {
    for (std::size_t width = 1; width <= max_width; width += width < 70 ? 1 : 7) {
      // There is only a right margin, which continues the rows as in the reference.
      const auto window_width = static_cast<std::size_t>(dice.between(1, 40));
      const auto window_height = static_cast<std::size_t>(dice.between(1, 13));
      const auto row_count = static_cast<std::size_t>(dice.between(1, max_rows));
      const bool maximum = dice.between(0, 1) == 1;
      std::vector<TestType> lines(2 * (width + window_width - 1) + 64);
      std::vector<TestType> suffixes(window_height * width + 64);
      std::vector<TestType> out(row_count * (width + 3), TestType(7)), expected = out;
      const TestType constant = vary::white<TestType>;
      const vary::simd::PixelRun margin{static_cast<std::ptrdiff_t>(width), -1,
                                        static_cast<std::ptrdiff_t>(window_width - 1), 0};
      std::vector<std::vector<TestType>> extended;
      std::vector<const TestType*> extended_rows;
      for (const TestType* row : rows) {
        extended.emplace_back(row, row + width);
        extended.back().resize(width + window_width, constant);
      }
      for (const auto& row : extended) extended_rows.push_back(row.data());
      for (std::size_t y = 0; y < row_count; ++y) {
        for (std::size_t x = 0; x < width; ++x) {
          expected[y * (width + 3) + x] =
              extreme_of(extended_rows, x, y, window_width, window_height, maximum);
        }
      }
      vary::simd::run(vary::simd::ExtremumRows<TestType>{
          {rows.data(), row_count, window_height, window_width, 0, width, 1, &margin, 1, &constant},
          lines.data(),
          suffixes.data(),
          maximum,
          out.data(),
          static_cast<std::ptrdiff_t>(width + 3)});
      CAPTURE(width, window_width, window_height, row_count, maximum);
      REQUIRE(out == expected);
    }
  });
}

TEMPLATE_TEST_CASE("Extremes of windows with several rectangles, for rows of every length", "[simd]",
                   std::uint8_t, std::uint16_t, float) {
  // A cross, a disc and an asymmetric shape, of 7x6, 5x5 and 9x4 pixels.
  struct Shape {
    std::size_t width, height;
    std::vector<vary::simd::WindowPart> parts;
  };
  const Shape shapes[] = {{7, 6, {{3, 1, 0, 7}, {0, 6, 3, 1}}},
                          {5, 5, {{1, 3, 0, 5}, {0, 5, 2, 1}}},
                          {9, 4, {{2, 1, 0, 9}, {1, 2, 3, 4}, {0, 4, 4, 1}}}};
  constexpr std::size_t row_count = 9;
  const auto in = tests::noise_image<TestType>({200, row_count + 6, 1}, 4);
  std::vector<const TestType*> rows;
  for (int y = 0; y < in.view().height(); ++y) rows.push_back(in.view().row(y));
  const TestType constant = vary::white<TestType>;
  tests::on_every_target([&] {
    for (std::size_t width = 1; width <= 200; width += width < 70 ? 1 : 13) {
      for (const Shape& shape : shapes) {
        for (const bool maximum : {true, false}) {
          // There is only a right margin, as above.
          const vary::simd::PixelRun margin{static_cast<std::ptrdiff_t>(width), -1,
                                            static_cast<std::ptrdiff_t>(shape.width - 1), 0};
          const vary::simd::WindowRows<TestType> source{
              rows.data(), row_count, shape.height, shape.width, 0, width, 1, &margin, 1, &constant};
          std::vector<TestType> lines((shape.height + shape.parts.size() - 1) * line_stride(source) + 64);
          std::vector<const TestType*> terms(2 * (shape.width + shape.height));
          std::vector<TestType> out(row_count * (width + 3), TestType(7)), expected = out;
          for (std::size_t y = 0; y < row_count; ++y) {
            for (std::size_t x = 0; x < width; ++x) {
              TestType best = rows[y + shape.parts[0].row][x + shape.parts[0].column];
              for (const auto& part : shape.parts) {
                for (std::size_t j = part.row; j < part.row + part.row_count; ++j) {
                  for (std::size_t i = part.column; i < part.column + part.column_count; ++i) {
                    const TestType value = x + i < width ? rows[y + j][x + i] : constant;
                    best = maximum ? std::max(best, value) : std::min(best, value);
                  }
                }
              }
              expected[y * (width + 3) + x] = best;
            }
          }
          vary::simd::run(vary::simd::ExtremumParts<TestType>{source, shape.parts.data(), shape.parts.size(),
                                                              lines.data(), terms.data(), maximum, out.data(),
                                                              static_cast<std::ptrdiff_t>(width + 3)});
          CAPTURE(width, shape.width, maximum);
          REQUIRE(out == expected);
        }
      }
    }
  });
}

TEMPLATE_TEST_CASE("SubtractFrom for rows of every length", "[simd]", std::uint8_t, std::uint16_t, float) {
  constexpr std::size_t row_count = 3;
  tests::on_every_target([&] {
    for (std::size_t count = 1; count <= 140; ++count) {
      tests::Dice dice(count);
      std::vector<TestType> from(row_count * (count + 2)), out(row_count * (count + 5), TestType(7));
      std::vector<TestType> expected = out;
      for (std::size_t y = 0; y < row_count; ++y) {
        for (std::size_t i = 0; i < count; ++i) {
          const int large = dice.between(0, 255), small = dice.between(0, large);
          from[y * (count + 2) + i] = static_cast<TestType>(large);
          out[y * (count + 5) + i] = static_cast<TestType>(small);
          expected[y * (count + 5) + i] = static_cast<TestType>(large - small);
        }
      }
      vary::simd::run(vary::simd::SubtractFrom<TestType>{from.data(), static_cast<std::ptrdiff_t>(count + 2),
                                                         out.data(), static_cast<std::ptrdiff_t>(count + 5),
                                                         row_count, count});
      CAPTURE(count);
      REQUIRE(out == expected);
    }
  });
}

TEST_CASE("The difference with NaN or of equal infinities is 0", "[simd]") {
  const float infinite = std::numeric_limits<float>::infinity(), none = std::nanf("");
  tests::on_every_target([&] {
    const std::vector<float> from{none, 1, none, infinite, -infinite, infinite};
    std::vector<float> out{1, none, none, infinite, -infinite, 1};
    vary::simd::run(vary::simd::SubtractFrom<float>{from.data(), 6, out.data(), 6, 1, 6});
    REQUIRE(out == std::vector<float>{0, 0, 0, 0, 0, infinite});
  });
}
