// SPDX-License-Identifier: MIT
#include "vary/io/hdr.hpp"

#include <string>

#include "files.hpp"
#include "support/catch.hpp"
#include "support/images.hpp"

using tests::Bytes;

namespace {

const std::string header = "#?RADIANCE\n# made by hand\nFORMAT=32-bit_rle_rgbe\n\n";

vary::Image<float> read(const Bytes& file) { return vary::detail::read_hdr(file, {"load", "a.hdr"}); }
std::string error_of(const Bytes& file) {
  return tests::error_of([&] { read(file); });
}
Bytes hdr(const std::string& size, const Bytes& pixels) {
  return tests::joined(tests::bytes(header + size + "\n"), pixels);
}

/// Eight pixels in runs: red 1 to 8, green 128, blue 0 then 64, exponent 129.
Bytes row_of_eight() {
  return tests::bytes_of(2, 2, 0, 8,                               //
                         8, 1, 2, 3, 4, 5, 6, 7, 8, 128 + 8, 128,  //
                         1, 0, 128 + 7, 64, 128 + 8, 129);
}

}  // namespace

TEST_CASE("A value in an HDR file is a mantissa times a power of two", "[io]") {
  const Bytes file = hdr("-Y 2 +X 2", tests::bytes_of(128, 64, 0, 129, 255, 1, 2, 128,  //
                                                      128, 0, 0, 136, 200, 100, 50, 0));
  const vary::Image<float> image = read(file);
  REQUIRE(image.shape() == vary::Shape{2, 2, 3});
  const float expected[] = {1.0f, 0.5f, 0.0f, 255 / 256.0f, 1 / 256.0f, 2 / 256.0f, 128.0f, 0, 0, 0, 0, 0};
  for (std::size_t i = 0; i < 12; ++i) REQUIRE(image.data()[i] == expected[i]);
}

TEST_CASE("Rows of an HDR file may be run-length encoded", "[io]") {
  const vary::Image<float> image = read(hdr("-Y 2 +X 8", tests::joined(row_of_eight(), row_of_eight())));
  REQUIRE(image.shape() == vary::Shape{8, 2, 3});
  for (int y = 0; y < 2; ++y) {
    for (int x = 0; x < 8; ++x) {
      REQUIRE(image.at(x, y, 0) == static_cast<float>(x + 1) / 128.0f);
      REQUIRE(image.at(x, y, 1) == 1.0f);
      REQUIRE(image.at(x, y, 2) == (x == 0 ? 0.0f : 0.5f));
    }
  }
}

TEST_CASE("A row of an HDR file that is wide enough for runs may be uncompressed", "[io]") {
  Bytes pixels;
  for (int x = 0; x < 8; ++x) pixels = tests::joined(pixels, tests::bytes_of(128 + x, 0, 0, 128));
  const vary::Image<float> image = read(hdr("-Y 1 +X 8", pixels));
  for (int x = 0; x < 8; ++x) REQUIRE(image.at(x, 0) == static_cast<float>(128 + x) / 256.0f);
}

TEST_CASE("A truncated HDR file throws at every length", "[io]") {
  const Bytes complete = hdr("-Y 2 +X 8", tests::joined(row_of_eight(), row_of_eight()));
  for (std::size_t length = 0; length < complete.size(); ++length) {
    const Bytes truncated(complete.begin(), complete.begin() + static_cast<std::ptrdiff_t>(length));
    REQUIRE_THAT(error_of(truncated), ContainsSubstring("load: a.hdr: is truncated"));
  }
}

TEST_CASE("An HDR file that is damaged or unsupported throws with the reason", "[io]") {
  const Bytes pixel = tests::bytes_of(128, 0, 0, 128);
  REQUIRE_THAT(error_of(hdr("+Y 1 +X 1", pixel)), ContainsSubstring("is an unsupported kind of HDR"));
  REQUIRE_THAT(error_of(tests::bytes("#?RADIANCE\nFORMAT=32-bit_rle_xyze\n\n-Y 1 +X 1\nabcd")),
               ContainsSubstring("is an unsupported kind of HDR"));
  REQUIRE_THAT(error_of(hdr("-Y 0 +X 1", pixel)), ContainsSubstring("has no pixels"));
  REQUIRE_THAT(error_of(hdr("-Y -5 +X 1", pixel)), ContainsSubstring("has no pixels"));
  REQUIRE_THAT(error_of(hdr("-Y 100000 +X 100000", pixel)), ContainsSubstring("more than 268435456 pixels"));
  REQUIRE_THAT(error_of(hdr("-Y 99999999999 +X 1", pixel)),
               ContainsSubstring("is an unsupported kind of HDR"));
  REQUIRE_THAT(error_of(hdr("-Y 16384 +X 16384", pixel)), ContainsSubstring("is truncated"));
  REQUIRE_THAT(error_of(tests::bytes("#?" + std::string(5000, 'x'))),
               ContainsSubstring("header line that is too long"));
  REQUIRE_THAT(error_of(hdr("-Y 1 +X 2", tests::bytes_of(128, 0, 0, 128, 1, 1, 1, 1))),
               ContainsSubstring("has the old run-length encoding"));
  Bytes broken = row_of_eight();
  broken[3] = std::byte{9};
  REQUIRE_THAT(error_of(hdr("-Y 1 +X 8", broken)), ContainsSubstring("has a row with a wrong width"));
  for (const int code : {0, 9, 128 + 9, 255}) {
    broken = row_of_eight();
    broken[4] = static_cast<std::byte>(code);
    REQUIRE_THAT(error_of(hdr("-Y 1 +X 8", broken)), ContainsSubstring("has an invalid run length"));
  }
}
