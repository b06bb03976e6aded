// SPDX-License-Identifier: MIT
#include "vary/data/idx.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "io/files.hpp"
#include "support/catch.hpp"
#include "support/images.hpp"
#include "threads.hpp"

using tests::Bytes;
using vary::IdxFiles;
using vary::Image;

static_assert(vary::Dataset<IdxFiles, std::uint8_t>);
static_assert(!vary::Dataset<IdxFiles, float>);

namespace {

Bytes header(unsigned type, const std::vector<std::uint32_t>& sizes) {
  Bytes bytes = tests::bytes_of(0, 0, type, sizes.size());
  for (const std::uint32_t size : sizes) {
    for (const int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<std::byte>(size >> shift & 255));
  }
  return bytes;
}

Bytes values(std::size_t count, std::uint64_t seed = 1) {
  tests::Dice dice(seed);
  Bytes bytes(count);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(dice.between(0, 255));
  return bytes;
}

Bytes file(const std::vector<std::uint32_t>& sizes) {
  std::size_t count = 1;
  for (const std::uint32_t size : sizes) count *= size;
  return tests::joined(header(8, sizes), values(count));
}

/// Two files in a folder of their own.
class Set {
 public:
  Set(const Bytes& images, const Bytes& labels) {
    tests::write(images_, images);
    tests::write(labels_, labels);
  }
  [[nodiscard]] IdxFiles read() const { return {images_, labels_}; }
  /// What the text of the error says behind the path of a file.
  [[nodiscard]] std::string error(const std::string& name) const {
    std::string text = tests::error_of([&] { static_cast<void>(read()); });
    const std::string start = "IdxFiles: " + (folder_ / name).string() + ": ";
    REQUIRE(text.starts_with(start));
    return text.substr(start.size());
  }
  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_ / name; }

 private:
  tests::Folder folder_;
  std::filesystem::path images_ = folder_ / "images";
  std::filesystem::path labels_ = folder_ / "labels";
};

std::string image_error(const Bytes& images) { return Set(images, file({2})).error("images"); }
std::string label_error(const Bytes& labels) { return Set(file({2, 3, 4}), labels).error("labels"); }

}  // namespace

TEST_CASE("IDX images are the bytes of the file, their labels those of the other", "[data]") {
  const Bytes images = file({3, 2, 4});
  const Set set(images, tests::joined(header(8, {3}), tests::bytes_of(5, 0, 255)));
  const IdxFiles dataset = set.read();
  REQUIRE(dataset.size() == 3);
  REQUIRE(dataset.shape() == vary::Shape{4, 2, 1});
  for (std::size_t i = 0; i < 3; ++i) {
    REQUIRE(dataset.label(i) == std::vector<std::int64_t>{5, 0, 255}[i]);
    const auto image = dataset.image(i);
    REQUIRE(image.shape() == dataset.shape());
    for (int y = 0; y < 2; ++y) {
      for (int x = 0; x < 4; ++x) {
        const std::size_t offset = 16 + i * 8 + static_cast<std::size_t>(4 * y + x);
        REQUIRE(image.at(x, y) == std::to_integer<std::uint8_t>(images[offset]));
      }
    }
  }
}

TEST_CASE("IDX images may have channels", "[data]") {
  const Bytes images = file({2, 3, 2, 3});
  const IdxFiles dataset = Set(images, file({2})).read();
  REQUIRE(dataset.shape() == vary::Shape{2, 3, 3});
  REQUIRE(dataset.image(1).at(1, 2, 2) == std::to_integer<std::uint8_t>(images.back()));
}

TEST_CASE("IDX images are views that copies of the dataset share", "[data]") {
  const IdxFiles dataset = Set(file({6, 5, 7}), file({6})).read();
  const IdxFiles copy = dataset;  // NOLINT(performance-unnecessary-copy-initialization)
  Image<std::uint8_t> unused;
  REQUIRE(copy.image(5, unused).data() == dataset.image(5).data());
  REQUIRE(unused.empty());
  REQUIRE(tests::same_for_threads<std::uint8_t>(dataset));
}

TEST_CASE("An IDX image that is not there is refused", "[data]") {
  const IdxFiles dataset = Set(file({2, 3, 4}), file({2})).read();
  const std::string error = "IdxFiles.index: 2 is not one of 2 images; give less";
  Image<std::uint8_t> memory;
  REQUIRE_THROWS_WITH(dataset.image(2), error);
  REQUIRE_THROWS_WITH(dataset.image(2, memory), error);
  REQUIRE_THROWS_WITH(dataset.label(2), error);
}

