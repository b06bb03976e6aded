// SPDX-License-Identifier: MIT
#include "vary/simd/copy.hpp"

#include <cstring>
#include <vector>

#include "support/pictures.hpp"
#include "support/targets.hpp"

using vary::simd::CopyRuns;
using vary::simd::PixelRun;
using vary::simd::ReorderChannels;
using vary::simd::TransposePixels;

namespace {

std::vector<std::byte> noise(std::size_t count) {
  tests::Dice dice(1);
  std::vector<std::byte> bytes(count);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(dice.next() >> 32);
  return bytes;
}

}  // namespace

TEST_CASE("Pixels of every size are transposed, also when rows are walked backwards", "[simd]") {
  constexpr std::ptrdiff_t sizes[][2] = {{1, 1}, {1, 40}, {16, 16}, {17, 33}, {35, 8}};
  const auto in = noise(20 * 40 * 40);
  tests::on_every_target([&] {
    for (std::ptrdiff_t bytes = 1; bytes <= 20; ++bytes) {
      for (const auto& [width, height] : sizes) {
        for (int way = 0; way < 4; ++way) {
          const std::ptrdiff_t in_row = width * bytes + 3, out_row = height * bytes + 5;
          const bool in_back = (way & 1) != 0, out_back = (way & 2) != 0;
          std::vector<std::byte> out(static_cast<std::size_t>(out_row * width)), expected = out;
          for (std::ptrdiff_t y = 0; y < height; ++y) {
            for (std::ptrdiff_t x = 0; x < width; ++x) {
              std::memcpy(
                  &expected[static_cast<std::size_t>((out_back ? width - 1 - x : x) * out_row + y * bytes)],
                  &in[static_cast<std::size_t>((in_back ? height - 1 - y : y) * in_row + x * bytes)],
                  static_cast<std::size_t>(bytes));
            }
          }
          vary::simd::run(TransposePixels{in.data() + (in_back ? (height - 1) * in_row : 0),
                                          in_back ? -in_row : in_row, static_cast<std::size_t>(width),
                                          static_cast<std::size_t>(height),
                                          out.data() + (out_back ? (width - 1) * out_row : 0),
                                          out_back ? -out_row : out_row, static_cast<std::size_t>(bytes)});
          CAPTURE(bytes, width, height, way);
          REQUIRE(out == expected);  // what lies between rows included
        }
      }
    }
  });
}

TEST_CASE("Runs of pixels of every size go forwards, backwards, or stand still", "[simd]") {
  const auto in = noise(20 * 200);
  const auto constant = noise(20);
  tests::on_every_target([&] {
    for (std::size_t bytes = 1; bytes <= 20; ++bytes) {
      for (std::ptrdiff_t count = 1; count <= 70; ++count) {
        // Three runs that meet, so that one which goes too far spoils the next, and a row without a source.
        const PixelRun runs[] = {
            {2 * count, -1, 2, 0}, {count, 3, count, 1}, {0, 90, count, -1}, {2 * count + 2, 9, 3, 0}};
        const std::byte* rows[] = {in.data(), nullptr};
        const auto width = static_cast<std::size_t>(2 * count + 5);
        const std::size_t stride = width * bytes + 1;
        std::vector<std::byte> out(2 * stride), expected = out;
        for (std::size_t i = 0; i < width; ++i) {
          const auto at = static_cast<std::ptrdiff_t>(i);
          const std::ptrdiff_t from = at < count ? 90 - at : (at < 2 * count ? 3 + at - count : 9);
          const bool outside = at == 2 * count || at == 2 * count + 1;
          const std::byte* pixel = outside ? constant.data() : &in[static_cast<std::size_t>(from) * bytes];
          std::memcpy(&expected[i * bytes], pixel, bytes);
          std::memcpy(&expected[stride + i * bytes], constant.data(), bytes);
        }
        vary::simd::run(CopyRuns{rows, 2, runs, 4, out.data(), static_cast<std::ptrdiff_t>(stride), width,
                                 bytes, constant.data()});
        CAPTURE(bytes, count);
        REQUIRE(out == expected);
      }
    }
  });
}

TEST_CASE("Channels change places in rows of every length", "[simd]") {
  const auto in = noise(4 * 4 * 150);
  constexpr int order[] = {2, 3, 0, 1};
  tests::on_every_target([&] {
    for (const std::size_t bytes : {1u, 2u, 4u}) {
      for (std::size_t count = 0; count <= 140; ++count) {
        std::vector<std::byte> out(count * 4 * bytes + 9), expected = out;
        for (std::size_t i = 0; i < count * 4; ++i) {
          std::memcpy(&expected[i * bytes], &in[(i / 4 * 4 + static_cast<std::size_t>(order[i % 4])) * bytes],
                      bytes);
        }
        vary::simd::run(ReorderChannels{in.data(), 0, out.data(), 0, 1, count, bytes, order, 4});
        CAPTURE(bytes, count);
        REQUIRE(out == expected);
      }
    }
  });
}
