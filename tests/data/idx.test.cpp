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

/// Two files in a temporary folder.
class Set {
 public:
  Set(const Bytes& images, const Bytes& labels) {
    tests::write(images_, images);
    tests::write(labels_, labels);
  }
  [[nodiscard]] IdxFiles read() const { return {images_, labels_}; }
  /// The error message without the owner and the path of a file.
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

TEST_CASE("IDX images and labels are the bytes of the two files", "[data]") {
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

TEST_CASE("IDX images are views, and copies of the dataset share the memory", "[data]") {
  const IdxFiles dataset = Set(file({6, 5, 7}), file({6})).read();
  const IdxFiles copy = dataset;  // NOLINT(performance-unnecessary-copy-initialization)
  Image<std::uint8_t> unused;
  REQUIRE(copy.image(5, unused).data() == dataset.image(5).data());
  REQUIRE(unused.empty());
  REQUIRE(tests::same_for_threads<std::uint8_t>(dataset));
}

TEST_CASE("An index out of range of an IDX dataset throws", "[data]") {
  const IdxFiles dataset = Set(file({2, 3, 4}), file({2})).read();
  const std::string error = "IdxFiles.index: 2 is out of range for 2 images; give a smaller one";
  Image<std::uint8_t> memory;
  REQUIRE_THROWS_WITH(dataset.image(2), error);
  REQUIRE_THROWS_WITH(dataset.image(2, memory), error);
  REQUIRE_THROWS_WITH(dataset.label(2), error);
}

TEST_CASE("A missing IDX file throws with the message of the system", "[data]") {
  const Set set(file({2, 3, 4}), file({2}));
  const std::string missing = set.path("none").string();
  const std::string error =
      "IdxFiles: " + missing + ": cannot be opened: No such file or directory; give the path of an IDX file";
  REQUIRE_THROWS_WITH(IdxFiles(missing, set.path("labels")), error);
  REQUIRE_THROWS_WITH(IdxFiles(set.path("images"), missing), error);
}

TEST_CASE("A file that is not an IDX file of unsigned bytes throws with the offset", "[data]") {
  const std::string packed = "at byte 0: is compressed with gzip; decompress it with gunzip or tar -xzf";
  REQUIRE(image_error(tests::bytes("\x1f\x8b\x08")) == packed);
  REQUIRE(label_error(tests::bytes("\x1f\x8b\x08")) == packed);
  REQUIRE(image_error(tests::bytes("\x89PNG\r\n")) ==
          "at byte 0: starts with 137, 80, not with 0, 0; give an IDX file");
  REQUIRE(label_error(tests::bytes_of(0, 1, 8, 1)) ==
          "at byte 0: starts with 0, 1, not with 0, 0; give an IDX file");
  REQUIRE(image_error(header(13, {2, 3, 4})) ==
          "at byte 2: has values of type 13; give unsigned bytes (type 8)");
  REQUIRE(label_error(header(9, {2})) == "at byte 2: has values of type 9; give unsigned bytes (type 8)");
}

TEST_CASE("Swapped IDX files throw", "[data]") {
  REQUIRE(image_error(file({2})) == "at byte 3: has 1 dimensions; give images, which have 3 or 4");
  REQUIRE(image_error(file({2, 3})) == "at byte 3: has 2 dimensions; give images, which have 3 or 4");
  REQUIRE(image_error(file({2, 3, 1, 1, 1})) ==
          "at byte 3: has 5 dimensions; give images, which have 3 or 4");
  REQUIRE(label_error(file({2, 3, 4})) == "at byte 3: has 3 dimensions; give labels, which have 1");
}

TEST_CASE("Invalid sizes throw before memory is allocated", "[data]") {
  REQUIRE(image_error(header(8, {0, 3, 4})) ==
          "at byte 4: has the size 0 in dimension 1 of 3; give 1 to 268435456");
  REQUIRE(image_error(header(8, {2, 3, 4, 0})) ==
          "at byte 16: has the size 0 in dimension 4 of 4; give 1 to 268435456");
  REQUIRE(label_error(header(8, {0})) ==
          "at byte 4: has the size 0 in dimension 1 of 1; give 1 to 268435456");
  REQUIRE(image_error(header(8, {2, 0xffffffff, 4})) ==
          "at byte 8: has the size 4294967295 in dimension 2 of 3; give 1 to 268435456");
  // Four sizes whose product overflows to 0 in 64 bits, and a size in bytes that overflows to 16 in 32 bits.
  REQUIRE(image_error(header(8, {1U << 28, 1U << 28, 1U << 28, 1U << 28})) ==
          "at byte 20: is truncated, the header requires 5.192297e+33 bytes; give the complete file");
  REQUIRE(image_error(tests::joined(header(8, {1U << 28, 16, 1}), values(16))) ==
          "at byte 32: is truncated, the header requires 4.294967e+09 bytes; give the complete file");
}

TEST_CASE("An IDX file with a length that does not agree with its header throws", "[data]") {
  const Bytes whole = file({2, 3, 4});
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const std::string reason = length < 16
                                   ? "the header is truncated; give the complete file"
                                   : "is truncated, the header requires 40 bytes; give the complete file";
    const Bytes truncated(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    REQUIRE(image_error(truncated) == "at byte " + std::to_string(length) + ": " + reason);
  }
  REQUIRE(image_error(tests::joined(whole, values(3))) ==
          "at byte 40: should end by its header, but has 3 more bytes; give an intact file");
  REQUIRE(label_error(tests::joined(header(8, {2}), values(1))) ==
          "at byte 9: is truncated, the header requires 10 bytes; give the complete file");
}

TEST_CASE("Different numbers of labels and images throw", "[data]") {
  const Set set(file({2, 3, 4}), file({3}));
  REQUIRE(set.error("labels") == "at byte 4: has 3 labels for the 2 images of " +
                                     set.path("images").string() + "; give two files of the same dataset");
}
