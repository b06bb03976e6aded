// SPDX-License-Identifier: MIT
#include "vary/data/cifar.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "io/files.hpp"
#include "support/catch.hpp"
#include "support/images.hpp"
#include "threads.hpp"

using tests::Bytes;
using vary::CifarFiles;
using vary::Image;

static_assert(vary::Dataset<CifarFiles, std::uint8_t>);
static_assert(!vary::Dataset<CifarFiles, float>);

namespace {

Image<std::uint8_t> random_image(std::uint64_t seed) {
  return tests::noise_image<std::uint8_t>(32, 32, 3, seed);
}

/// A record: labels, then the planes.
Bytes record(const Bytes& labels, std::uint64_t seed) {
  Bytes bytes = labels;
  const Image<std::uint8_t> image = random_image(seed);
  for (int c = 0; c < 3; ++c) {
    for (int y = 0; y < 32; ++y) {
      for (int x = 0; x < 32; ++x) bytes.push_back(static_cast<std::byte>(image.at(x, y, c)));
    }
  }
  return bytes;
}

/// The error message of reading one file, without the owner and the path.
std::string error_of(const Bytes& bytes, const CifarFiles::Options& options = {}) {
  const tests::Folder folder;
  const std::filesystem::path path = folder / "batch.bin";
  tests::write(path, bytes);
  const std::string text = tests::error_of([&] { CifarFiles({path}, options); });
  const std::string start = "CifarFiles: " + path.string() + ": ";
  REQUIRE(text.starts_with(start));
  return text.substr(start.size());
}

}  // namespace

TEST_CASE("CIFAR-10 files give their images in order", "[data]") {
  const tests::Folder folder;
  tests::write(folder / "1.bin", tests::joined(record(tests::bytes_of(9), 1), record(tests::bytes_of(0), 2)));
  tests::write(folder / "2.bin", record(tests::bytes_of(5), 3));
  const CifarFiles dataset({folder / "1.bin", folder / "2.bin"});
  REQUIRE(dataset.size() == 3);
  REQUIRE(CifarFiles::shape() == vary::Shape{32, 32, 3});
  Image<std::uint8_t> memory;
  for (std::size_t i = 0; i < 3; ++i) {
    REQUIRE(dataset.label(i) == std::vector<std::int64_t>{9, 0, 5}[i]);
    const auto view = dataset.image(i, memory);
    REQUIRE(view.data() == memory.data());
    REQUIRE(tests::same_bits<std::uint8_t>(view, random_image(i + 1).view()));
  }
  const std::string error = "CifarFiles.index: 3 is out of range for 3 images; give a smaller one";
  REQUIRE_THROWS_WITH(dataset.image(3, memory), error);
  REQUIRE_THROWS_WITH(dataset.label(3), error);
}

TEST_CASE("The label of a CIFAR-100 image is the fine label", "[data]") {
  const tests::Folder folder;
  const std::string path = (folder / "train.bin").string();
  tests::write(path, tests::joined(record(tests::bytes_of(19, 99), 4), record(tests::bytes_of(0, 10), 5)));
  const CifarFiles dataset({path}, {.labels = 2});
  REQUIRE(dataset.size() == 2);
  REQUIRE(dataset.label(0) == 99);
  REQUIRE(dataset.label(1) == 10);
  Image<std::uint8_t> memory;
  REQUIRE(tests::same_bits<std::uint8_t>(dataset.image(1, memory), random_image(5).view()));
  REQUIRE(tests::same_for_threads<std::uint8_t>(dataset));
}

TEST_CASE("A CIFAR file that is missing or compressed throws", "[data]") {
  const tests::Folder folder;
  REQUIRE_THROWS_WITH(CifarFiles({folder / "none"}),
                      "CifarFiles: " + (folder / "none").string() +
                          ": cannot be opened: No such file or directory; give the path of a file of the "
                          "binary version");
  REQUIRE_THROWS_WITH(CifarFiles(std::vector<std::filesystem::path>{}),
                      "CifarFiles.paths: is empty; give the path of at least one file");
  REQUIRE(error_of(tests::bytes("\x1f\x8b\x08")) ==
          "at byte 0: is compressed with gzip; decompress it with gunzip or tar -xzf");
}

TEST_CASE("An invalid number of labels throws", "[data]") {
  for (const int labels : {0, 3}) {
    REQUIRE_THROWS_WITH(CifarFiles({"none"}, {.labels = labels}),
                        "CifarFiles.labels: " + std::to_string(labels) +
                            " is out of range; give 1 for CIFAR-10, 2 for CIFAR-100");
  }
}

TEST_CASE("A truncated CIFAR file throws with the offset of the last record", "[data]") {
  const Bytes one = record(tests::bytes_of(1), 1);
  REQUIRE(error_of({}) == "at byte 0: the file is empty; give the complete file");
  REQUIRE(error_of({one.begin(), one.end() - 1}) ==
          "at byte 0: the last record has 3072 of 3073 bytes; give the complete file of the "
          "binary version");
  REQUIRE(error_of(tests::joined(tests::joined(one, one), tests::bytes_of(1, 2))) ==
          "at byte 6146: the last record has 2 of 3073 bytes; give the complete file of the "
          "binary version");
  REQUIRE(error_of(one, {.labels = 2}) ==
          "at byte 0: the last record has 3073 of 3074 bytes; give the complete file of the "
          "binary version");
}

TEST_CASE("A label out of range throws with its offset", "[data]") {
  const std::string remedy = "; give an intact file, and .labels = 1 for CIFAR-10, 2 for CIFAR-100";
  const Bytes ten = record(tests::bytes_of(9), 1);
  REQUIRE(error_of(tests::joined(ten, record(tests::bytes_of(10), 1))) ==
          "at byte 3073: has the label 10, above 9" + remedy);
  const Bytes hundred = record(tests::bytes_of(19, 99), 1);
  REQUIRE(error_of(tests::joined(hundred, record(tests::bytes_of(0, 100), 1)), {.labels = 2}) ==
          "at byte 3075: has the label 100, above 99" + remedy);
  REQUIRE(error_of(record(tests::bytes_of(20, 0), 1), {.labels = 2}) ==
          "at byte 0: has the label 20, above 19" + remedy);
}

TEST_CASE("The error names the file among several", "[data]") {
  const tests::Folder folder;
  tests::write(folder / "1.bin", record(tests::bytes_of(1), 1));
  tests::write(folder / "2.bin", record(tests::bytes_of(200), 1));
  REQUIRE_THROWS_WITH(CifarFiles({folder / "1.bin", folder / "2.bin"}),
                      ContainsSubstring((folder / "2.bin").string() + ": at byte 0: has the label 200"));
}
