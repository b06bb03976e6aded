// SPDX-License-Identifier: MIT
// Reading Radiance HDR. Not by stb_image, which does not terminate for a file that ends within a run.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "vary/io/bytes.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// Three mantissas and their common exponent.
using Rgbe = std::array<unsigned char, 4>;

inline Rgbe read_rgbe(ByteReader& reader) {
  Rgbe pixel{};
  for (unsigned char& value : pixel) value = static_cast<unsigned char>(reader.next());
  return pixel;
}

/// Reads the four planes of a row in runs: n > 128 repeats the next byte n - 128 times, otherwise n bytes
/// follow.
inline void read_hdr_runs(ByteReader& reader, std::vector<Rgbe>& row, const Subject& subject) {
  for (std::size_t plane = 0; plane < 4; ++plane) {
    for (std::size_t x = 0; x < row.size();) {
      const unsigned code = reader.next();
      const bool repeats = code > 128;
      const std::size_t count = repeats ? code - 128 : code;
      if (count == 0 || count > row.size() - x)
        subject.refuse("has an invalid run length; give an intact file");
      unsigned value = repeats ? reader.next() : 0;
      for (std::size_t i = 0; i < count; ++i) {
        if (!repeats) value = reader.next();
        row[x++][plane] = static_cast<unsigned char>(value);
      }
    }
  }
}

inline void read_hdr_row(ByteReader& reader, std::vector<Rgbe>& row, const Subject& subject) {
  const Rgbe first = read_rgbe(reader);
  if (row.size() >= 8 && row.size() < 32768 && first[0] == 2 && first[1] == 2 && first[2] < 128) {
    const std::size_t width = first[2] * 256U + first[3];
    if (width != row.size()) subject.refuse("has a row with a wrong width; give an intact file");
    read_hdr_runs(reader, row, subject);
    return;
  }
  row[0] = first;
  for (std::size_t x = 1; x < row.size(); ++x) row[x] = read_rgbe(reader);
  for (const Rgbe& pixel : row) {
    if (pixel[0] == 1 && pixel[1] == 1 && pixel[2] == 1) {
      subject.refuse("has the old run-length encoding; save it again with a current program");
    }
  }
}

/// Reads linear RGB, which may exceed 1. Header fields such as EXPOSURE are ignored.
inline Image<float> read_hdr(ByteSpan file, const Subject& subject) {
  constexpr std::size_t longest_line = 1024;
  ByteReader reader(file, subject);
  bool is_rgbe = false;
  for (std::string line = reader.line(longest_line); !line.empty(); line = reader.line(longest_line)) {
    is_rgbe = is_rgbe || line == "FORMAT=32-bit_rle_rgbe";
  }
  int width = 0;
  int height = 0;
  const std::string size = reader.line(longest_line);
  // At most nine digits, because overflow in sscanf is undefined.
  const bool has_size = std::sscanf(size.c_str(), "-Y %9d +X %9d", &height, &width) == 2;
  if (!is_rgbe || !has_size) {
    subject.refuse("is an unsupported kind of HDR; give format 32-bit_rle_rgbe, stored from top to bottom");
  }
  subject.check_size(width, height);
  // The shortest possible rows: a small file must not cause a large allocation.
  const std::uint64_t columns = static_cast<std::uint64_t>(width);
  const std::uint64_t shortest_row = columns < 8 ? 4 * columns : 4 + 8 * ((columns + 126) / 127);
  reader.need(shortest_row * static_cast<std::uint64_t>(height));

  Image<float> image;
  image.resize({width, height, 3});
  std::vector<Rgbe> row(columns);
  for (int y = 0; y < height; ++y) {
    read_hdr_row(reader, row, subject);
    float* to = image.row(y);
    for (const Rgbe& pixel : row) {
      const float scale = pixel[3] == 0 ? 0.0f : std::ldexp(1.0f, pixel[3] - 136);
      for (std::size_t c = 0; c < 3; ++c) *to++ = static_cast<float>(pixel[c]) * scale;
    }
  }
  return image;
}

}  // namespace detail
VARY_NAMESPACE_END
