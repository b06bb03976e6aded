// SPDX-License-Identifier: MIT
#include "vary/io/load.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "files.hpp"
#include "support/catch.hpp"
#include "support/images.hpp"
#include "vary/io/save.hpp"

using tests::Bytes;
using vary::Image;

namespace {

template <class T>
Image<T> one_pixel(const std::vector<T>& values) {
  Image<T> image(1, 1, values.size());
  std::ranges::copy(values, image.data());
  return image;
}

template <class T>
std::vector<T> values_of(const Image<T>& image) {
  return {image.data(), image.data() + image.shape().elements()};
}

/// The result of loading a value of type From as T.
template <class T, class From>
T converted(From value) {
  return vary::detail::to_depth<T>(value);
}

std::string error_of(const Bytes& file) {
  return tests::error_of([&] { static_cast<void>(vary::decode<std::uint8_t>(file, 0, "cat.jpg")); });
}

Bytes prefix(const Bytes& file, std::size_t length) {
  return {file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length)};
}

/// The same file with an EXIF orientation.
Bytes with_orientation(const Bytes& jpeg, int orientation, bool little) {
  const auto value = static_cast<char>(orientation);
  const std::string head = little ? std::string("II*\0\10\0\0\0\1\0\22\1\3\0\1\0\0\0", 18) + value + '\0'
                                  : std::string("MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0", 19) + value;
  const std::string exif = std::string("Exif\0\0", 6) + head + std::string(6, '\0');
  Bytes out = prefix(jpeg, 2);
  out = tests::joined(out, tests::bytes_of(0xff, 0xe1, 0, exif.size() + 2));
  out = tests::joined(out, tests::bytes(exif));
  out.insert(out.end(), jpeg.begin() + 2, jpeg.end());
  return out;
}

}  // namespace

TEST_CASE("The conversion from 8 to 16 bits and back is exact", "[io]") {
  for (int value = 0; value < 256; ++value) {
    const auto narrow = static_cast<std::uint8_t>(value);
    REQUIRE(converted<std::uint16_t>(narrow) == value * 257);
    REQUIRE(converted<std::uint8_t>(static_cast<std::uint16_t>(value * 257)) == value);
  }
}

TEST_CASE("The conversion from 16 to 8 bits rounds half up", "[io]") {
  for (int value = 0; value < 65536; ++value) {
    const auto expected = static_cast<int>(std::floor(value / 257.0 + 0.5));
    REQUIRE(converted<std::uint8_t>(static_cast<std::uint16_t>(value)) == expected);
  }
}

TEST_CASE("The conversion from integers to float and back is exact", "[io]") {
  for (int value = 0; value < 65536; ++value) {
    const auto wide = static_cast<std::uint16_t>(value);
    REQUIRE(converted<float>(wide) == static_cast<float>(value / 65535.0));
    REQUIRE(converted<std::uint16_t>(converted<float>(wide)) == value);
    if (value > 255) continue;
    const auto narrow = static_cast<std::uint8_t>(value);
    REQUIRE(converted<float>(narrow) == static_cast<float>(value / 255.0));
    REQUIRE(converted<std::uint8_t>(converted<float>(narrow)) == value);
  }
}

TEST_CASE("The conversion from float to integers rounds half up and clamps", "[io]") {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  REQUIRE(converted<std::uint8_t>(0.5f) == 128);
  REQUIRE(converted<std::uint16_t>(0.5f) == 32768);
  for (const float value : {-1.0f, -infinity, std::numeric_limits<float>::quiet_NaN(), -0.0f}) {
    REQUIRE(converted<std::uint8_t>(value) == 0);
    REQUIRE(converted<std::uint16_t>(value) == 0);
  }
  for (const float value : {1.0f, 1.5f, 1e30f, infinity}) {
    REQUIRE(converted<std::uint8_t>(value) == 255);
    REQUIRE(converted<std::uint16_t>(value) == 65535);
  }
  REQUIRE(converted<float>(7.5f) == 7.5f);
}

