// SPDX-License-Identifier: MIT
#include "vary/io/pnm.hpp"

#include <cstdint>
#include <string>
#include <variant>

#include "files.hpp"
#include "support/catch.hpp"
#include "support/images.hpp"

using tests::Bytes;
using vary::Image;
using vary::detail::AnyImage;

namespace {

AnyImage read(const Bytes& file) { return vary::detail::read_pnm(file, {"load", "a.pnm"}); }
AnyImage read(const std::string& text) { return read(tests::bytes(text)); }
std::string error_of(const std::string& text) {
  return tests::error_of([&] { read(text); });
}

template <class T>
void require_values(const AnyImage& any, vary::Shape shape, const std::vector<int>& values) {
  const auto& image = std::get<Image<T>>(any);
  REQUIRE(image.shape() == shape);
  for (std::size_t i = 0; i < values.size(); ++i) REQUIRE(image.data()[i] == static_cast<T>(values[i]));
}

}  // namespace

TEST_CASE("PGM and PPM are read in binary and in text form", "[io]") {
  using std::uint8_t;
  require_values<uint8_t>(read("P5 2 3 255\nabcdef"), {2, 3, 1}, {97, 98, 99, 100, 101, 102});
  require_values<uint8_t>(read("P6\n2 1\n255\nabcdef"), {2, 1, 3}, {97, 98, 99, 100, 101, 102});
  require_values<uint8_t>(read("P2 3 1 255 0 7\n255"), {3, 1, 1}, {0, 7, 255});
  require_values<uint8_t>(read("P3 1 2 255\n1 2 3\n4 5 6\n"), {1, 2, 3}, {1, 2, 3, 4, 5, 6});
}

TEST_CASE("A PNM header may contain comments and all kinds of white space", "[io]") {
  const std::string header = "P5# a comment\n#another\n\t 2 # 7 8 9\n\r1#\n\v\f255\n";
  require_values<std::uint8_t>(read(header + "#\n"), {2, 1, 1}, {'#', '\n'});
}

TEST_CASE("A PNM with a maximum value above 255 has big-endian 16-bit values", "[io]") {
  const Bytes values = tests::bytes_of(0x12, 0x34, 0, 1, 255, 255);
  const Bytes file = tests::joined(tests::bytes("P5 3 1 65535\n"), values);
  require_values<std::uint16_t>(read(file), {3, 1, 1}, {0x1234, 1, 65535});
  require_values<std::uint16_t>(read("P2 2 1 65535 258 65535"), {2, 1, 1}, {258, 65535});
}

TEST_CASE("PNM values are scaled to full scale by the maximum value", "[io]") {
  require_values<std::uint8_t>(read("P2 4 1 3 0 1 2 3"), {4, 1, 1}, {0, 85, 170, 255});
  require_values<std::uint8_t>(read("P2 3 1 2 0 1 2"), {3, 1, 1}, {0, 128, 255});  // half rounds up
  require_values<std::uint8_t>(read("P2 2 1 1 0 1"), {2, 1, 1}, {0, 255});
  require_values<std::uint16_t>(read("P2 3 1 1023 0 512 1023"), {3, 1, 1}, {0, 32800, 65535});
  require_values<std::uint16_t>(read("P2 2 1 256 1 256"), {2, 1, 1}, {256, 65535});
}

TEMPLATE_TEST_CASE("PNM is lossless", "[io]", std::uint8_t, std::uint16_t) {
  for (const int channels : {1, 3}) {
    const auto image = tests::noise_image<TestType>({7, 5, channels}, 3);
    const Bytes file = vary::detail::write_pnm<TestType>(image.view());
    REQUIRE(file[1] == static_cast<std::byte>(channels == 1 ? '5' : '6'));
    const AnyImage back = read(file);
    REQUIRE(tests::same_bits(std::get<Image<TestType>>(back).view(), image.view()));
  }
}

TEST_CASE("A PNM has the expected bytes", "[io]") {
  Image<std::uint16_t> image(1, 2, 1);
  image.at(0, 0) = 0x1234;
  image.at(0, 1) = 0xff00;
  const Bytes values = tests::bytes_of(0x12, 0x34, 0xff, 0);
  const Bytes expected = tests::joined(tests::bytes("P5\n1 2\n65535\n"), values);
  REQUIRE(vary::detail::write_pnm<std::uint16_t>(image.view()) == expected);
}

TEST_CASE("A truncated PNM throws at every length", "[io]") {
  for (const std::string complete : {"P5 2 3 255\nabcdef", "P6 1 1 65535 abcdef", "P3 2 1 9 1 2 3 4 5 6"}) {
    REQUIRE_NOTHROW(read(complete));
    for (std::size_t length = 2; length < complete.size(); ++length) {
      INFO(complete.substr(0, length));
      REQUIRE_THROWS_AS(read(complete.substr(0, length)), vary::Error);
    }
    REQUIRE(error_of(complete.substr(0, complete.size() - 1)) ==
            "load: a.pnm: is truncated; give the complete file");
  }
}

TEST_CASE("A PNM that is damaged or unsupported throws with the reason", "[io]") {
  REQUIRE(error_of("P4 2 3 ab") ==
          "load: a.pnm: is a PNM file of type P4; give PGM (P2, P5) or PPM (P3, P6)");
  REQUIRE_THAT(error_of("P5 0 3 255 abc"), ContainsSubstring("has no pixels, its size is 0x3"));
  REQUIRE_THAT(error_of("P5 x 3 255 abc"), ContainsSubstring("has no number where PNM requires one"));
  REQUIRE_THAT(error_of("P5 -1 3 255 abc"), ContainsSubstring("has no number"));
  REQUIRE_THAT(error_of("P5 1 1 0 a"), ContainsSubstring("has the maximum value 0"));
  REQUIRE_THAT(error_of("P5 1 1 65536 ab"), ContainsSubstring("has the maximum value 65536"));
  REQUIRE_THAT(error_of("P5 1 1 9 a"),
               ContainsSubstring("has the value 97 above its maximum 9; give an intact file"));
  REQUIRE_THAT(error_of("P5 1 1"), ContainsSubstring("is truncated"));
}

TEST_CASE("A PNM with too many pixels throws before memory is allocated", "[io]") {
  REQUIRE(error_of("P5 16384 16385 255 a") ==
          "load: a.pnm: is 16384x16385, more than 268435456 pixels; split it into smaller images");
  REQUIRE_THAT(error_of("P5 4294967296 4294967296 255 a"), ContainsSubstring("more than 268435456 pixels"));
  const std::string digits(10000, '9');
  REQUIRE_THAT(error_of("P5 " + digits + " 1 255 a"), ContainsSubstring("more than 268435456 pixels"));
  REQUIRE_THAT(error_of("P6 16384 16384 65535 a"), ContainsSubstring("is truncated"));
}
