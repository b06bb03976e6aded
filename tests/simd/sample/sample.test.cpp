// SPDX-License-Identifier: MIT
#include "vary/simd/sample/sample.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "support/reference.hpp"

using vary::Border;
using vary::simd::SampleGrid;
using vary::simd::SampleRows;

// Small and large steps, positive and negative, onto the last pixel and next to it: they determine where a
// row needs the border. In integer arithmetic, because the range of positions exceeds the precision of
// double.
TEST_CASE("Samples are correct for positions anywhere", "[simd]") {
  constexpr int width = 9, height = 5, count = 40;
  std::vector<float> memory(16 * (height + 2), NAN);  // to detect taps outside with any weight
  const vary::ImageView<float> in(memory.data() + 20, width, height, 1, 16);
  tests::fill_noise(in, 5);
  tests::Dice dice(6);
  const auto any = [&](int bits) {
    const auto size = static_cast<std::int64_t>(dice.next() >> (64 - bits));
    return dice.between(0, 1) == 0 ? size : -size;
  };
  for (int round = 0; round < 400; ++round) {
    SampleGrid grid{any(dice.between(30, 44)), any(dice.between(1, 48)), any(dice.between(1, 40)),
                    any(dice.between(30, 36)), any(dice.between(1, 36)), any(dice.between(1, 40))};
    if (round % 3 == 0) {  // along the axes, by integer steps or slightly less
      const auto fixed_point = [&](int low, int high) {
        return dice.between(low, high) * (std::int64_t{1} << 32);
      };
      grid = {fixed_point(-1, 9) - round % 2,
              fixed_point(-1, 1),
              fixed_point(-1, 1),
              fixed_point(-1, 5),
              fixed_point(-1, 1),
              fixed_point(-1, 1)};
    }
    const Border border = tests::all_borders[round % 5];
    const float constant = 0.5f;
    const bool repeats = border != Border::constant && border != Border::edge;
    const auto folded = [&](std::int64_t i, int size) {
      // Periodic borders have a period that divides 2 * size * (size - 1); the others are constant outside.
      i = repeats ? i % (2 * size * (size - 1)) : std::clamp<std::int64_t>(i, -1, size);
      return tests::folded(border, static_cast<int>(i), size);
    };
    const auto read = [&](std::int64_t x, std::int64_t y) {
      const int column = folded(x, width), row = folded(y, height);
      return static_cast<double>(column < 0 || row < 0 ? constant : in.view().at(column, row));
    };
    tests::on_every_target([&] {
      for (const bool nearest : {false, true}) {
        float out[2][count];
        float taps[vary::simd::sample_scratch(1)];
        float fractions[vary::simd::sample_fractions(1)];
        vary::simd::run(SampleRows<float>{in.view().data(), in.view().stride(), width, height, 1, border,
                                          &constant, grid, nearest, out[0], count, count, 2, taps,
                                          fractions});
        double worst = 0;
        for (int j = 0; j < 2; ++j) {
          for (int i = 0; i < count; ++i) {
            const std::int64_t x = grid.x_start + i * grid.x_step + j * grid.x_turn;
            const std::int64_t y = grid.y_start + i * grid.y_step + j * grid.y_turn;
            const std::int64_t half = std::int64_t{1} << 31;
            const std::int64_t left = x >> 32, top = y >> 32;
            const double right = static_cast<double>(x & 0xFFFFFFFF) * 0x1p-32;
            const double down = static_cast<double>(y & 0xFFFFFFFF) * 0x1p-32;
            const double exact =
                nearest ? read((x + half) >> 32, (y + half) >> 32)
                        : (1 - down) * ((1 - right) * read(left, top) + right * read(left + 1, top)) +
                              down * ((1 - right) * read(left, top + 1) + right * read(left + 1, top + 1));
            const double error = std::fabs(static_cast<double>(out[j][i]) - exact);
            worst = tests::larger(worst, error);
          }
        }
        CAPTURE(round, nearest);
        REQUIRE(worst <= (nearest ? 0 : 1e-6));
      }
    });
  }
}