TEST_CASE("A file of any depth can be loaded as any type", "[io]") {
  const Bytes narrow = vary::encode(one_pixel<std::uint8_t>({10, 128, 255}), ".png");
  REQUIRE(values_of(vary::decode<std::uint8_t>(narrow)) == std::vector<std::uint8_t>{10, 128, 255});
  REQUIRE(values_of(vary::decode<std::uint16_t>(narrow)) == std::vector<std::uint16_t>{2570, 32896, 65535});
  REQUIRE(values_of(vary::decode<float>(narrow)) == std::vector<float>{10 / 255.0f, 128 / 255.0f, 1.0f});

  for (const char* extension : {".png", ".ppm"}) {
    const Bytes wide = vary::encode(one_pixel<std::uint16_t>({385, 386, 65535}), extension);
    REQUIRE(values_of(vary::decode<std::uint8_t>(wide)) == std::vector<std::uint8_t>{1, 2, 255});
    REQUIRE(values_of(vary::decode<std::uint16_t>(wide)) == std::vector<std::uint16_t>{385, 386, 65535});
    REQUIRE(values_of(vary::decode<float>(wide)) == std::vector<float>{385 / 65535.0f, 386 / 65535.0f, 1.0f});
  }

  const Bytes light = vary::encode(one_pixel<float>({4.0f, 0.5f, 0.0f}), ".hdr");
  REQUIRE(values_of(vary::decode<std::uint8_t>(light)) == std::vector<std::uint8_t>{255, 128, 0});
  REQUIRE(values_of(vary::decode<std::uint16_t>(light)) == std::vector<std::uint16_t>{65535, 32768, 0});
  REQUIRE(values_of(vary::decode<float>(light)) == std::vector<float>{4.0f, 0.5f, 0.0f});
}

TEMPLATE_TEST_CASE("Any number of channels can be converted to any other", "[io]", std::uint8_t,
                   std::uint16_t) {
  using T = TestType;
  using Values = std::vector<T>;
  const T top = vary::white<T>;
  const auto grey = static_cast<T>((77 * 10 + 150 * 20 + 29 * 31) / 256);
  const Values files[] = {{10}, {10, 20}, {10, 20, 31}, {10, 20, 31, 40}};
  const Values expected[4][4] = {
      {{10}, {10, top}, {10, 10, 10}, {10, 10, 10, top}},
      {{10}, {10, 20}, {10, 10, 10}, {10, 10, 10, 20}},
      {{grey}, {grey, top}, {10, 20, 31}, {10, 20, 31, top}},
      {{grey}, {grey, 40}, {10, 20, 31}, {10, 20, 31, 40}},
  };
  for (std::size_t in = 0; in < 4; ++in) {
    const Bytes file = vary::encode(one_pixel(files[in]), ".png");
    REQUIRE(values_of(vary::decode<T>(file)) == files[in]);
    for (int out = 1; out <= 4; ++out) {
      REQUIRE(values_of(vary::decode<T>(file, out)) == expected[in][static_cast<std::size_t>(out - 1)]);
    }
  }
}

TEST_CASE("The luminance of grey is unchanged, for every depth", "[io]") {
  for (int value = 0; value < 65536; value += 13) {
    const auto wide = static_cast<std::uint16_t>(value);
    const float real = converted<float>(wide);
    REQUIRE(vary::detail::luminance(wide, wide, wide) == wide);
    REQUIRE(vary::detail::luminance(real, real, real) == real);
  }
}

TEST_CASE("An invalid channel count throws", "[io]") {
  const std::string remedy = " is out of range; give 1 to 4, or 0 to keep those of the file";
  REQUIRE_THROWS_WITH(vary::load<float>("cat.png", 5), "load.channels: 5" + remedy);
  REQUIRE_THROWS_WITH(vary::decode<float>(Bytes(), -1), "decode.channels: -1" + remedy);
}

TEST_CASE("decode reads from memory", "[io]") {
  const std::string file = "P5 1 1 255\na";
  REQUIRE(vary::decode<std::uint8_t>(file.data(), file.size()).at(0, 0) == 'a');
  REQUIRE_THROWS_WITH(vary::decode<std::uint8_t>(file.data(), file.size() - 1),
                      "decode: memory: is truncated; give the complete file");
}

TEST_CASE("An image is upright for every EXIF orientation and byte order", "[io]") {
  Image<std::uint8_t> stored(24, 16, 3);  // four colours in blocks of 8, the blocks of JPEG
  for (int y = 0; y < 16; ++y) {
    for (int x = 0; x < 24; ++x) {
      stored.at(x, y, 0) = x < 8 ? 250 : 5;
      stored.at(x, y, 1) = y < 8 ? 250 : 5;
      stored.at(x, y, 2) = x < 16 ? 5 : 250;
    }
  }
  const Bytes jpeg = vary::encode(stored, ".jpg", 100);
  const auto plain = vary::decode<std::uint8_t>(jpeg);
  REQUIRE(tests::largest_difference<std::uint8_t>(plain.view(), stored.view()) <= 4);
  for (const bool little : {false, true}) {
    for (int orientation = 1; orientation <= 8; ++orientation) {
      const auto shown = vary::decode<std::uint8_t>(with_orientation(jpeg, orientation, little));
      REQUIRE(shown == vary::detail::apply_orientation(plain, orientation));
      REQUIRE(shown.width() == (orientation < 5 ? 24 : 16));
    }
  }
}

