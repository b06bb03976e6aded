// SPDX-License-Identifier: MIT
#include "vary/simd/window/sum.hpp"

#include <algorithm>
#include <vector>

#include "support/images.hpp"
#include "support/targets.hpp"

using vary::simd::ConvolveRows;

TEMPLATE_TEST_CASE("A convolution of rows of every length writes nothing else", "[simd]", std::uint8_t,
                   std::uint16_t, float) {
  const auto in = tests::noise_image<TestType>({80, 3, 1}, 2);
  const TestType* rows[] = {in.view().row(0), in.view().row(1), in.view().row(2)};
  const float down[] = {0.25f, 0.5f, 0.25f}, one = 1, constant = 0;
  tests::on_every_target([&] {
    std::vector<TestType> expected;
    for (std::size_t width = 80; width >= 1; --width) {
      std::vector<TestType> out(width + 64, TestType(7));
      std::vector<float> line(vary::simd::convolve_memory<TestType>(width, 1, 1, 3) + 64);
      vary::simd::run(ConvolveRows<TestType>{
          rows, 1, down, 3, &one, 1, width, 1, nullptr, 0, &constant, line.data(), {}, {}, out.data(), 0});
      if (width == 80) expected = out;
      REQUIRE(std::equal(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(width), expected.begin()));
      REQUIRE(std::count(out.begin() + static_cast<std::ptrdiff_t>(width), out.end(), TestType(7)) == 64);
    }
  });
}
