// SPDX-License-Identifier: MIT
#include "vary/simd/point/color.hpp"

#include <vector>

#include "support/images.hpp"
#include "support/targets.hpp"

namespace {

/// Requires that the sums of all channels are `expected` on each target.
template <class T>
void require_sums(vary::ImageView<const T> view, const std::vector<std::int64_t>& expected) {
  tests::on_every_target([&] {
    std::vector<std::int64_t> sums(expected.size(), -1);
    vary::simd::run(vary::simd::SumChannels<T>{
        view.data(), view.stride(), static_cast<std::size_t>(view.height()),
        static_cast<std::size_t>(view.width()), static_cast<std::size_t>(view.channels()), sums.data()});
    REQUIRE(sums == expected);
  });
}

}  // namespace

TEMPLATE_TEST_CASE("SumChannels counts exactly", "[simd]", std::uint8_t, std::uint16_t, float) {
  for (const int channels : {1, 2, 3, 4, 7}) {
    for (const int padding : {0, 5}) {
      for (const int width : {1, 2, 31, 64, 301}) {
        const auto image = tests::noise_image<TestType>({width, 9, channels}, 61, padding);
        const vary::ImageView<const TestType> view = image.view();
        std::vector<std::int64_t> expected(static_cast<std::size_t>(channels));
        for (int y = 0; y < view.height(); ++y) {
          for (int x = 0; x < view.width(); ++x) {
            for (int c = 0; c < channels; ++c) {
              const auto unit = std::is_same_v<TestType, float> ? 0x1p20 : 1.0;
              expected[static_cast<std::size_t>(c)] +=
                  static_cast<std::int64_t>(std::floor(static_cast<double>(view.at(x, y, c)) * unit));
            }
          }
        }
        require_sums(view, expected);
      }
    }
  }
}

TEMPLATE_TEST_CASE("Sums of many large values do not overflow", "[simd]", std::uint8_t, std::uint16_t,
                   float) {
  for (const int channels : {1, 3, 4}) {
    vary::Image<TestType> image(4000, 700, channels);
    const auto most = std::is_same_v<TestType, float> ? static_cast<TestType>(4) : vary::white<TestType>;
    for (std::size_t i = 0; i < image.shape().elements(); ++i) image.data()[i] = most;
    const std::int64_t each = std::is_same_v<TestType, float> ? 4 << 20 : static_cast<std::int64_t>(most);
    require_sums<TestType>(image,
                           std::vector<std::int64_t>(static_cast<std::size_t>(channels), each * 4000 * 700));
  }
}

TEST_CASE("Sums of floats clamp values, and NaN counts as the lower limit", "[simd]") {
  constexpr std::int64_t unit = 1 << 20;
  constexpr std::int64_t sum = unit / 2 + unit - 4 * unit + 4 * unit - 4 * unit;
  for (const int times : {1, 50}) {
    std::vector<float> values;
    for (int i = 0; i < times; ++i) values.insert(values.end(), {0.5f, 1.0f, -100.0f, 1e30f, NAN});
    require_sums(vary::ImageView<const float>(values.data(), 5 * times, 1, 1), {times * sum});
  }
}
