// SPDX-License-Identifier: MIT
#include "vary/io/png.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "files.hpp"
#include "support/catch.hpp"
#include "support/images.hpp"

using tests::Bytes;
using vary::Image;

namespace {

// An independent PNG decoder after RFC 1950, 1951 and 2083, for complete files with 8 or 16 bits. It supports
// the two kinds of blocks that stb writes.

unsigned at(const Bytes& bytes, std::size_t i) { return std::to_integer<unsigned>(bytes.at(i)); }
unsigned long big(const Bytes& bytes, std::size_t i) {
  return at(bytes, i) << 24 | at(bytes, i + 1) << 16 | at(bytes, i + 2) << 8 | at(bytes, i + 3);
}
void expect(bool condition, const char* what) {
  if (!condition) throw std::runtime_error(what);
}

class Inflater {
 public:
  explicit Inflater(const Bytes& stream) : stream_(stream) {
    expect((at(stream, 0) * 256 + at(stream, 1)) % 31 == 0 && (at(stream, 0) & 15) == 8, "zlib header");
    for (bool last = false; !last;) {
      last = bits(1) != 0;
      const unsigned kind = bits(2);
      expect(kind <= 1, "a block of a kind that stb does not write");
      kind == 0 ? stored() : fixed();
    }
    unsigned long low = 1;
    unsigned long high = 0;
    for (const std::byte byte : out) {
      low = (low + std::to_integer<unsigned>(byte)) % 65521;
      high = (high + low) % 65521;
    }
    position_ = (position_ + 7) / 8;
    expect(big(stream, position_) == high * 65536 + low && position_ + 4 == stream.size(), "adler sum");
  }
  Bytes out;

 private:
  unsigned bit() {
    const unsigned value = at(stream_, position_ / 8) >> position_ % 8 & 1;
    ++position_;
    return value;
  }
  unsigned bits(unsigned count) {
    unsigned value = 0;
    for (unsigned i = 0; i < count; ++i) value |= bit() << i;
    return value;
  }
  unsigned code(unsigned count) {  // codes come with the highest bit first
    unsigned value = 0;
    for (unsigned i = 0; i < count; ++i) value = value << 1 | bit();
    return value;
  }
  unsigned symbol() {
    unsigned value = code(7);
    if (value <= 23) return 256 + value;
    value = value << 1 | bit();
    if (value >= 0x30 && value <= 0xbf) return value - 0x30;
    if (value >= 0xc0 && value <= 0xc7) return 280 + value - 0xc0;
    return 144 + (value << 1 | bit()) - 0x190;
  }
  void stored() {
    position_ = (position_ + 7) / 8 * 8;
    const unsigned length = bits(16);
    expect((bits(16) ^ 0xffff) == length, "length of a stored block");
    for (unsigned i = 0; i < length; ++i) out.push_back(static_cast<std::byte>(bits(8)));
  }
  void fixed() {
    for (unsigned value = symbol(); value != 256; value = symbol()) {
      if (value < 256) {
        out.push_back(static_cast<std::byte>(value));
        continue;
      }
      unsigned length = value - 254;  // 257 is 3
      if (value >= 265 && value < 285) {
        const unsigned extra = (value - 261) / 4;
        length = 3 + ((4 + (value - 265) % 4) << extra) + bits(extra);
      } else if (value == 285) {
        length = 258;
      }
      unsigned distance = code(5) + 1;
      if (distance > 4) {
        const unsigned extra = (distance - 3) / 2;
        distance = 1 + ((2 + (distance - 5) % 2) << extra) + bits(extra);
      }
      expect(distance <= out.size(), "distance");
      for (unsigned i = 0; i < length; ++i) out.push_back(out[out.size() - distance]);
    }
  }

  const Bytes& stream_;
  std::size_t position_ = 16;  // in bits, behind the header
};

struct Decoded {
  int width = 0, height = 0, bits = 0, channels = 0;
  std::vector<unsigned> values;
};

Decoded decode(const Bytes& file) {
  expect(Bytes(file.begin(), file.begin() + 8) == tests::bytes("\x89PNG\r\n\x1a\n"), "signature");
  Decoded image;
  Bytes stream;
  for (std::size_t i = 8; i < file.size();) {
    const std::size_t length = big(file, i);
    const Bytes body(file.begin() + static_cast<std::ptrdiff_t>(i + 4),
                     file.begin() + static_cast<std::ptrdiff_t>(i + 8 + length));
    unsigned long crc = 0xffffffff;
    for (const std::byte byte : body) {
      crc ^= std::to_integer<unsigned>(byte);
      for (int k = 0; k < 8; ++k) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }
    expect(big(file, i + 8 + length) == (crc ^ 0xffffffff), "check sum");
    const std::string type(reinterpret_cast<const char*>(body.data()), 4);
    if (type == "IHDR") {
      image.width = static_cast<int>(big(body, 4));
      image.height = static_cast<int>(big(body, 8));
      image.bits = static_cast<int>(at(body, 12));
      image.channels = std::string("1?3?2?4").at(at(body, 13)) - '0';
      expect(big(body, 13) % 0x1000000 == 0, "compression, filter or interlace");
    }
    if (type == "IDAT") stream.insert(stream.end(), body.begin() + 4, body.end());
    i += 12 + length;
  }
  const Bytes rows = Inflater(stream).out;
  const auto bytes_per_value = static_cast<std::size_t>(image.bits / 8);
  const std::size_t pixel = bytes_per_value * static_cast<std::size_t>(image.channels);
  const std::size_t row = pixel * static_cast<std::size_t>(image.width);
  const auto height = static_cast<std::size_t>(image.height);
  expect(rows.size() == height * (1 + row), "size of the pixels");
  std::vector<int> plain(height * row);
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < row; ++x) {
      const int a = x >= pixel ? plain[y * row + x - pixel] : 0;
      const int b = y > 0 ? plain[(y - 1) * row + x] : 0;
      const int c = x >= pixel && y > 0 ? plain[(y - 1) * row + x - pixel] : 0;
      const int p = a + b - c;
      const int nearest = std::abs(p - a) <= std::abs(p - b) && std::abs(p - a) <= std::abs(p - c) ? a
                          : std::abs(p - b) <= std::abs(p - c)                                     ? b
                                                                                                   : c;
      const int expected[] = {0, a, b, (a + b) / 2, nearest};
      const auto value = static_cast<int>(at(rows, y * (1 + row) + 1 + x));
      plain[y * row + x] = (value + expected[at(rows, y * (1 + row))]) & 0xff;
    }
  }
  for (std::size_t i = 0; i < plain.size(); i += bytes_per_value) {
    auto value = static_cast<unsigned>(plain[i]);
    if (bytes_per_value == 2) value = value << 8 | static_cast<unsigned>(plain[i + 1]);
    image.values.push_back(value);
  }
  return image;
}