TEST_CASE("A file that is missing, empty or not an image throws with the path, the reason and a remedy",
          "[io]") {
  const tests::Folder folder;
  const auto refusal = [&](const std::string& name) {
    const std::string path = (folder / name).string();
    const std::string text = tests::error_of([&] { static_cast<void>(vary::load<std::uint8_t>(path)); });
    REQUIRE_THAT(text, ContainsSubstring("load: " + path + ": "));
    return text.substr(("load: " + path + ": ").size());
  };
  REQUIRE(refusal("none.jpg") ==
          "cannot be opened: No such file or directory; give the path of an image file");
  REQUIRE(refusal("") == "cannot be read: Is a directory; give the path of an image file");
  tests::write(folder / "empty.jpg", {});
  REQUIRE(refusal("empty.jpg") == "is empty; give an image file");
  tests::write(folder / "notes.png", tests::bytes("Dear diary, today I made no images at all."));
  REQUIRE(refusal("notes.png") ==
          "is not an image or is damaged; give a PNG, JPEG, BMP, TGA, PGM, PPM or HDR file");
}

TEST_CASE("Zeros, noise and other formats throw", "[io]") {
  for (const std::size_t size : {1U, 2U, 3U, 17U, 18U, 100U, 1000U, 100000U}) {
    REQUIRE_THAT(error_of(Bytes(size)), ContainsSubstring("decode: cat.jpg: "));
  }
  for (const std::string start : {"GIF89a", "8BPS"}) {
    const Bytes file = tests::bytes(start + std::string(100, '\1'));
    REQUIRE_THAT(error_of(file), ContainsSubstring("is not an image"));
  }
}

TEST_CASE("A truncated file throws at every length", "[io]") {
  const auto image = tests::noise_image<std::uint8_t>(20, 11, 3);  // BMP does not pad rows of this width
  Image<std::uint8_t> flat(40, 3, 3);                              // run-length encoded in TGA
  for (const char* extension : {".png", ".jpg", ".bmp", ".tga", ".ppm"}) {
    for (const Image<std::uint8_t>& source : {image, flat}) {
      const Bytes complete = vary::encode(source, extension);
      REQUIRE(vary::decode<std::uint8_t>(complete).shape() == source.shape());
      for (std::size_t length = 0; length < complete.size(); ++length) {
        INFO(extension << " of " << length << " bytes");
        const std::string text = error_of(prefix(complete, length));
        REQUIRE_FALSE(text.empty());
        if (length > 200) REQUIRE(text == "decode: cat.jpg: is truncated; give the complete file");
      }
    }
  }
}

TEST_CASE("Truncated TGA and BMP without compression throw", "[io]") {
  // stb_image leaves the missing rows of such a TGA uninitialised. Rows of 128 bytes have the size of the
  // buffer through which it reads.
  for (const int width : {128, 64, 200}) {
    Bytes tga = tests::bytes_of(0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, width, 0, 9, 0, 8, 0);
    tga.resize(18 + static_cast<std::size_t>(width) * 9, std::byte{77});
    REQUIRE(vary::decode<std::uint8_t>(tga).at(width - 1, 8) == 77);
    for (std::size_t length = 18; length < tga.size(); ++length) {
      REQUIRE_THAT(error_of(prefix(tga, length)), ContainsSubstring("is truncated"));
    }
  }
}

TEST_CASE("Bytes after the end of an image are ignored", "[io]") {
  const auto image = tests::noise_image<std::uint8_t>(19, 11, 3);
  for (const char* extension : {".png", ".jpg", ".bmp", ".tga", ".ppm"}) {
    const Bytes complete = vary::encode(image, extension);
    const Bytes longer = tests::joined(complete, Bytes(1000, std::byte{0xff}));
    REQUIRE(vary::decode<std::uint8_t>(longer) == vary::decode<std::uint8_t>(complete));
  }
}

