// SPDX-License-Identifier: MIT
#include "vary/data/dataset.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/images.hpp"

using vary::Image;
using vary::ImageView;
using vary::Images;

namespace {

/// Draws an image when it is asked for one.
struct Drawn {
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

static_assert(vary::Dataset<Drawn, float>);
static_assert(!vary::Dataset<Drawn, std::uint8_t>);
static_assert(!vary::Dataset<Unlabelled, float>);
static_assert(vary::Dataset<Images<std::uint16_t>, std::uint16_t>);
static_assert(!vary::Dataset<Images<std::uint16_t>, float>);

std::vector<Image<std::uint8_t>> images(int count) {
  std::vector<Image<std::uint8_t>> images;
  for (int i = 0; i < count; ++i) images.push_back(tests::noise_image<std::uint8_t>(4, 3, 1 + i));
  return images;
}

}  // namespace

TEST_CASE("Images in memory are views of what was given, and copies share it", "[data]") {
  std::vector<Image<std::uint8_t>> given = images(3);
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

TEST_CASE("Images in memory are refused where labels or pixels are missing", "[data]") {
  REQUIRE_THROWS_WITH(Images<std::uint8_t>(images(2), {1}),
                      "Images.labels: are 1 for 2 images; give as many");
  std::vector<Image<std::uint8_t>> with_empty = images(2);
  with_empty.emplace_back();
  REQUIRE_THROWS_WITH(Images<std::uint8_t>(std::move(with_empty), {1, 2, 3}),
                      "Images.images: number 2 is empty; give one with pixels");
}

TEST_CASE("An image in memory that is not there is refused", "[data]") {
  const Images<std::uint8_t> images(images(2), {1, 2});
  const std::string error = "Images.index: 2 is not one of 2 images; give less";
  REQUIRE_THROWS_WITH(images.label(2), error);
  REQUIRE_THROWS_WITH(images.image(2), error);
  Image<std::uint8_t> memory;
  REQUIRE_THROWS_WITH(images.image(2, memory), error);
  REQUIRE(Images<std::uint8_t>({}, {}).size() == 0);
}

TEST_CASE("A dataset read into memory has the same images and labels", "[data]") {
  const Drawn drawn{5};
  const Images<float> images = vary::in_memory<float>(drawn);
  REQUIRE(images.size() == 5);
  Image<float> memory;
  for (std::size_t i = 0; i < 5; ++i) {
    REQUIRE(images.label(i) == drawn.label(i));
    REQUIRE(tests::same_bits(images.image(i), drawn.image(i, memory)));
  }
  REQUIRE(vary::in_memory<float>(Drawn{0}).size() == 0);
}
