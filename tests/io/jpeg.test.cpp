// SPDX-License-Identifier: MIT
#include "vary/io/jpeg.hpp"

#include <string>
#include <utility>
#include <vector>

#include "files.hpp"
#include "support/catch.hpp"

using tests::Bytes;
using tests::bytes_of;

namespace {

using Segments = std::vector<std::pair<unsigned, Bytes>>;

Segments segments_of(const Bytes& file) {
  Segments found;
  vary::detail::visit_jpeg(file, [&](unsigned marker, vary::detail::ByteSpan content) {
    found.emplace_back(marker, Bytes(content.begin(), content.end()));
    return true;
  });
  return found;
}

/// A file with one segment of Huffman tables.
std::string error_of(const Bytes& tables) {
  const std::size_t length = tables.size() + 2;
  const Bytes start = bytes_of(0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 0xff, 0,  //
                               0xff, 0xc4, length >> 8, length & 0xff);
  const Bytes file = tests::joined(tests::joined(start, tables), bytes_of(0xff, 0xd9));
  return tests::error_of([&] { vary::detail::check_jpeg(file, {"load", "a.jpg"}); });
}

/// A table that declares `codes` codes of 16 bits and `more_codes` of 15 bits, and has `stored` of them.
Bytes table(int codes, int more_codes, std::size_t stored) {
  Bytes out(17 + stored);
  out[16] = static_cast<std::byte>(codes);
  out[15] = static_cast<std::byte>(more_codes);
  return out;
}

}  // namespace

TEST_CASE("The segments of a JPEG file are found despite pixels, restart markers and fill bytes", "[io]") {
  const Bytes file = bytes_of(0xff, 0xd8, 0xff, 0xe0, 0, 3, 7,           //
                              0xff, 0xff, 0xff, 0xda, 0, 4, 8, 9,        //
                              1, 0xff, 0, 2, 0xff, 0xd0, 3, 0xff, 0xd7,  //
                              0xff, 0xc4, 0, 2, 0xff, 0xd9, 0xff, 0xe1, 0, 2);
  REQUIRE(segments_of(file) == Segments{{0xe0, bytes_of(7)}, {0xda, bytes_of(8, 9)}, {0xc4, {}}});
}

TEST_CASE("visit_jpeg stops at an invalid segment", "[io]") {
  REQUIRE(segments_of({}).empty());
  REQUIRE(segments_of(bytes_of(0xff)).empty());
  REQUIRE(segments_of(bytes_of(0xff, 0xd8, 0xff)).empty());
  REQUIRE(segments_of(bytes_of(0xff, 0xd8, 0xff, 0xe0)).empty());
  REQUIRE(segments_of(bytes_of(0xff, 0xd8, 0xff, 0xe0, 0)).empty());
  REQUIRE(segments_of(bytes_of(0xff, 0xd8, 0xff, 0xe0, 0, 1, 0xff, 0xe1, 0, 2)).empty());
  REQUIRE(segments_of(bytes_of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1)).empty());
}

TEST_CASE("Huffman tables that overflow in stb throw", "[io]") {
  const std::string refusal = "load: a.jpg: has an invalid Huffman table; give an intact file";
  REQUIRE(error_of({}).empty());
  REQUIRE(error_of(table(2, 1, 3)).empty());
  REQUIRE(error_of(table(255, 1, 256)).empty());
  REQUIRE(error_of(tests::joined(table(2, 0, 2), table(0, 12, 12))).empty());
  REQUIRE(error_of(table(255, 2, 257)) == refusal);
  REQUIRE(error_of(table(2, 1, 2)) == refusal);
  REQUIRE(error_of(Bytes(16)) == refusal);
  REQUIRE(error_of(tests::joined(table(2, 0, 2), table(255, 255, 510))) == refusal);
}
