// SPDX-License-Identifier: MIT
#include "vary/io/exif.hpp"

#include <cstdint>
#include <string>

#include "files.hpp"
#include "support/catch.hpp"
#include "support/images.hpp"

using tests::Bytes;
using vary::detail::apply_orientation;
using vary::detail::jpeg_orientation;
using vary::detail::tiff_orientation;

namespace {

/// A TIFF header with two entries; the second is the orientation.
Bytes tiff(bool little, unsigned orientation) {
  Bytes out = tests::bytes(little ? "II" : "MM");
  const auto number = [&](unsigned value, int count) {
    for (int i = 0; i < count; ++i) {
      out.push_back(static_cast<std::byte>(value >> 8 * (little ? i : count - 1 - i) & 0xff));
    }
  };
  number(42, 2);
  number(8, 4);  // the offset of the directory
  number(2, 2);  // how many entries it has
  number(0x0100, 2), number(4, 2), number(1, 4), number(640, 4);
  number(0x0112, 2), number(3, 2), number(1, 4), number(orientation, 2), number(0, 2);
  number(0, 4);  // no further directory
  return out;
}

Bytes segment(unsigned marker, const Bytes& content) {
  const std::size_t length = content.size() + 2;
  return tests::joined(tests::bytes_of(0xff, marker, length >> 8, length & 0xff), content);
}

/// The part of a JPEG file before the pixels.
Bytes jpeg(const Bytes& tiff_part) {
  Bytes out = tests::bytes_of(0xff, 0xd8);
  out = tests::joined(out, segment(0xe0, tests::bytes(std::string("JFIF\0\1\1", 7))));
  out = tests::joined(out, segment(0xe1, tests::bytes("http://ns.adobe.com/xap/1.0/")));
  out = tests::joined(out, tests::bytes_of(0xff, 0xff));  // fill bytes
  out = tests::joined(out, segment(0xe1, tests::joined(tests::bytes(std::string("Exif\0\0", 6)), tiff_part)));
  return tests::joined(out, tests::bytes_of(0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9));
}

}  // namespace

TEST_CASE("The orientation is read in both byte orders", "[io]") {
  for (const bool little : {false, true}) {
    for (int orientation = 1; orientation <= 8; ++orientation) {
      const Bytes truncated = tiff(little, static_cast<unsigned>(orientation));
      REQUIRE(tiff_orientation(truncated) == orientation);
      REQUIRE(jpeg_orientation(jpeg(truncated)) == orientation);
    }
    REQUIRE(tiff_orientation(tiff(little, 0)) == 1);
    REQUIRE(tiff_orientation(tiff(little, 9)) == 1);
    REQUIRE(tiff_orientation(tiff(little, 65535)) == 1);
  }
}

TEST_CASE("A file without an orientation is upright", "[io]") {
  REQUIRE(jpeg_orientation({}) == 1);
  REQUIRE(jpeg_orientation(tests::bytes_of(0xff, 0xd8)) == 1);
  REQUIRE(jpeg_orientation(tests::bytes_of(0xff, 0xd8, 0xff, 0xd9)) == 1);
  REQUIRE(jpeg_orientation(tests::bytes("anything at all")) == 1);
  REQUIRE(tiff_orientation(tests::bytes("IM*")) == 1);
  // EXIF after the start of the pixels is ignored.
  const Bytes late = tests::joined(tests::bytes_of(0xff, 0xd8, 0xff, 0xda, 0, 2), jpeg(tiff(true, 6)));
  REQUIRE(jpeg_orientation(late) == 1);
}

TEST_CASE("Damaged EXIF gives an orientation without reads out of bounds", "[io]") {
  for (const bool little : {false, true}) {
    const Bytes complete = jpeg(tiff(little, 6));
    for (std::size_t length = 0; length <= complete.size(); ++length) {
      // A copy, so that the sanitizer detects reads past the end.
      const Bytes truncated(complete.begin(), complete.begin() + static_cast<std::ptrdiff_t>(length));
      const int found = jpeg_orientation(truncated);
      REQUIRE((found == 1 || found == 6));
    }
    tests::Dice dice(3);
    for (int i = 0; i < 20000; ++i) {
      Bytes broken = complete;
      for (int times = dice.between(1, 4); times > 0; --times) {
        const auto at = static_cast<std::size_t>(dice.between(0, static_cast<int>(broken.size()) - 1));
        broken[at] = static_cast<std::byte>(dice.between(0, 3) == 0 ? 255 : dice.between(0, 255));
      }
      const int found = jpeg_orientation(broken);
      REQUIRE(found >= 1);
      REQUIRE(found <= 8);
    }
  }
}

TEMPLATE_TEST_CASE("Each orientation maps the stored rows and columns as EXIF defines", "[io]", std::uint8_t,
                   std::uint16_t, float) {
  // a b c    For each orientation EXIF defines the sides of row 0 and column 0:
  // d e f    1 top left, 2 top right, 3 bottom right, 4 bottom left, 5 left top, ...
  const std::string stored = "abcdef";
  const std::string shown[] = {"abcdef", "cbafed", "fedcba", "defabc",
                               "adbecf", "daebfc", "fcebda", "cfbead"};
  vary::Image<TestType> image(3, 2, 2);
  for (std::size_t i = 0; i < 6; ++i) {
    image.data()[2 * i] = static_cast<TestType>(stored[i]);
    image.data()[2 * i + 1] = static_cast<TestType>(i);
  }
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const vary::Image<TestType> out = apply_orientation(image, orientation);
    const bool turned = orientation >= 5;
    REQUIRE(out.shape() == vary::Shape{turned ? 2 : 3, turned ? 3 : 2, 2});
    for (std::size_t i = 0; i < 6; ++i) {
      const char letter = shown[orientation - 1][i];
      REQUIRE(out.data()[2 * i] == static_cast<TestType>(letter));
      REQUIRE(out.data()[2 * i + 1] == static_cast<TestType>(letter - 'a'));
    }
  }
}
