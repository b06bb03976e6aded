// SPDX-License-Identifier: MIT
// How light pixels look: the jobs of Clahe.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"
#include "vary/simd/point/color.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// A smooth function in pieces: of y, a quarter of an octave long each, offset + y * (gain + y * square). The
/// lowest bit of y's exponent and two above, and two below it, name the piece: y spans less than 8 octaves.
struct OctavePieces {
  static constexpr std::size_t count = 32;
  alignas(64) float offset[count];
  alignas(64) float gain[count];
  alignas(64) float square[count];
};

/// From sRGB to the cube roots f(X), f(Y), f(Z) that CIE L*a*b* (D65) is made of, and back. What goes through
/// pieces is raised first: by a little, so that octaves do not get ever smaller towards black, and so that
/// the place where a straight line begins lies between two pieces.
template <Pixel T>
struct LabTables {
  std::uint8_t light_low[256];  ///< of each pixel of 8 bits, its light in steps of 1/65535: the low byte
  std::uint8_t light_high[256];
  OctavePieces light;  ///< of others, from pixels raised by light_raise to light, of which white has 1
  OctavePieces root;   ///< from X, Y or Z, raised by root_raise
  OctavePieces pixel;  ///< from light, raised by pixel_raise
  float light_raise;
  float root_raise;
  float pixel_raise;
  float to[9];    ///< from red, green and blue light to X, Y and Z, where white is 1, 1, 1
  float from[9];  ///< and back, where white has 1
};

/// Lightness goes from 0 to 255: that of f(Y) is level_gain * f(Y) - level_bias.
inline constexpr double level_gain = 1.16 * 255;
inline constexpr double level_bias = 0.16 * 255;

/// levels = the lightness of pixels of 3 or 4 channels, rounded, or those of one channel in steps of 255.
template <Pixel T>
struct LightnessLevels {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  std::size_t row_count;
  std::size_t width;
  std::size_t channels;
  const LabTables<T>* tables;
  float* lights;  ///< room for 4 * lightness_room(width)
  std::uint8_t* levels;
  std::ptrdiff_t levels_stride;
};

/// The level of each pixel looked up in the tables of four tiles and mixed between them: those to the left
/// and right, above and below. Pixels of 1, 3 or 4 channels, of which the fourth is copied. What lies between
/// two levels (of more than 8 bits) is looked up between them.
template <Pixel T>
struct Relight {
  ColorRows<T> rows;
  const LabTables<T>* tables;
  const std::uint8_t* levels;  ///< of 8 bits, those of the pixels
  std::ptrdiff_t levels_stride;
  const std::uint8_t* above;  ///< 256 levels for each of tile_count tiles
  const std::uint8_t* below;
  std::size_t tile_count;
  const int* cells;  ///< where the pixels behind the middle of tile i - 1 begin; tile_count + 2 of them
  const std::int16_t* right;  ///< for each x, the weight of the tile to the right in steps of 2^-15
  double down;                ///< the weight of `below` in the first row
  double down_step;           ///< and what each row adds to it
  float* lights;              ///< room for 6 * lightness_room(width)
  std::uint8_t* bytes;        ///< room for 6 * lightness_room(width)
  std::int16_t* relit;        ///< room for 2 * lightness_room(width)
};

/// Rows of a job have room for a vector more.
constexpr std::size_t lightness_room(std::size_t width) { return width + 64; }

}  // namespace simd
VARY_NAMESPACE_END
