// SPDX-License-Identifier: MIT
// The jobs of Clahe: lightness as in CIE L*a*b*.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"
#include "vary/simd/point/color.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// A smooth function of y as quadratic pieces, offset + y * (gain + y * square), each a quarter of an octave
/// long. The index of a piece is the low three bits of the exponent of y and the high two bits of its
/// fraction, so y spans less than 8 octaves.
struct OctavePieces {
  static constexpr std::size_t count = 32;
  alignas(64) float offset[count];
  alignas(64) float gain[count];
  alignas(64) float square[count];
};

/// The conversion of sRGB to the cube roots f(X), f(Y), f(Z) of CIE L*a*b* (D65), and back. The argument of
/// pieces is raised by a small offset, so that octaves do not become arbitrarily small towards black, and so
/// that the start of the linear segment of sRGB and of f is at the boundary of a piece.
template <Pixel T>
struct LabTables {
  std::uint8_t light_low[256];  ///< 8 bits: the low byte of linear light in units of 1/65535
  std::uint8_t light_high[256];
  OctavePieces light;  ///< others: from pixels + light_raise to linear light, where white is 1
  OctavePieces root;   ///< from X, Y or Z + root_raise to cube roots
  OctavePieces pixel;  ///< from linear light + pixel_raise to pixels
  float light_raise;
  float root_raise;
  float pixel_raise;
  float to[9];    ///< the matrix from linear RGB to X, Y and Z, where white is 1, 1, 1
  float from[9];  ///< its inverse
};

/// Levels are lightness scaled to [0, 255]: level_gain * f(Y) - level_bias.
inline constexpr double level_gain = 1.16 * 255;
inline constexpr double level_bias = 0.16 * 255;

/// levels = the rounded lightness of pixels with 3 or 4 channels, or pixels with one channel scaled to 255.
template <Pixel T>
struct LightnessLevels {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  std::size_t row_count;
  std::size_t width;
  std::size_t channels;
  const LabTables<T>* tables;
  float* lights;  ///< scratch for 4 * lightness_room(width)
  std::uint8_t* levels;
  std::ptrdiff_t levels_stride;
};

/// Maps the level of each pixel by the tables of the four nearest tiles, interpolated between them. Pixels
/// have 1, 3 or 4 channels; the fourth is copied. For more than 8 bits the tables are interpolated between
/// integer levels.
template <Pixel T>
struct Relight {
  ColorRows<T> rows;
  const LabTables<T>* tables;
  const std::uint8_t* levels;  ///< the levels of the pixels, for 8 bits
  std::ptrdiff_t levels_stride;
  const std::uint8_t* above;  ///< tables of 256 levels for each of tile_count tiles
  const std::uint8_t* below;
  std::size_t tile_count;
  const int* cells;  ///< cells[i] is the first pixel after the centre of tile i - 1; tile_count + 2 of them
  const std::int16_t* right;  ///< for each x the weight of the tile to the right, in units of 2^-15
  double down;                ///< the weight of `below` in the first row
  double down_step;           ///< the increment of the weight per row
  float* lights;              ///< scratch for 6 * lightness_room(width)
  std::uint8_t* bytes;        ///< scratch for 6 * lightness_room(width)
  std::int16_t* relit;        ///< scratch for 2 * lightness_room(width)
};

/// The length of a row in scratch, padded by a vector.
constexpr std::size_t lightness_room(std::size_t width) { return width + 64; }

}  // namespace simd
VARY_NAMESPACE_END
