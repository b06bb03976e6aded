// SPDX-License-Identifier: MIT
#include "vary/data/dataset.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/images.hpp"

using vary::Image;
using vary::Images;
using vary::ImageView;

namespace {

/// A dataset that draws each image on request.
struct DrawnImages {
  int count = 0;

  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(count); }
  [[nodiscard]] std::int64_t label(std::size_t index) const { return -static_cast<std::int64_t>(index); }
  [[nodiscard]] ImageView<const float> image(std::size_t index, Image<float>& memory) const {
    memory = tests::noise_image<float>(3, 2 + static_cast<int>(index), 2, index);
    return memory;
  }
};

struct Unlabelled {
  [[nodiscard]] std::size_t size() const { return 0; }
  [[nodiscard]] ImageView<const float> image(std::size_t, Image<float>& memory) const { return memory; }
};

static_assert(vary::Dataset<DrawnImages, float>);
static_assert(!vary::Dataset<DrawnImages, std::uint8_t>);
static_assert(!vary::Dataset<Unlabelled, float>);
static_assert(vary::Dataset<Images<std::uint16_t>, std::uint16_t>);
static_assert(!vary::Dataset<Images<std::uint16_t>, float>);

std::vector<Image<std::uint8_t>> some_images(int count) {
  std::vector<Image<std::uint8_t>> images;
  for (int i = 0; i < count; ++i) images.push_back(tests::noise_image<std::uint8_t>(4, 3, 1 + i));
  return images;
}

}  // namespace

TEST_CASE("Images in memory are not copied, and copies of the dataset share them", "[data]") {
  std::vector<Image<std::uint8_t>> given = some_images(3);
  const Image<std::uint8_t> last = given[2];
  const std::uint8_t* memory = given[2].data();
  const Images<std::uint8_t> images(std::move(given), {7, -1, 0});
  const Images<std::uint8_t> copy = images;  // NOLINT(performance-unnecessary-copy-initialization)
  REQUIRE(copy.size() == 3);
  REQUIRE(copy.label(0) == 7);
  REQUIRE(copy.label(1) == -1);
  REQUIRE(copy.image(2).data() == memory);
  REQUIRE(tests::same_bits(copy.image(2), last.view()));
  Image<std::uint8_t> unused;
  REQUIRE(images.image(2, unused).data() == memory);
  REQUIRE(unused.empty());
}

TEST_CASE("Images in memory with missing labels or pixels throw", "[data]") {
  REQUIRE_THROWS_WITH(Images<std::uint8_t>(some_images(2), {1}),
                      "Images.labels: 1 labels for 2 images; give one for each");
  std::vector<Image<std::uint8_t>> with_empty = some_images(2);
  with_empty.emplace_back();
  REQUIRE_THROWS_WITH(Images<std::uint8_t>(std::move(with_empty), {1, 2, 3}),
                      "Images.images: image 2 is empty; give one with pixels");
}

TEST_CASE("An index out of range of images in memory throws", "[data]") {
  const Images<std::uint8_t> images(some_images(2), {1, 2});
  const std::string error = "Images.index: 2 is out of range for 2 images; give a smaller one";
  REQUIRE_THROWS_WITH(images.label(2), error);
  REQUIRE_THROWS_WITH(images.image(2), error);
  Image<std::uint8_t> memory;
  REQUIRE_THROWS_WITH(images.image(2, memory), error);
  REQUIRE(Images<std::uint8_t>({}, {}).size() == 0);
}

TEST_CASE("A dataset read into memory has the same images and labels", "[data]") {
  const DrawnImages drawn_images{5};
  const Images<float> images = vary::in_memory<float>(drawn_images);
  REQUIRE(images.size() == 5);
  Image<float> memory;
  for (std::size_t i = 0; i < 5; ++i) {
    REQUIRE(images.label(i) == drawn_images.label(i));
    REQUIRE(tests::same_bits(images.image(i), drawn_images.image(i, memory)));
  }
  REQUIRE(vary::in_memory<float>(DrawnImages{0}).size() == 0);
}
