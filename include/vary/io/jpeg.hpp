// SPDX-License-Identifier: MIT
// The segments of a JPEG file, and the checks before stb_image reads it.
#pragma once

#include <cstddef>

#include "vary/io/bytes.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

inline constexpr unsigned jpeg_huffman = 0xc4;
inline constexpr unsigned jpeg_scan = 0xda;
inline constexpr unsigned jpeg_exif = 0xe1;

/// Calls visit(marker, content) for the segments in order, until it returns false or the next segment is
/// invalid. Accepts any bytes.
template <class Visit>
void visit_jpeg(ByteSpan jpeg, const Visit& visit) {
  std::size_t at = 2;  // after the start marker
  while (at < jpeg.size()) {
    const unsigned marker = number_at(jpeg, at + 1, 1);
    // Skips fill bytes and pixels, in which FF is followed by 00 or by a restart marker, D0 to D7.
    const bool is_filler = marker == 0xff || marker == 0 || marker / 8 == 0xd0 / 8;
    if (number_at(jpeg, at, 1) != 0xff || is_filler) {
      ++at;
      continue;
    }
    const std::size_t length = number_at(jpeg, at + 2, 2);  // includes these two bytes
    const bool is_end = marker == 0xd9;
    if (is_end || length < 2 || jpeg.size() - at - 2 < length) return;
    if (!visit(marker, jpeg.subspan(at + 4, length - 2))) return;
    at += 2 + length;
  }
}

/// Throws Error for Huffman tables with more than 256 codes or fewer than declared, for which stb_image 2.27
/// (Debian 12) writes past its own table.
inline void check_jpeg(ByteSpan file, const Subject& subject) {
  visit_jpeg(file, [&](unsigned marker, ByteSpan content) {
    constexpr std::size_t head = 17;  // the table index, and the number of codes with 1 to 16 bits
    while (marker == jpeg_huffman && !content.empty()) {
      std::size_t codes = 0;
      for (std::size_t bits = 1; bits < head; ++bits) codes += number_at(content, bits, 1);
      if (codes > 256 || content.size() < head + codes) {
        subject.refuse("has an invalid Huffman table; give an intact file");
      }
      content = content.subspan(head + codes);
    }
    return true;
  });
}

}  // namespace detail
VARY_NAMESPACE_END
