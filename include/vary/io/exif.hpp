// SPDX-License-Identifier: MIT
// The EXIF orientation of a JPEG file, and its application to the image.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

#include "vary/io/jpeg.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// The orientation in the first directory of a TIFF header, 1 to 8; 1 (upright) if there is none. Accepts any
/// bytes, because number_at() is 0 past the end.
inline int tiff_orientation(ByteSpan tiff) {
  const Endian endian = starts_with(tiff, "II") ? Endian::little : Endian::big;
  if (number_at(tiff, 0, 2) != 0x4949 && number_at(tiff, 0, 2) != 0x4d4d) return 1;
  if (number_at(tiff, 2, 2, endian) != 42) return 1;
  const std::size_t directory = number_at(tiff, 4, 4, endian);
  const std::size_t entries = number_at(tiff, directory, 2, endian);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + 12 * i;
    const bool is_short = number_at(tiff, entry + 2, 2, endian) == 3;
    if (number_at(tiff, entry, 2, endian) == 0x0112 && is_short) {
      const auto value = static_cast<int>(number_at(tiff, entry + 8, 2, endian));
      return value >= 1 && value <= 8 ? value : 1;
    }
  }
  return 1;
}

/// The orientation of a JPEG file, 1 to 8; 1 if there is none before the pixels.
inline int jpeg_orientation(ByteSpan jpeg) {
  using namespace std::string_view_literals;
  constexpr std::string_view exif = "Exif\0\0"sv;
  int orientation = 1;
  visit_jpeg(jpeg, [&](unsigned marker, ByteSpan content) {
    const bool is_exif = marker == jpeg_exif && starts_with(content, exif);
    if (is_exif) orientation = tiff_orientation(content.subspan(exif.size()));
    return !is_exif && marker != jpeg_scan;
  });
  return orientation;
}

/// Rotates and flips a stored image so that it is upright. `orientation` is the EXIF value.
template <Pixel T>
Image<T> apply_orientation(Image<T> stored, int orientation) {
  if (orientation <= 1 || orientation > 8) return stored;
  const bool swaps_axes = orientation >= 5;
  const bool mirrors_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool mirrors_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  const Shape shape = stored.shape();
  const std::size_t pixel = sizeof(T) * static_cast<std::size_t>(shape.channels);
  Image<T> shown;
  shown.resize(
      {swaps_axes ? shape.height : shape.width, swaps_axes ? shape.width : shape.height, shape.channels});
  for (int y = 0; y < shown.height(); ++y) {
    for (int x = 0; x < shown.width(); ++x) {
      int u = swaps_axes ? y : x;
      int v = swaps_axes ? x : y;
      if (mirrors_x) u = shape.width - 1 - u;
      if (mirrors_y) v = shape.height - 1 - v;
      std::memcpy(&shown.at(x, y), &stored.at(u, v), pixel);
    }
  }
  return shown;
}

}  // namespace detail
VARY_NAMESPACE_END
