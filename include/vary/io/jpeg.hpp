// SPDX-License-Identifier: MIT
// The segments of a JPEG file: a walk over them, and what is looked at before stb_image reads one.
#pragma once

#include <cstddef>

#include "vary/io/bytes.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

inline constexpr unsigned jpeg_huffman = 0xc4;
inline constexpr unsigned jpeg_scan = 0xda;
inline constexpr unsigned jpeg_exif = 0xe1;

/// Calls visit(marker, content) for one segment after the other, until it returns false, or the file or
/// what can be understood of it ends. Any bytes will do.
template <class Visit>
void visit_jpeg(ByteSpan jpeg, const Visit& visit) {
  std::size_t at = 2;  // behind the marker of the start
  while (at < jpeg.size()) {
    const unsigned marker = number_at(jpeg, at + 1, 1);
    // Fill bytes, and pixels: in these FF comes with 00, or with the number of a restart, D0 to D7.
    const bool is_filler = marker == 0xff || marker == 0 || marker / 8 == 0xd0 / 8;
    if (number_at(jpeg, at, 1) != 0xff || is_filler) {
      ++at;
      continue;
    }
    const std::size_t length = number_at(jpeg, at + 2, 2);  // counts itself
    const bool is_end = marker == 0xd9;
    if (is_end || length < 2 || jpeg.size() - at - 2 < length) return;
    if (!visit(marker, jpeg.subspan(at + 4, length - 2))) return;
    at += 2 + length;
  }
}

/// Refuses Huffman tables with more than 256 codes, or fewer than they claim: stb_image 2.27 (Debian 12)
/// writes such codes past its own table.
inline void check_jpeg(ByteSpan file, const Subject& subject) {
  visit_jpeg(file, [&](unsigned marker, ByteSpan content) {
    constexpr std::size_t head = 17;  // which table, and how many codes there are of 1 to 16 bits
    while (marker == jpeg_huffman && !content.empty()) {
      std::size_t codes = 0;
      for (std::size_t bits = 1; bits < head; ++bits) codes += number_at(content, bits, 1);
      if (codes > 256 || content.size() < head + codes) {
        subject.refuse("has a wrong Huffman table; give an intact file");
      }
      content = content.subspan(head + codes);
    }
    return true;
  });
}

}  // namespace detail
VARY_NAMESPACE_END
