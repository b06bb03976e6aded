// SPDX-License-Identifier: MIT
#include "vary/simd/extremum.hpp"

#include <algorithm>
#include <vector>

#include "support/pictures.hpp"
#include "support/targets.hpp"

namespace {

/// The extreme of a window of rows, which begins at (x, y).
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

TEMPLATE_TEST_CASE("The extremes of windows of every size are found, for rows of every length", "[simd]",
                   std::uint8_t, std::uint16_t, float) {
  constexpr std::size_t most_width = 140, most_rows = 30;
  const auto in = tests::noise_picture<TestType>({200, most_rows + 12, 1}, 2);
  std::vector<const TestType*> rows;
  for (int y = 0; y < in.view().height(); ++y) rows.push_back(in.view().row(y));
  tests::Dice dice(3);
  tests::on_every_target([&] {
    for (std::size_t width = 1; width <= most_width; width += width < 70 ? 1 : 7) {
      // The margin is the right part of each window: the rows go on there, as in the reference.
      const auto window_width = static_cast<std::size_t>(dice.between(1, 40));
      const auto window_height = static_cast<std::size_t>(dice.between(1, 13));
      const auto row_count = static_cast<std::size_t>(dice.between(1, most_rows));
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
