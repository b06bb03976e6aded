// SPDX-License-Identifier: MIT
#include "vary/ops/rank/median.hpp"

#include <algorithm>
#include <vector>

#include "support/images.hpp"
#include "support/targets.hpp"

TEMPLATE_TEST_CASE("Medians of windows by every algorithm, for rows of every length", "[simd]", std::uint8_t,
                   std::uint16_t, float) {
  constexpr std::size_t max_rows = 4, max_width = 600;  // more than a chunk
  const auto in = tests::noise_image<TestType>({max_width, max_rows + 16, 1}, 5);
  std::vector<const TestType*> rows;
  for (int y = 0; y < in.view().height(); ++y) rows.push_back(in.view().row(y));
  const TestType constant = vary::white<TestType>;
  tests::on_every_target([&] {
    for (const std::size_t size : {3u, 5u, 7u, 9u, 15u, 17u}) {
      const vary::detail::MedianPlan plan(size > 5 && vary::simd::median_sorts(size) ? size : 7);
      for (std::size_t width = 1; width <= max_width; width += width < 70 && size < 7 ? 1 : 299) {
        for (std::size_t row_count = 1; row_count <= max_rows; row_count += size < 7 ? 1 : 3) {
          // There is only a right margin, with one colour.
          const vary::simd::PixelRun margin{static_cast<std::ptrdiff_t>(width), -1,
                                            static_cast<std::ptrdiff_t>(size - 1), 0};
          const vary::simd::WindowRows<TestType> source{rows.data(), row_count, size,    size, 0,
                                                        width,       1,         &margin, 1,    &constant};
          const std::size_t lane_bytes = vary::simd::median_lane_bytes<TestType>(size);
          std::vector<std::byte> lines(vary::simd::median_lines(size) * line_stride(source) * lane_bytes +
                                       vary::simd::median_chunks(size, width * lane_bytes) + 64);
          std::vector<TestType> out(row_count * (width + 3), TestType(7)), expected = out;
          for (std::size_t y = 0; y < row_count; ++y) {
            for (std::size_t x = 0; x < width; ++x) {
              std::vector<TestType> values;
              for (std::size_t j = 0; j < size; ++j) {
                for (std::size_t i = 0; i < size; ++i) {
                  values.push_back(x + i < width ? rows[y + j][x + i] : constant);
                }
              }
              const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
              std::nth_element(values.begin(), middle, values.end());
              expected[y * (width + 3) + x] = *middle;
            }
          }
          vary::simd::run(vary::simd::MedianRows<TestType>{source, lines.data(), &plan.networks(), out.data(),
                                                           static_cast<std::ptrdiff_t>(width + 3)});
          CAPTURE(size, width, row_count);
          REQUIRE(out == expected);
        }
      }
    }
  });
}
