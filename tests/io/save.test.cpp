// SPDX-License-Identifier: MIT
#include "vary/io/save.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "files.hpp"
#include "support/catch.hpp"
#include "support/images.hpp"
#include "vary/io/load.hpp"

using tests::Bytes;
using vary::Image;
using vary::ImageView;

namespace {

template <class T>
std::string error_of(vary::Shape shape, const std::string& extension, int quality = 95) {
  return tests::error_of([&] {
    const Image<T> image(shape.width, shape.height, shape.channels);
    static_cast<void>(vary::encode(image, extension, quality));
  });
}

template <class T>
void require_round_trip(const tests::Folder& folder, const std::string& extension, int channels) {
  for (const auto& [width, height] : {std::pair{1, 1}, {1, 7}, {9, 1}, {37, 23}}) {
    INFO(extension << " " << width << "x" << height << "x" << channels);
    const auto image = tests::noise_image<T>({width, height, channels}, 7);
    const auto path = folder / ("a" + extension);
    vary::save(path, image.view());
    REQUIRE(tests::same_bits<T>(vary::load<T>(path, channels).view(), image.view()));
  }
}

}  // namespace

TEST_CASE("Lossless 8-bit formats keep every value", "[io]") {
  const tests::Folder folder;
  for (int channels = 1; channels <= 4; ++channels) {
    require_round_trip<std::uint8_t>(folder, ".png", channels);
    require_round_trip<std::uint8_t>(folder, ".tga", channels);
  }
  for (const int channels : {1, 3}) {
    require_round_trip<std::uint8_t>(folder, ".bmp", channels);
    require_round_trip<std::uint8_t>(folder, ".pnm", channels);
  }
  require_round_trip<std::uint8_t>(folder, ".pgm", 1);
  require_round_trip<std::uint8_t>(folder, ".ppm", 3);
}

TEST_CASE("Lossless 16-bit formats keep every value", "[io]") {
  const tests::Folder folder;
  for (int channels = 1; channels <= 4; ++channels) {
    require_round_trip<std::uint16_t>(folder, ".png", channels);
  }
  for (const int channels : {1, 3}) require_round_trip<std::uint16_t>(folder, ".pnm", channels);
  require_round_trip<std::uint16_t>(folder, ".pgm", 1);
  require_round_trip<std::uint16_t>(folder, ".ppm", 3);
}

TEST_CASE("An image keeps its channel count if the format can store it", "[io]") {
  for (int channels = 1; channels <= 4; ++channels) {
    const auto image = tests::noise_image<std::uint8_t>(5, 4, channels);
    for (const char* extension : {".png", ".tga"}) {
      REQUIRE(vary::decode<std::uint8_t>(vary::encode(image, extension)) == image);
    }
  }
  const auto grey = tests::noise_image<std::uint8_t>(5, 4, 1);
  REQUIRE(vary::decode<std::uint8_t>(vary::encode(grey, ".pgm")) == grey);
  for (const char* extension : {".bmp", ".jpg"}) {  // these store grey as colour
    REQUIRE(vary::decode<std::uint8_t>(vary::encode(grey, extension)).channels() == 3);
  }
}

TEST_CASE("HDR keeps 8 bits of the largest channel of a pixel, rounded down", "[io]") {
  for (const int channels : {1, 3}) {
    for (const auto& [width, height] : {std::pair{1, 1}, {7, 3}, {8, 3}, {300, 2}}) {
      const auto image = tests::noise_image<float>(width, height, channels);
      const auto back = vary::decode<float>(vary::encode(image, ".hdr"), channels);
      REQUIRE(back.shape() == image.shape());
      for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
          float brightest = 0;
          for (int c = 0; c < channels; ++c) brightest = std::max(brightest, image.at(x, y, c));
          for (int c = 0; c < channels; ++c) {
            REQUIRE(back.at(x, y, c) <= image.at(x, y, c));
            REQUIRE(back.at(x, y, c) > image.at(x, y, c) - brightest / 128);
          }
        }
      }
      // Values that HDR can represent are exact.
      REQUIRE(vary::decode<float>(vary::encode(back, ".hdr"), channels) == back);
    }
  }
}

TEST_CASE("HDR stores values of any magnitude; negative values and NaN become 0", "[io]") {
  Image<float> image(3, 2, 1);
  const float values[] = {
      1000, 0x1p-60f, -5, std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 0};
  std::copy(std::begin(values), std::end(values), image.data());
  const auto back = vary::decode<float>(vary::encode(image, ".hdr"), 1);
  const float expected[] = {1000, 0x1p-60f, 0, 0, 0x1.fep126f, 0};
  for (std::size_t i = 0; i < 6; ++i) REQUIRE(back.data()[i] == expected[i]);
}

TEST_CASE("JPEG approximates the image, better with a higher quality", "[io]") {
  Image<std::uint8_t> image(48, 32, 3);
  for (int y = 0; y < 32; ++y) {
    for (int x = 0; x < 48; ++x) {
      image.at(x, y, 0) = static_cast<std::uint8_t>(5 * x);
      image.at(x, y, 1) = static_cast<std::uint8_t>(8 * y);
      image.at(x, y, 2) = static_cast<std::uint8_t>(2 * x + 3 * y);
    }
  }
  for (const char* extension : {".jpg", ".jpeg"}) {
    const Bytes good = vary::encode(image, extension);
    const Bytes best = vary::encode(image, extension, 100);
    const Bytes bad = vary::encode(image, extension, 10);
    const auto error = [&](const Bytes& file) {
      return tests::largest_difference<std::uint8_t>(vary::decode<std::uint8_t>(file).view(), image.view());
    };
    REQUIRE(bad.size() < good.size());
    REQUIRE(good.size() < best.size());
    REQUIRE(error(best) <= 4);
    REQUIRE(error(good) <= 10);
    REQUIRE(error(bad) > error(good));
  }
}

