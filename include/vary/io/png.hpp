// SPDX-License-Identifier: MIT
// PNG: the checks before stb_image reads a file, and writing with 8 and 16 bits (stb writes only 8 bits).
// Only the compression is by stb.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <span>
#include <string_view>

#include "vary/io/codec.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

inline constexpr std::string_view png_signature = "\x89PNG\r\n\x1a\n";

/// Throws Error unless all chunks are complete and all critical chunks are known. For an unknown one
/// stb_image would write its name to memory that threads share.
inline void check_png(ByteSpan file, const Subject& subject) {
  constexpr std::size_t frame = 12;  // length, type and checksum of a chunk
  for (std::size_t at = png_signature.size();;) {
    if (file.size() - at < frame) subject.refuse_end();
    const std::size_t length = number_at(file, at, 4);
    if (file.size() - at - frame < length) subject.refuse_end();
    const ByteSpan type = file.subspan(at + 4, 4);
    if (starts_with(type, "IEND")) return;
    const bool is_header = starts_with(type, "IHDR");
    if (is_header) subject.check_size(number_at(file, at + 8, 4), number_at(file, at + 12, 4));
    const bool is_known = is_header || starts_with(type, "PLTE") || starts_with(type, "IDAT");
    const bool is_needed = (std::to_integer<unsigned>(type[0]) & 0x20) == 0;  // an upper-case letter
    if (is_needed && !is_known)
      subject.refuse("has an unknown critical chunk; save it again as standard PNG");
    at += frame + length;
  }
}

/// The checksum of PNG, for the type and the content of a chunk.
inline std::uint32_t crc32(ByteSpan bytes) {
  static constexpr auto table = [] {
    std::array<std::uint32_t, 256> remainders{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = (value & 1) != 0 ? 0xedb88320U ^ (value >> 1) : value >> 1;
      remainders[i] = value;
    }
    return remainders;
  }();
  std::uint32_t crc = 0xffffffffU;
  for (const std::byte byte : bytes) {
    crc = table[(crc ^ std::to_integer<std::uint32_t>(byte)) & 0xff] ^ (crc >> 8);
  }
  return ~crc;
}

inline void append_chunk(Bytes& file, std::string_view type, ByteSpan content) {
  append_number(file, static_cast<std::uint32_t>(content.size()), 4);
  const std::size_t start = file.size();
  append_text(file, type);
  file.insert(file.end(), content.begin(), content.end());
  append_number(file, crc32(std::span(file).subspan(start)), 4);
}

enum class PngFilter : unsigned char { none, sub, up, paeth = 4 };  // with the values in files

/// The prediction of a byte from those to the left, above, and above left.
inline int png_prediction(PngFilter filter, int left, int up, int corner) {
  switch (filter) {
    case PngFilter::sub:
      return left;
    case PngFilter::up:
      return up;
    case PngFilter::paeth: {
      const int to_left = std::abs(up - corner);
      const int to_up = std::abs(left - corner);
      const int to_corner = std::abs(left + up - 2 * corner);
      if (to_left <= to_up && to_left <= to_corner) return left;
      return to_up <= to_corner ? up : corner;
    }
    default:
      return 0;
  }
}

/// Appends the residuals of a row for the filter with the smallest sum of magnitudes. `above` and `row` begin
/// with a pixel of zeros, as PNG defines pixels outside of the image.
inline void append_filtered(Bytes& rows, const Bytes& above, const Bytes& row, std::size_t pixel) {
  const auto value = [](std::byte byte) { return std::to_integer<int>(byte); };
  Bytes best;
  Bytes trial(1 + row.size() - pixel);
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (const PngFilter filter : {PngFilter::none, PngFilter::sub, PngFilter::up, PngFilter::paeth}) {
    std::int64_t sum = 0;
    trial[0] = static_cast<std::byte>(filter);
    for (std::size_t i = pixel; i < row.size(); ++i) {
      const std::size_t left = i - pixel;
      const int expected = png_prediction(filter, value(row[left]), value(above[i]), value(above[left]));
      const auto rest = static_cast<signed char>(value(row[i]) - expected);
      sum += std::abs(rest);
      trial[1 + left] = static_cast<std::byte>(rest);
    }
    if (sum >= least) continue;
    least = sum;
    best = trial;
  }
  rows.insert(rows.end(), best.begin(), best.end());
}

/// 1 to 4 channels: grey, grey and alpha, RGB, RGB and alpha.
template <Pixel T>
Bytes write_png(ImageView<const T> image, const Subject& subject) {
  const std::size_t values = image.shape().row_elements();
  const std::size_t pixel = sizeof(T) * static_cast<std::size_t>(image.channels());
  const auto height = static_cast<std::size_t>(image.height());
  const std::size_t size = height * (1 + values * sizeof(T));
  constexpr std::size_t largest = std::size_t{1} << 30;  // stb uses int, and doubles its memory
  if (size > largest) subject.refuse("has ", size, " bytes, too many for PNG; save as .pgm or .ppm");

  Bytes rows;
  rows.reserve(size);
  Bytes above(pixel + values * sizeof(T));
  Bytes row(above.size());
  for (int y = 0; y < image.height(); ++y) {
    store_values(image.row(y), values, row.data() + pixel);
    append_filtered(rows, above, row, pixel);
    above.swap(row);
  }

  constexpr std::uint32_t colour_types[] = {0, 4, 2, 6};
  Bytes header;
  append_number(header, static_cast<std::uint32_t>(image.width()), 4);
  append_number(header, static_cast<std::uint32_t>(image.height()), 4);
  append_number(header, 8 * sizeof(T), 1);
  append_number(header, colour_types[image.channels() - 1], 1);
  append_number(header, 0, 3);  // compression and filter method 0, not interlaced
  Bytes file;
  append_text(file, png_signature);
  append_chunk(file, "IHDR", header);
  append_chunk(file, "IDAT", stb_deflate(rows));
  append_chunk(file, "IEND", {});
  return file;
}

}  // namespace detail
VARY_NAMESPACE_END
