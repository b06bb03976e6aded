// SPDX-License-Identifier: MIT
#include "vary/simd/move/copy.hpp"

#include <cstring>
#include <vector>

#include "support/images.hpp"
#include "support/targets.hpp"

using vary::simd::CopyRuns;
using vary::simd::PixelRun;
using vary::simd::ReorderChannels;
using vary::simd::TransposePixels;

namespace {

/// More than the largest vector, to detect writes outside of the pixels.
constexpr std::size_t guard = 80;

std::vector<std::byte> noise(std::size_t count) {
  tests::Dice dice(1);
  std::vector<std::byte> bytes(count);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(dice.next() >> 32);
  return bytes;
}

void compare_transposed(std::ptrdiff_t width, std::ptrdiff_t height, std::ptrdiff_t bytes, int way) {
  const std::ptrdiff_t in_row = width * bytes + 3, out_row = height * bytes + 5;
  const bool in_back = (way & 1) != 0, out_back = (way & 2) != 0;
  const auto in = noise(static_cast<std::size_t>(in_row * height - 3));  // no padding after the last row
  std::vector<std::byte> out(static_cast<std::size_t>(out_row * width) + 2 * guard), expected = out;
  for (std::ptrdiff_t y = 0; y < height; ++y) {
    for (std::ptrdiff_t x = 0; x < width; ++x) {
      std::memcpy(
          &expected[guard + static_cast<std::size_t>((out_back ? width - 1 - x : x) * out_row + y * bytes)],
          &in[static_cast<std::size_t>((in_back ? height - 1 - y : y) * in_row + x * bytes)],
          static_cast<std::size_t>(bytes));
    }
  }
  vary::simd::run(TransposePixels{in.data() + (in_back ? (height - 1) * in_row : 0),
                                  in_back ? -in_row : in_row, static_cast<std::size_t>(width),
                                  static_cast<std::size_t>(height),
                                  out.data() + guard + (out_back ? (width - 1) * out_row : 0),
                                  out_back ? -out_row : out_row, static_cast<std::size_t>(bytes)});
  CAPTURE(width, height, bytes, way);
  REQUIRE(out == expected);  // including the padding between rows
}

/// A row of `count` pixels by a single run, and a row of the constant.
void compare_run(std::size_t count, std::size_t bytes, int step) {
  const auto in = noise((step == 0 ? 1 : count) * bytes);
  const auto constant = noise(2 * bytes);
  const auto width = static_cast<std::ptrdiff_t>(count);
  const PixelRun run{0, step < 0 ? width - 1 : 0, width, step};
  const std::byte* rows[] = {in.data(), nullptr};
  const std::size_t stride = count * bytes + guard;
  std::vector<std::byte> out(2 * stride + guard), expected = out;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t from = step == 0 ? 0 : (step < 0 ? count - 1 - i : i);
    std::memcpy(&expected[guard + i * bytes], &in[from * bytes], bytes);
    std::memcpy(&expected[guard + stride + i * bytes], &constant[bytes], bytes);
  }
  vary::simd::run(CopyRuns{rows, 2, &run, 1, out.data() + guard, static_cast<std::ptrdiff_t>(stride), count,
                           bytes, constant.data() + bytes});
  CAPTURE(count, bytes, step);
  REQUIRE(out == expected);
}

}  // namespace

TEST_CASE("Pixels of every size are transposed, also with negative strides", "[simd]") {
  constexpr std::ptrdiff_t sizes[][2] = {{1, 1},   {1, 40},  {40, 1},  {3, 5},   {6, 6},
                                         {16, 16}, {17, 33}, {35, 8},  {20, 12}, {21, 13},
                                         {64, 16}, {79, 31}, {33, 18}, {70, 3},  {2, 70}};
  tests::on_every_target([&] {
    for (std::ptrdiff_t bytes = 1; bytes <= 20; ++bytes) {
      for (const auto& [width, height] : sizes) {
        for (int way = 0; way < 4; ++way) compare_transposed(width, height, bytes, way);
      }
    }
  });
}

TEST_CASE("Images of every width and with many rows are transposed", "[simd]") {
  tests::on_every_target([&] {
    for (const std::ptrdiff_t bytes : {1, 2, 3, 4, 5, 6, 8, 12, 16}) {
      for (std::ptrdiff_t width = 1; width <= 70; ++width)
        compare_transposed(width, 70 - width / 2, bytes, 0);
      compare_transposed(19, 530, bytes, 2);
    }
  });
}

