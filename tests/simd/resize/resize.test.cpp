// SPDX-License-Identifier: MIT
#include "vary/simd/resize/resize.hpp"

#include <algorithm>
#include <vector>

#include "support/images.hpp"
#include "support/targets.hpp"
#include "vary/core/scratch.hpp"

using vary::simd::ResizeRows;

namespace {

constexpr std::size_t height = 12;

/// Two taps per output pixel, at positions with a spacing of `spacing`, with increasing weights in units of
/// 2^-15.
struct TwoTaps {
  TwoTaps(std::size_t width, std::size_t spacing) {
    for (std::size_t x = 0; x < width; ++x) {
      columns.push_back(static_cast<int>(x * spacing));
      weights.push_back(static_cast<std::int16_t>(x * 977 % 32768));
    }
  }
  std::vector<int> columns;
  std::vector<std::int16_t> weights;
};

std::vector<std::uint8_t> resized(const tests::Guarded<std::uint8_t>& in, const TwoTaps& across,
                                  const TwoTaps& down) {
  const auto view = in.view();
  const auto channels = static_cast<std::size_t>(view.channels());
  const auto in_width = static_cast<std::size_t>(view.width());
  const std::size_t out_width = across.columns.size(), out_height = down.columns.size();
  std::vector<std::uint8_t> out(out_width * out_height * channels);
  const vary::Scratch<std::byte> scratch(
      vary::simd::resize_scratch<std::uint8_t>(in_width, out_width, channels, 2));
  vary::simd::run(ResizeRows<std::uint8_t>{view.data(),
                                           view.stride(),
                                           in_width,
                                           channels,
                                           {down.columns.data(), down.weights.data(), 2},
                                           {across.columns.data(), across.weights.data(), 2},
                                           true,
                                           out_width,
                                           out_height,
                                           scratch.data(),
                                           out.data(),
                                           static_cast<std::ptrdiff_t>(out_width * channels)});
  return out;
}

int weighed(int a, int b, int weight) { return a + (((b - a) * weight + (1 << 14)) >> 15); }

}  // namespace

TEST_CASE("Two taps are interpolated in units of 2^-7, with any spacing", "[simd]") {
  for (const std::size_t spacing : {1u, 2u, 5u}) {
    for (const int channels : {1, 2, 3, 4, 5, 40}) {
      const std::size_t width = 45;
      const TwoTaps across(width, spacing), down(height - 1, 1);
      const auto in = tests::noise_image<std::uint8_t>(
          {static_cast<int>((width - 1) * spacing + 2), height, channels}, 1);
      std::vector<std::uint8_t> expected;
      for (std::size_t y = 0; y + 1 < height; ++y) {
        for (std::size_t x = 0; x < width; ++x) {
          for (int c = 0; c < channels; ++c) {
            const auto column = [&](int side) {
              const int at = across.columns[x] + side, row = static_cast<int>(y);
              return weighed(in.view().at(at, row, c) * 128, in.view().at(at, row + 1, c) * 128,
                             down.weights[y]);
            };
            expected.push_back(
                static_cast<std::uint8_t>((weighed(column(0), column(1), across.weights[x]) + 64) >> 7));
          }
        }
      }
      CAPTURE(spacing, channels);
      tests::on_every_target([&] { REQUIRE(resized(in, across, down) == expected); });
    }
  }
}

TEST_CASE("HalveRows gives the same bits as two taps with equal weights", "[simd]") {
  for (const int channels : {1, 2, 3, 4, 5, 9, 33}) {
    for (const std::size_t width : {1u, 2u, 13u, 64u}) {
      TwoTaps across(width, 2), down(height / 2, 2);
      std::fill(across.weights.begin(), across.weights.end(), std::int16_t{16384});
      std::fill(down.weights.begin(), down.weights.end(), std::int16_t{16384});
      const auto in = tests::noise_image<std::uint8_t>({static_cast<int>(2 * width), height, channels}, 2);
      CAPTURE(channels, width);
      tests::on_every_target([&] {
        tests::Guarded<std::uint8_t> out({static_cast<int>(width), height / 2, channels}, 3);
        vary::simd::run(vary::simd::HalveRows{in.view().data(), in.view().stride(),
                                              static_cast<std::size_t>(channels), width, height / 2,
                                              out.view().data(), out.view().stride()});
        REQUIRE(out.intact());
        const auto expected = resized(in, across, down);
        const vary::ImageView<const std::uint8_t> wanted(expected.data(), static_cast<int>(width), height / 2,
                                                         channels);
        REQUIRE(tests::same_bits<std::uint8_t>(out.view(), wanted));
      });
    }
  }
}

TEST_CASE("Pixels of any size are copied from any position", "[simd]") {
  const int columns[] = {4, 4, 0, 1, 5, 5, 5, 2}, rows[] = {1, 1, 0, 2, 2};
  for (const std::size_t bytes : {1u, 2u, 3u, 4u, 5u, 6u, 8u, 12u, 16u, 20u}) {
    const auto in = tests::noise_image<std::uint8_t>({6, 3, static_cast<int>(bytes)}, 3);
    CAPTURE(bytes);
    tests::on_every_target([&] {
      tests::Guarded<std::uint8_t> out({8, 5, static_cast<int>(bytes)}, 7);
      vary::simd::run(vary::simd::PickPixels{
          reinterpret_cast<const std::byte*>(in.view().data()), in.view().stride(), columns, rows, bytes, 8,
          5, reinterpret_cast<std::byte*>(out.view().data()), out.view().stride()});
      REQUIRE(out.intact());
      for (int y = 0; y < 5; ++y) {
        for (int x = 0; x < 8; ++x) {
          for (int c = 0; c < static_cast<int>(bytes); ++c) {
            REQUIRE(out.view().at(x, y, c) == in.view().at(columns[x], rows[y], c));
          }
        }
      }
    });
  }
}
