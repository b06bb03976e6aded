// SPDX-License-Identifier: MIT
#include "vary/simd/point/blend.hpp"

#include <vector>

#include "support/images.hpp"
#include "support/targets.hpp"

using vary::simd::BlendRows;

namespace {

/// first + (second - first) * weight / 2^15, rounded half up, in integer arithmetic.
int exact(int first, int second, int weight) {
  const std::int64_t twice =
      2 * ((std::int64_t{32768} - weight) * first + std::int64_t{weight} * second) + 32768;
  return static_cast<int>(twice / 65536);
}

}  // namespace

TEST_CASE("All pairs of bytes are blended exactly", "[simd]") {
  std::vector<std::uint8_t> a(65536), b(65536), out(65536), expected(65536);
  for (std::size_t i = 0; i < 65536; ++i) {
    a[i] = static_cast<std::uint8_t>(i % 256);
    b[i] = static_cast<std::uint8_t>(i / 256);
  }
  for (const int weight : {1, 63, 64, 65, 3277, 10923, 16383, 16384, 16385, 32000, 32767}) {
    for (std::size_t i = 0; i < 65536; ++i)
      expected[i] = static_cast<std::uint8_t>(exact(a[i], b[i], weight));
    tests::on_every_target([&] {
      vary::simd::run(
          BlendRows<std::uint8_t>{a.data(), 256, b.data(), 256, out.data(), 256, 256, 256, weight});
      CAPTURE(weight);
      REQUIRE(out == expected);
    });
  }
}

TEST_CASE("16-bit values are blended exactly, including extreme ones", "[simd]") {
  std::vector<std::uint16_t> a(4099), b(4099), out(4099), expected(4099);
  tests::Dice dice(5);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = static_cast<std::uint16_t>(i % 3 == 0 ? 0 : (i % 3 == 1 ? 65535 : dice.between(0, 65535)));
    b[i] = static_cast<std::uint16_t>(i % 5 == 0 ? 65535 : (i % 5 == 1 ? 0 : dice.between(0, 65535)));
  }
  for (const int weight : {1, 2, 3277, 10923, 16383, 16384, 16385, 32766, 32767}) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      expected[i] = static_cast<std::uint16_t>(exact(a[i], b[i], weight));
    }
    tests::on_every_target([&] {
      vary::simd::run(BlendRows<std::uint16_t>{a.data(), 0, b.data(), 0, out.data(), 0, 1, a.size(), weight});
      CAPTURE(weight);
      REQUIRE(out == expected);
    });
  }
}

TEMPLATE_TEST_CASE("Rows of every length are blended, and nothing else is written", "[simd]", std::uint8_t,
                   std::uint16_t, float) {
  const auto a = tests::noise_image<TestType>({300, 1, 1}, 2),
             b = tests::noise_image<TestType>({300, 1, 1}, 3);
  std::vector<TestType> full_row(300);
  vary::simd::run(
      BlendRows<TestType>{a.view().data(), 0, b.view().data(), 0, full_row.data(), 0, 1, 300, 12345});
  tests::on_every_target([&] {
    for (std::size_t count = 0; count <= 290; ++count) {
      std::vector<TestType> out(300, TestType(7)), expected = out;
      for (std::size_t i = 0; i < count; ++i) expected[i] = full_row[i];
      vary::simd::run(
          BlendRows<TestType>{a.view().data(), 0, b.view().data(), 0, out.data(), 0, 1, count, 12345});
      CAPTURE(count);
      REQUIRE(out == expected);
    }
  });
}
