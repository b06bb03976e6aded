// SPDX-License-Identifier: MIT
// A scene defined by a function, and exact images of it: the reference for warps.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <utility>
#include <vary/core/image.hpp>

#include "reference.hpp"

namespace benchmarks::reference {

/// Glyphs of small print, 5 x 7.
inline bool mark(int letter, int column, int row) {
  constexpr std::uint8_t letters[][7] = {{0x11, 0x11, 0x11, 0x11, 0x11, 0x0A, 0x04},   // V
                                         {0x0E, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11},   // A
                                         {0x1E, 0x11, 0x11, 0x1E, 0x14, 0x12, 0x11},   // R
                                         {0x11, 0x11, 0x0A, 0x04, 0x04, 0x04, 0x04}};  // Y
  return column < 5 && row < 7 && (letters[letter & 3][row] >> (4 - column) & 1) != 0;
}

/// The colour at a point, in fractions of full scale; coordinates are in pixels from the middle (0, 0). One
/// quarter each of small print, rings that narrow to a period of 4 pixels, a fan of thin lines, and discs.
inline std::array<double, 3> scene(double x, double y) {
  const auto ink = [](double r, double g, double b) { return std::array{r, g, b}; };
  const auto paper = ink(0.95, 0.93, 0.88);
  if (x < 0 && y < 0) {
    const double unit = 1.5;  // pixels
    const int column = static_cast<int>(std::floor(-x / unit)), row = static_cast<int>(std::floor(-y / unit));
    const bool dark = mark(3 - column / 7 % 4, 5 - column % 7, 8 - row % 10);
    return dark && column % 7 > 0 && row % 10 > 1 ? ink(0.1, 0.1, 0.2) : paper;
  }
  const double radius = std::hypot(x, y), angle = std::atan2(y, x);
  if (x >= 0 && y < 0) {
    // The phase grows with the square of the radius: the period is 4 pixels at 160, and constant beyond.
    const double phase = radius < 160 ? radius * radius / (2 * 4 * 160) : (radius - 80) / 4;
    const double wave = 0.5 + 0.4 * std::cos(2 * std::numbers::pi * phase);
    return ink(wave, wave, 0.2 + 0.6 * wave);
  }
  if (x < 0) {
    const double spacing = std::numbers::pi / 36;
    const double distance =
        std::fabs(std::remainder(angle, spacing)) * radius;  // pixels from the nearest line
    return distance < 0.6 ? ink(0.75, 0.1, 0.1) : paper;
  }
  const double to_center = std::hypot(std::fmod(x, 22) - 11, std::fmod(y, 22) - 11);
  const double size = 2 + std::fmod(std::floor(x / 22) + std::floor(y / 22), 8);
  return to_center < size ? ink(0.05, 0.35, 0.6) : paper;
}

/// An unrounded image of the scene, in 255ths. Each pixel is the mean of 8 x 8 points in the square of one
/// source pixel around source(x, y), with (x, y) the centre of the pixel: an enlarged image has no more
/// detail than its source.
template <class Source>
Values rendered(int width, int height, const Source& source) {
  constexpr int subsamples = 8;
  Values values;
  for (int j = 0; j < height; ++j) {
    for (int i = 0; i < width; ++i) {
      const auto [x, y] = source(i + 0.5, j + 0.5);
      std::array<double, 3> sum{};
      for (int k = 0; k < subsamples * subsamples; ++k) {
        const double right = (k % subsamples + 0.5) / subsamples - 0.5,
                     down = (k / subsamples + 0.5) / subsamples - 0.5;
        const auto light = scene(x + right - width / 2.0, y + down - height / 2.0);
        for (std::size_t c = 0; c < 3; ++c) sum[c] += light[c];
      }
      for (const double light : sum) values.push_back(255 * light / (subsamples * subsamples));
    }
  }
  return values;
}

inline vary::Image<std::uint8_t> rounded(const Values& values, int width, int height) {
  vary::Image<std::uint8_t> image(width, height, 3);
  for (std::size_t i = 0; i < values.size(); ++i) {
    image.data()[i] = static_cast<std::uint8_t>(std::floor(values[i] + 0.5));
  }
  return image;
}

}  // namespace benchmarks::reference