template <class T>
void require_exact(vary::ImageView<const T> image) {
  const Decoded decoded = decode(vary::detail::write_png(image, {"save", "a.png"}));
  REQUIRE(vary::Shape{decoded.width, decoded.height, decoded.channels} == image.shape());
  REQUIRE(decoded.bits == 8 * static_cast<int>(sizeof(T)));
  const Image<T> tight(image);
  for (std::size_t i = 0; i < decoded.values.size(); ++i) REQUIRE(decoded.values[i] == tight.data()[i]);
}

}  // namespace

TEST_CASE("A 16-bit PNG of one pixel has the expected bytes", "[io]") {
  Image<std::uint16_t> image(1, 1, 1);
  image.at(0, 0) = 0x1234;
  const Bytes expected = tests::bytes_of(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n',  //
                                         0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1, 16, 0, 0, 0,
                                         0, 0x6a, 0xee, 0x47, 0x16,  //
                                         0, 0, 0, 11, 'I', 'D', 'A', 'T', 0x78, 0x5e, 0x63, 0x10, 0x32, 0x01,
                                         0x00, 0x00, 0x5b, 0x00, 0x47, 0xea, 0xb1, 0xc5, 0xf9,  //
                                         0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82);
  REQUIRE(vary::detail::write_png<std::uint16_t>(image.view(), {"save", "a.png"}) == expected);
  REQUIRE(decode(expected).values == std::vector<unsigned>{0x1234});
}

TEMPLATE_TEST_CASE("An independent decoder reads every value of a PNG", "[io]", std::uint8_t, std::uint16_t) {
  for (int channels = 1; channels <= 4; ++channels) {
    for (const auto& [width, height] : {std::pair{1, 1}, {1, 9}, {9, 1}, {17, 6}, {64, 40}}) {
      require_exact<TestType>(tests::noise_image<TestType>({width, height, channels}, 5).view());
      Image<TestType> smooth(width, height, channels);  // to test filters and long matches
      for (int y = 0; y < height; ++y) {
        for (int i = 0; i < width * channels; ++i) {
          smooth.row(y)[i] = static_cast<TestType>((i * i / 9 + 37 * y) * (sizeof(TestType) == 2 ? 11 : 1));
        }
      }
      require_exact<TestType>(smooth.view());
    }
  }
  require_exact<TestType>(Image<TestType>(300, 200, 3).view());
}

TEST_CASE("Filters compress a smooth image", "[io]") {
  Image<std::uint16_t> image(64, 64, 1);
  for (int y = 0; y < 64; ++y) {
    for (int x = 0; x < 64; ++x) image.at(x, y) = static_cast<std::uint16_t>(500 * x + 300 * y);
  }
  REQUIRE(vary::detail::write_png<std::uint16_t>(image.view(), {"save", "a.png"}).size() < 64 * 64 * 2 / 8);
}

TEST_CASE("A PNG file with missing, unknown or too large chunks throws", "[io]") {
  const auto check = [](const Bytes& file) {
    return tests::error_of([&] { vary::detail::check_png(file, {"load", "a.png"}); });
  };
  const Bytes complete = vary::detail::write_png<std::uint8_t>(Image<std::uint8_t>(2, 2).view(), {"", ""});
  REQUIRE(check(complete).empty());
  REQUIRE(check(tests::joined(complete, tests::bytes("and more"))).empty());
  for (std::size_t length = 8; length < complete.size(); ++length) {
    const Bytes truncated(complete.begin(), complete.begin() + static_cast<std::ptrdiff_t>(length));
    REQUIRE(check(truncated) == "load: a.png: is truncated; give the complete file");
  }
  Bytes changed = complete;
  changed[12] = std::byte{'X'};
  REQUIRE_THAT(check(changed), ContainsSubstring("has an unknown critical chunk"));
  changed[12] = std::byte{'x'};
  REQUIRE(check(changed).empty());
  changed = complete;
  changed[16] = std::byte{0xff};
  REQUIRE_THAT(check(changed), ContainsSubstring("is 4278190082x2, more than 268435456 pixels"));
  changed = complete;
  changed[8] = std::byte{0xff};
  REQUIRE_THAT(check(changed), ContainsSubstring("is truncated"));
}