TEST_CASE("An IDX file that is missing is refused with the reason of the system", "[data]") {
  const Set set(file({2, 3, 4}), file({2}));
  const std::string absent = set.path("none").string();
  const std::string error =
      "IdxFiles: " + absent + ": cannot be opened: No such file or directory; give the path of an IDX file";
  REQUIRE_THROWS_WITH(IdxFiles(absent, set.path("labels")), error);
  REQUIRE_THROWS_WITH(IdxFiles(set.path("images"), absent), error);
}

TEST_CASE("What is no IDX file of unsigned bytes is refused with the place", "[data]") {
  const std::string packed = "at byte 0: is compressed by gzip; gunzip it first, or unpack it with tar -xzf";
  REQUIRE(image_error(tests::bytes("\x1f\x8b\x08")) == packed);
  REQUIRE(label_error(tests::bytes("\x1f\x8b\x08")) == packed);
  REQUIRE(image_error(tests::bytes("\x89PNG\r\n")) ==
          "at byte 0: begins with 137, 80, an IDX file with 0, 0; give one");
  REQUIRE(label_error(tests::bytes_of(0, 1, 8, 1)) ==
          "at byte 0: begins with 0, 1, an IDX file with 0, 0; give one");
  REQUIRE(image_error(header(13, {2, 3, 4})) ==
          "at byte 2: has values of type 13; give unsigned bytes, type 8");
  REQUIRE(label_error(header(9, {2})) == "at byte 2: has values of type 9; give unsigned bytes, type 8");
}

TEST_CASE("IDX files in the wrong places are refused", "[data]") {
  REQUIRE(image_error(file({2})) == "at byte 3: has 1 sizes; give images, which have 3 or 4");
  REQUIRE(image_error(file({2, 3})) == "at byte 3: has 2 sizes; give images, which have 3 or 4");
  REQUIRE(image_error(file({2, 3, 1, 1, 1})) == "at byte 3: has 5 sizes; give images, which have 3 or 4");
  REQUIRE(label_error(file({2, 3, 4})) == "at byte 3: has 3 sizes; give labels, which have 1");
}

TEST_CASE("Sizes that no image has are refused before anything is made of them", "[data]") {
  REQUIRE(image_error(header(8, {0, 3, 4})) == "at byte 4: has 0 as size 1 of 3; give 1 to 268435456");
  REQUIRE(image_error(header(8, {2, 3, 4, 0})) == "at byte 16: has 0 as size 4 of 4; give 1 to 268435456");
  REQUIRE(label_error(header(8, {0})) == "at byte 4: has 0 as size 1 of 1; give 1 to 268435456");
  REQUIRE(image_error(header(8, {2, 0xffffffff, 4})) ==
          "at byte 8: has 4294967295 as size 2 of 3; give 1 to 268435456");
  // Four sizes whose product is 0 in 64 bits, and one that is 16 in 32 bits.
  REQUIRE(image_error(header(8, {1U << 28, 1U << 28, 1U << 28, 1U << 28})) ==
          "at byte 20: ends too early, by its header it has 5.192297e+33 bytes; give the whole file");
  REQUIRE(image_error(tests::joined(header(8, {1U << 28, 16, 1}), values(16))) ==
          "at byte 32: ends too early, by its header it has 4.294967e+09 bytes; give the whole file");
}

TEST_CASE("An IDX file of another length than its header says is refused", "[data]") {
  const Bytes whole = file({2, 3, 4});
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const std::string reason = length < 16
                                   ? "ends within the header; give the whole file"
                                   : "ends too early, by its header it has 40 bytes; give the whole file";
    const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    REQUIRE(image_error(part) == "at byte " + std::to_string(length) + ": " + reason);
  }
  REQUIRE(image_error(tests::joined(whole, values(3))) ==
          "at byte 40: should end by its header, and goes on for 3 bytes; give an intact file");
  REQUIRE(label_error(tests::joined(header(8, {2}), values(1))) ==
          "at byte 9: ends too early, by its header it has 10 bytes; give the whole file");
}

TEST_CASE("Another number of labels than of images is refused", "[data]") {
  const Set set(file({2, 3, 4}), file({3}));
  REQUIRE(set.error("labels") == "at byte 4: has 3 labels for the 2 images of " +
                                     set.path("images").string() + "; give files of one set");
}