TEST_CASE("A file with damaged bytes gives an error or an image", "[io]") {
  tests::Dice dice(11);
  const auto image = tests::noise_image<std::uint8_t>(13, 9, 3);
  for (const char* extension : {".png", ".jpg", ".bmp", ".tga", ".ppm"}) {
    const Bytes complete = vary::encode(image, extension);
    for (int i = 0; i < 1500; ++i) {
      Bytes broken = complete;
      for (int times = dice.between(1, 3); times > 0; --times) {
        // Mostly in the header, which has the sizes.
        const int last = static_cast<int>(complete.size()) - 1;
        const int farthest = dice.between(0, 2) == 0 ? last : std::min(60, last);
        const auto at = static_cast<std::size_t>(dice.between(0, farthest));
        // Not in the bytes of the size: a large image would only take a long time.
        const bool in_size = (at >= 12 && at < 26) || (at >= 2 && at < 11 && extension[1] == 'p');
        broken[at] = static_cast<std::byte>(in_size ? dice.between(0, 3) : dice.between(0, 255));
      }
      try {
        const auto decoded = vary::decode<std::uint8_t>(broken);
        REQUIRE(decoded.width() > 0);
      } catch (const vary::Error& error) {
        REQUIRE_THAT(error.what(), ContainsSubstring("decode: memory: "));
      }
    }
  }
}

TEST_CASE("A file with too many pixels throws before it is decoded", "[io]") {
  // PNG: 16385 x 16384. BMP: 65536 x -65536 (rows from top to bottom). TGA and JPEG: 65535 x 65535.
  Bytes png = vary::encode(Image<std::uint8_t>(1, 1), ".png");
  png[18] = std::byte{0x40}, png[19] = std::byte{1}, png[22] = std::byte{0x40}, png[23] = std::byte{0};
  REQUIRE(error_of(png) ==
          "decode: cat.jpg: is 16385x16384, more than 268435456 pixels; split it into smaller images");
  Bytes bmp = vary::encode(Image<std::uint8_t>(1, 1, 3), ".bmp");
  bmp[18] = std::byte{0}, bmp[20] = std::byte{1};
  bmp[22] = std::byte{0}, bmp[23] = std::byte{0}, bmp[24] = std::byte{0xff}, bmp[25] = std::byte{0xff};
  REQUIRE_THAT(error_of(bmp), ContainsSubstring("is 65536x65536, more than"));
  Bytes tga = vary::encode(Image<std::uint8_t>(1, 1, 3), ".tga");
  tga[12] = tga[13] = tga[14] = tga[15] = std::byte{0xff};
  REQUIRE_THAT(error_of(tga), ContainsSubstring("is 65535x65535, more than"));
  Bytes jpeg = vary::encode(Image<std::uint8_t>(1, 1, 3), ".jpg");
  const Bytes frame = tests::bytes_of(0xff, 0xc0);
  const auto found = std::search(jpeg.begin(), jpeg.end(), frame.begin(), frame.end());
  std::fill(found + 5, found + 9, std::byte{0xff});
  REQUIRE_THAT(error_of(jpeg), ContainsSubstring("is 65535x65535, more than"));
}

TEST_CASE("A damaged image throws with the reason from stb", "[io]") {
  Bytes png = vary::encode(tests::noise_image<std::uint8_t>(9, 9, 3), ".png");
  png[24] = std::byte{7};  // bits
  REQUIRE_THAT(error_of(png), ContainsSubstring("is not an image or is damaged"));
  png[24] = std::byte{8};
  png[41] = std::byte{0};  // the zlib header
  REQUIRE(error_of(png) ==
          "decode: cat.jpg: cannot be decoded (Corrupt PNG); give an intact PNG, JPEG, BMP or TGA file");
}

TEST_CASE("Concurrent loads have independent results and errors", "[io]") {
  const auto image = tests::noise_image<std::uint8_t>(31, 17, 3);
  const Bytes good = vary::encode(image, ".png");
  const Bytes bad = prefix(good, good.size() / 2);
  std::vector<int> right(4);
  std::vector<std::thread> threads;
  for (int& count : right) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        const bool same = vary::decode<std::uint8_t>(good) == image;
        if (same && error_of(bad) == "decode: cat.jpg: is truncated; give the complete file") ++count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  REQUIRE(right == std::vector<int>(4, 50));
}

TEST_CASE("is_image_name checks the extension", "[io]") {
  for (const char* name :
       {"a.png", "b/c.JPG", "d.e.jpeg", "f.Bmp", "g.tga", "h.ppm", "i.PGM", "j.pnm", "k.hdr"}) {
    INFO(name);
    REQUIRE(vary::is_image_name(name));
  }
  for (const char* name : {"", "png", ".png", "a.txt", "a.png.txt", "a.pam", "a.png/b", "a.jpgx"}) {
    INFO(name);
    REQUIRE_FALSE(vary::is_image_name(name));
  }
}
