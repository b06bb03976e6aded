// SPDX-License-Identifier: MIT
#include "vary/simd/move/erase.hpp"

#include <cstring>
#include <vector>

#include "support/images.hpp"
#include "support/targets.hpp"

using vary::simd::FillHoles;
using vary::simd::Hole;
using vary::simd::HoledRows;
using vary::simd::ScatterHoles;

TEST_CASE("Holes are filled with pixels of every size, in contiguous rows and with padding", "[simd]") {
  constexpr std::size_t width = 41, height = 700;  // more rows than a band
  const Hole holes[] = {{-2, -3, 5, 9}, {30, 690, 40, 40}, {7, 300, 33, 5}, {-1, -1, 2, 3, 9, 140, 5, 5}};
  const auto in_hole = [&](int x, int y) {
    for (const Hole& hole : holes) {
      for (int row = 0; row < hole.rows; ++row) {
        for (int column = 0; column < hole.columns; ++column) {
          const int left = x - hole.x - column * hole.step_x, above = y - hole.y - row * hole.step_y;
          if (left >= 0 && left < hole.width && above >= 0 && above < hole.height) return true;
        }
      }
    }
    return false;
  };
  std::vector<bool> covered;
  for (std::size_t i = 0; i < width * height; ++i) {
    covered.push_back(in_hole(static_cast<int>(i % width), static_cast<int>(i / width)));
  }
  tests::Dice dice(4);
  std::vector<std::byte> in(height * (width * 17 + 5)), pixel(17);
  for (std::byte& byte : in) byte = static_cast<std::byte>(dice.next() >> 32);
  for (std::byte& byte : pixel) byte = static_cast<std::byte>(dice.next() >> 32);
  tests::on_every_target([&] {
    for (std::size_t bytes = 1; bytes <= 17; ++bytes) {
      for (const std::size_t space : {0u, 5u}) {
        const std::size_t stride = width * bytes + space;
        std::vector<std::byte> out(height * stride), expected = out, line(width * bytes);
        for (std::size_t i = 0; i < covered.size(); ++i) {
          const std::size_t at = i / width * stride + i % width * bytes;
          std::memcpy(&expected[at], covered[i] ? pixel.data() : &in[at], bytes);
        }
        const auto step = static_cast<std::ptrdiff_t>(stride);
        vary::simd::run(FillHoles{{in.data(), step, out.data(), step, height, width, bytes, holes, 4},
                                  pixel.data(),
                                  line.data(),
                                  40});
        CAPTURE(bytes, space);
        REQUIRE(out == expected);
      }
    }
  });
}

TEST_CASE("A value does not depend on the hole, and values are uniform", "[simd]") {
  constexpr std::size_t width = 1100, height = 3, channels = 3, count = width * height * channels;
  const std::vector<std::uint16_t> in(count);
  const auto filled = [&](std::vector<Hole> holes) {
    std::vector<std::uint16_t> out(count);
    vary::simd::run(
        ScatterHoles<std::uint16_t>{{reinterpret_cast<const std::byte*>(in.data()), width * channels * 2,
                                     reinterpret_cast<std::byte*>(out.data()), width * channels * 2, height,
                                     width, channels * 2, holes.data(), holes.size()},
                                    1,
                                    2,
                                    0,
                                    width * channels});
    return out;
  };
  const auto all = filled({{0, 0, 1100, 3}});
  tests::on_every_target([&] {
    CHECK(filled({{-9, -1, 2000, 20}}) == all);
    CHECK(filled({{0, 0, 37, 3}, {37, 0, 1000, 3}, {1000, 0, 100, 3}}) == all);
    CHECK(filled({{0, 0, 1, 1, 1100, 3, 1, 1}}) == all);
    const auto some = filled({{500, 1, 3, 1}});
    for (std::size_t i = 0; i < count; ++i) {
      const bool inside = i >= (width + 500) * channels && i < (width + 503) * channels;
      REQUIRE(some[i] == (inside ? all[i] : 0));
    }
  });
  double sum = 0, squares = 0;
  for (const std::uint16_t value : all) {
    const double x = (value + 0.5) / 65536;
    sum += x / count;
    squares += x * x / count;
  }
  CHECK(std::fabs(sum - 0.5) < 5 * std::sqrt(1 / 12.0 / count));
  CHECK(std::fabs(squares - 1 / 3.0) < 5 * std::sqrt(4 / 45.0 / count));
}
