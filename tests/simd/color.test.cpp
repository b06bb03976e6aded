// SPDX-License-Identifier: MIT
#include "vary/simd/color.hpp"

#include <vector>

#include "support/pictures.hpp"
#include "support/targets.hpp"

TEMPLATE_TEST_CASE("SumChannels counts exactly", "[simd]", std::uint8_t, std::uint16_t) {
  for (const int channels : {1, 2, 3, 4, 7}) {
    const auto picture = tests::noise_picture<TestType>({301, 9, channels}, 61);
    const vary::ImageView<const TestType> view = picture.view();
    std::vector<std::int64_t> expected(static_cast<std::size_t>(channels));
    for (int y = 0; y < view.height(); ++y) {
      for (int x = 0; x < view.width(); ++x) {
        for (int c = 0; c < channels; ++c) expected[static_cast<std::size_t>(c)] += view.at(x, y, c);
      }
    }
    tests::on_every_target([&] {
      std::vector<std::int64_t> sums(static_cast<std::size_t>(channels), -1);
      vary::simd::run(vary::simd::SumChannels<TestType>{view.data(), view.stride(), 9, 301,
                                                        static_cast<std::size_t>(channels), sums.data()});
      REQUIRE(sums == expected);
    });
  }
}

TEST_CASE("Sums of floats are bounded, and count what is no number as the least", "[simd]") {
  const float values[] = {0.5f, 1.0f, -100.0f, 1e30f, NAN};
  constexpr std::int64_t unit = 1 << 20;
  tests::on_every_target([&] {
    std::int64_t sum = 0;
    vary::simd::run(vary::simd::SumChannels<float>{values, 5, 1, 5, 1, &sum});
    REQUIRE(sum == unit / 2 + unit - 4 * unit + 4 * unit - 4 * unit);
  });
}