TEST_CASE("save accepts images and views, and extensions in any case", "[io]") {
  const tests::Folder folder;
  Image<std::uint8_t> image = tests::noise_image<std::uint8_t>(5, 4, 3);
  const ImageView<std::uint8_t> writable = image;
  const ImageView<const std::uint8_t> readable = image;
  vary::save(folder / "a.PNG", image);
  vary::save((folder / "b.Png").string(), writable);
  vary::save((folder / "c.png").c_str(), readable);
  for (const char* name : {"a.PNG", "b.Png", "c.png"}) {
    REQUIRE(vary::load<std::uint8_t>(folder / name) == image);
    REQUIRE(tests::read(folder / name) == vary::encode(image, ".png"));
  }
  REQUIRE(folder.files() == 3);
}

TEST_CASE("An unsupported extension throws with a list of supported ones", "[io]") {
  REQUIRE(error_of<std::uint8_t>({1, 1, 3}, ".gif") ==
          "encode: image: has the extension \".gif\", which cannot be written; "
          "save as .png, .jpg, .jpeg, .bmp, .tga, .ppm, .pnm");
  REQUIRE_THAT(error_of<float>({1, 1, 3}, ""), ContainsSubstring("which cannot be written; save as .hdr"));
}

TEST_CASE("An unsupported depth throws with a list of formats that support it", "[io]") {
  REQUIRE(error_of<std::uint16_t>({1, 1, 3}, ".jpg") ==
          "encode: image: .jpg cannot hold 16 bits; save as .png, .ppm, .pnm");
  REQUIRE(error_of<std::uint8_t>({1, 1, 1}, ".hdr") ==
          "encode: image: .hdr cannot hold 8 bits; save as .png, .jpg, .jpeg, .bmp, .tga, .pgm, .pnm");
  for (const char* extension : {".png", ".jpg", ".pgm"}) {
    REQUIRE(error_of<float>({1, 1, 1}, extension) ==
            "encode: image: " + std::string(extension) + " cannot hold float; save as .hdr");
  }
}

TEST_CASE("An unsupported channel count throws with a list of formats that support it", "[io]") {
  REQUIRE(error_of<std::uint8_t>({1, 1, 4}, ".jpg") ==
          "encode: image: .jpg cannot hold 4 channels; save as .png, .tga");
  REQUIRE(error_of<std::uint8_t>({1, 1, 2}, ".bmp") ==
          "encode: image: .bmp cannot hold 2 channels; save as .png, .tga");
  REQUIRE_THAT(error_of<std::uint16_t>({1, 1, 3}, ".pgm"), ContainsSubstring("save as .png, .ppm, .pnm"));
  REQUIRE_THAT(error_of<std::uint16_t>({1, 1, 1}, ".ppm"), ContainsSubstring("save as .png, .pgm, .pnm"));
  REQUIRE(error_of<std::uint8_t>({1, 1, 5}, ".png") ==
          "encode: image: .png cannot hold 5 channels; no format can hold it; change its channels");
  REQUIRE_THAT(error_of<std::uint8_t>({1, 1, 300}, ".png"), ContainsSubstring("cannot hold 300 channels"));
  REQUIRE_THAT(error_of<float>({1, 1, 4}, ".hdr"), ContainsSubstring("cannot hold 4 channels"));
}

TEST_CASE("An unsupported size throws with a list of formats that support it", "[io]") {
  REQUIRE(error_of<std::uint8_t>({65536, 1, 1}, ".jpg") ==
          "encode: image: .jpg cannot hold 65536x1x1; save as .png, .bmp, .pgm, .pnm");
  REQUIRE_THAT(error_of<std::uint8_t>({1, 65536, 1}, ".tga"), ContainsSubstring("cannot hold 1x65536x1"));
  // A view with more pixels than a file may have; none of them is read.
  std::uint8_t pixel = 0;
  const ImageView<const std::uint8_t> huge(&pixel, 16385, 16384);
  REQUIRE_THROWS_WITH(vary::encode(huge, ".png"), ContainsSubstring("is 16385x16384, more than 268435456"));
  std::uint16_t wide = 0;
  const ImageView<const std::uint16_t> large(&wide, 16384, 16384, 4);
  REQUIRE_THROWS_WITH(vary::encode(large, ".png"), ContainsSubstring("bytes, too many for PNG"));
}

TEST_CASE("An empty image and a quality out of range throw", "[io]") {
  REQUIRE_THROWS_WITH(vary::encode(Image<std::uint8_t>(), ".png"),
                      "encode: image: got an empty image; give one with pixels");
  REQUIRE(error_of<std::uint8_t>({1, 1, 1}, ".jpg", 0) ==
          "encode: image: quality 0 is out of range; give 1 to 100");
  REQUIRE_FALSE(error_of<std::uint8_t>({1, 1, 1}, ".jpg", 101).empty());
}

TEST_CASE("A failed save leaves an existing file unchanged", "[io]") {
  const tests::Folder folder;
  const Bytes before = tests::bytes("as it was");
  tests::write(folder / "a.jpg", before);
  const std::string path = (folder / "a.jpg").string();
  REQUIRE_THROWS_WITH(vary::save(path, Image<std::uint8_t>(2, 2, 4)),
                      "save: " + path + ": .jpg cannot hold 4 channels; save as .png, .tga");
  REQUIRE(tests::read(folder / "a.jpg") == before);
  REQUIRE_THROWS_WITH(vary::save(folder / "none/a.png", Image<std::uint8_t>(2, 2)),
                      ContainsSubstring("none/a.png: cannot be created: No such file or directory"));
  REQUIRE(folder.files() == 1);
}