TEST_CASE("A run writes exactly its pixels, for every pixel size and count", "[simd]") {
  tests::on_every_target([&] {
    for (int step = -1; step <= 1; ++step) {
      for (std::size_t bytes = 1; bytes <= 20; ++bytes) {
        for (std::size_t count = 1; count <= 200; ++count) compare_run(count, bytes, step);
      }
      for (const std::size_t bytes : {31u, 32u, 33u, 40u, 63u, 64u, 65u, 100u}) {
        for (std::size_t count = 1; count <= 20; ++count) compare_run(count, bytes, step);
      }
      compare_run(9000, 1, step);
    }
  });
}

TEST_CASE("Runs with the steps 1, -1 and 0 for every pixel size", "[simd]") {
  const auto in = noise(20 * 200);
  const auto constant = noise(20);
  tests::on_every_target([&] {
    for (std::size_t bytes = 1; bytes <= 20; ++bytes) {
      for (std::ptrdiff_t count = 1; count <= 70; ++count) {
        // Three adjacent runs, to detect writes past the end of one, and a row without a source.
        const PixelRun runs[] = {
            {2 * count, -1, 2, 0}, {count, 3, count, 1}, {0, 90, count, -1}, {2 * count + 2, 9, 3, 0}};
        const std::byte* rows[] = {in.data(), nullptr};
        const auto width = static_cast<std::size_t>(2 * count + 5);
        const std::size_t stride = width * bytes + 1;
        std::vector<std::byte> out(2 * stride + guard), expected = out;
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

TEST_CASE("Contiguous rows and other rows are copied", "[simd]") {
  const auto in = noise(8 * 40);
  const PixelRun run{0, 1, 5, 1};
  // Rows 0 to 2 and the last two are contiguous; row 4 has no source.
  const std::ptrdiff_t starts[] = {0, 20, 40, 7, -1, 100, 120};
  std::vector<const std::byte*> rows;
  std::vector<std::byte> expected(7 * 20 + guard), constant = noise(4);
  for (const std::ptrdiff_t start : starts) {
    std::byte* to = &expected[20 * rows.size()];
    for (std::ptrdiff_t i = 0; i < 20; ++i) {
      to[i] =
          start < 0 ? constant[static_cast<std::size_t>(i % 4)] : in[static_cast<std::size_t>(start + 4 + i)];
    }
    rows.push_back(start < 0 ? nullptr : in.data() + start);
  }
  tests::on_every_target([&] {
    std::vector<std::byte> out(expected.size());
    vary::simd::run(CopyRuns{rows.data(), rows.size(), &run, 1, out.data(), 20, 5, 4, constant.data()});
    REQUIRE(out == expected);
  });
}

TEST_CASE("Channels are reordered in rows of every length", "[simd]") {
  tests::on_every_target([&] {
    for (std::size_t channels = 1; channels <= 9; ++channels) {
      std::vector<int> turned(channels), far(channels);
      for (std::size_t c = 0; c < channels; ++c) {
        turned[c] = static_cast<int>((c + 1) % channels);
        far[c] = static_cast<int>(channels - 1 - c);
      }
      for (const std::size_t bytes : {1u, 2u, 4u}) {
        for (std::size_t count = 0; count <= 200; count += channels < 5 ? 1 : 7) {
          for (const std::vector<int>& order : {turned, far}) {
            // Two rows, the second before the first; there is no memory around the input.
            const std::size_t row = count * channels * bytes;
            const auto in = noise(2 * row);
            std::vector<std::byte> out(2 * row + 3 * guard), expected = out;
            for (std::size_t i = 0; i < 2 * count * channels; ++i) {
              const std::size_t from =
                  i / channels * channels + static_cast<std::size_t>(order[i % channels]);
              const std::size_t to =
                  i < count * channels ? 2 * guard + row + i * bytes : guard + i * bytes - row;
              std::memcpy(&expected[to], &in[from * bytes], bytes);
            }
            vary::simd::run(ReorderChannels{
                in.data(), static_cast<std::ptrdiff_t>(row), out.data() + 2 * guard + row,
                -static_cast<std::ptrdiff_t>(row + guard), 2, count, bytes, order.data(), channels});
            CAPTURE(channels, bytes, count);
            REQUIRE(out == expected);
          }
        }
      }
    }
  });
}
