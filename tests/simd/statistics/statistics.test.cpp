// SPDX-License-Identifier: MIT
#include "vary/simd/statistics/statistics.hpp"

#include <cmath>
#include <vector>

#include "support/images.hpp"
#include "support/targets.hpp"

using vary::simd::CountValues;
using vary::simd::FindExtremes;

namespace {

constexpr int widths[] = {0,  1,  2,  3,  4,  5,  7,  8,  9,  12, 13, 15, 16,  17,  23, 24,
                          25, 31, 32, 33, 47, 48, 49, 64, 65, 95, 96, 97, 131, 192, 200};

std::size_t index_of(std::uint8_t value) { return value; }
std::size_t index_of(std::uint16_t value) { return value; }
std::size_t index_of(float value) {
  const double x = std::isnan(value) ? 0 : std::fmin(std::fmax(static_cast<double>(value), 0), 1);
  return static_cast<std::size_t>(std::floor(x * 65535 + 0.5));
}

}  // namespace

TEMPLATE_TEST_CASE("Values are counted for each channel, without the padding", "[simd]", std::uint8_t,
                   std::uint16_t, float) {
  constexpr std::size_t size = vary::simd::table_size<TestType>;
  for (int channels = 1; channels <= 5; ++channels) {
    auto in = tests::noise_image<TestType>({200, 3, channels}, 4);
    if constexpr (std::is_same_v<TestType, float>) {
      const float odd[] = {NAN, -0.0f, -INFINITY, INFINITY, -2, 2};
      for (int i = 0; i < 400 * channels; ++i) {
        float& value = in.view().row(i % 2)[i / 2];
        value = (std::floor(value * 65535) + (i % 3 == 0 ? 0.25f : -0.25f)) / 65535;
        if (i % 7 == 0) value = odd[i % 6];
      }
    }
    // Half of the values are equal, as in a night sky.
    for (int i = 0; i < 200 * channels; ++i) in.view().row(2)[i] = TestType(0);
    for (const int width : widths) {
      for (const std::size_t height : {0u, 1u, 3u}) {
        CAPTURE(channels, width, height);
        std::vector<std::uint32_t> expected(size * static_cast<std::size_t>(channels));
        for (int y = 0; y < static_cast<int>(height); ++y) {
          for (int x = 0; x < width; ++x) {
            for (int c = 0; c < channels; ++c) {
              ++expected[size * static_cast<std::size_t>(c) + index_of(in.view().at(x, y, c))];
            }
          }
        }
        tests::on_every_target([&] {
          std::vector<std::uint32_t> counts(expected.size());
          vary::simd::run(CountValues<TestType>{in.view().data(), in.view().stride(), height,
                                                static_cast<std::size_t>(width),
                                                static_cast<std::size_t>(channels), counts.data()});
          REQUIRE((counts == expected));
        });
      }
    }
  }
}

TEMPLATE_TEST_CASE("FindExtremes finds the smallest and the largest value of each channel", "[simd]",
                   std::uint8_t, std::uint16_t, float) {
  constexpr bool real = std::is_same_v<TestType, float>;
  for (int channels = 1; channels <= 7; ++channels) {
    for (const int width : widths) {
      for (const int height : {1, 2, 5}) {
        CAPTURE(channels, width, height);
        auto in = tests::noise_image<TestType>({200, height, channels},
                                               static_cast<std::uint64_t>(width * 10 + height));
        if constexpr (real) {
          for (int i = 0; i < width * channels; ++i) {
            float& value = in.view().row(0)[i];
            value = i % 5 == 0 ? NAN : value * 20 - 10;
          }
        }
        std::vector<TestType> least, most;
        for (int c = 0; c < channels; ++c) {
          double low = real ? static_cast<double>(INFINITY) : static_cast<double>(vary::white<TestType>);
          double high = real ? -static_cast<double>(INFINITY) : 0;
          for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
              low = std::fmin(low, static_cast<double>(in.view().at(x, y, c)));
              high = std::fmax(high, static_cast<double>(in.view().at(x, y, c)));
            }
          }
          least.push_back(static_cast<TestType>(low));
          most.push_back(static_cast<TestType>(high));
        }
        tests::on_every_target([&] {
          const auto count = static_cast<std::size_t>(channels);
          std::vector<TestType> low(count, TestType(7)), high(count, TestType(7));
          vary::simd::run(
              FindExtremes<TestType>{in.view().data(), in.view().stride(), static_cast<std::size_t>(height),
                                     static_cast<std::size_t>(width), count, low.data(), high.data()});
          REQUIRE(low == least);
          REQUIRE(high == most);
        });
      }
    }
  }
}

TEMPLATE_TEST_CASE("An extreme is found at every position", "[simd]", std::uint8_t, std::uint16_t, float) {
  for (const int channels : {1, 3, 4}) {
    const int end = 131 * channels;
    vary::Image<TestType> image(131, 1, channels);
    tests::on_every_target([&] {
      for (int at = 0; at < end; ++at) {
        for (int i = 0; i < end; ++i) image.data()[i] = vary::white<TestType> / 2;
        image.data()[at] = TestType(1) / 4;
        image.data()[(at + channels) % end] = vary::white<TestType>;
        std::vector<TestType> low(static_cast<std::size_t>(channels)), high = low;
        vary::simd::run(FindExtremes<TestType>{image.data(), image.stride(), 1, 131, low.size(), low.data(),
                                               high.data()});
        for (int c = 0; c < channels; ++c) {
          CAPTURE(channels, at, c);
          const auto channel = static_cast<std::size_t>(c);
          const bool is_extreme = at % channels == c;
          REQUIRE(low[channel] == (is_extreme ? TestType(1) / 4 : vary::white<TestType> / 2));
          REQUIRE(high[channel] == (is_extreme ? vary::white<TestType> : vary::white<TestType> / 2));
        }
      }
    });
  }
}
