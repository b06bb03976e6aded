// SPDX-License-Identifier: MIT
#include "vary/data/subset.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "support/images.hpp"
#include "threads.hpp"

using vary::Image;
using vary::Subset;
using Indices = std::vector<std::size_t>;
using Images = vary::Images<std::uint8_t>;

static_assert(vary::Dataset<Subset<Images>, std::uint8_t>);
static_assert(vary::Dataset<Subset<Subset<Images>>, std::uint8_t>);
static_assert(!vary::Dataset<Subset<Images>, float>);

namespace {

/// Images whose labels are their indices + 100.
Images numbered(std::size_t count) {
  std::vector<Image<std::uint8_t>> images;
  std::vector<std::int64_t> labels;
  for (std::size_t i = 0; i < count; ++i) {
    images.push_back(tests::noise_image<std::uint8_t>(3, 2, 1, i));
    labels.push_back(100 + static_cast<std::int64_t>(i));
  }
  return {std::move(images), std::move(labels)};
}

template <class D>
Indices indices_of(const Subset<D>& subset) {
  Indices indices;
  for (std::size_t i = 0; i < subset.size(); ++i) indices.push_back(subset.index(i));
  return indices;
}

}  // namespace

TEST_CASE("A subset has the images and labels with the given indices", "[data]") {
  const Images images = numbered(5);
  const Subset subset(images, {4, 0, 4});
  REQUIRE(subset.size() == 3);
  REQUIRE(indices_of(subset) == Indices{4, 0, 4});
  Image<std::uint8_t> memory;
  for (std::size_t i = 0; i < 3; ++i) {
    REQUIRE(subset.label(i) == 100 + static_cast<std::int64_t>(subset.index(i)));
    REQUIRE(subset.image(i, memory).data() == images.image(subset.index(i)).data());
  }
  REQUIRE(Subset(subset, {1}).label(0) == 100);
  REQUIRE(Subset(images, {}).size() == 0);
  REQUIRE(tests::same_for_threads<std::uint8_t>(subset));
}

TEST_CASE("A subset throws for indices out of range", "[data]") {
  const Images images = numbered(5);
  REQUIRE_THROWS_WITH(Subset(images, {4, 5}),
                      "Subset.indices: index 1 is 5, the dataset has 5 images; give smaller ones");
  const Subset subset(images, {4, 0});
  const std::string error = "Subset.index: 2 is out of range for 2 images; give a smaller one";
  Image<std::uint8_t> memory;
  REQUIRE_THROWS_WITH(subset.index(2), error);
  REQUIRE_THROWS_WITH(subset.label(2), error);
  REQUIRE_THROWS_WITH(subset.image(2, memory), error);
}

TEST_CASE("A split gives two disjoint subsets with all images, in order", "[data]") {
  const Images images = numbered(101);
  for (const double fraction : {0.0, 0.1, 0.5, 0.8, 1.0}) {
    const auto [first, second] = vary::split(images, fraction, {.seed = 3});
    REQUIRE(first.size() == static_cast<std::size_t>(std::lround(fraction * 101)));
    const Indices a = indices_of(first);
    const Indices b = indices_of(second);
    REQUIRE(std::is_sorted(a.begin(), a.end()));
    REQUIRE(std::is_sorted(b.begin(), b.end()));
    Indices all;
    std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
    REQUIRE(all.size() == 101);
    for (std::size_t i = 0; i < all.size(); ++i) REQUIRE(all[i] == i);
  }
}

TEST_CASE("A split depends on the key", "[data]") {
  const Images images = numbered(200);
  const auto first = [&](const vary::Key& key) { return indices_of(vary::split(images, 0.5, key).first); };
  REQUIRE(first({.seed = 1}) == first({.seed = 1}));
  REQUIRE(first({.seed = 1}) != first({.seed = 2}));
  REQUIRE(first({.seed = 1}) != first({.seed = 1, .epoch = 1}));
  // Fixed for all platforms and versions.
  REQUIRE(indices_of(vary::split(numbered(8), 0.5).first) == Indices{0, 3, 5, 6});
  // Each image is equally likely in both subsets.
  std::vector<int> counts(200);
  for (int seed = 0; seed < 400; ++seed) {
    for (const std::size_t index : first({.seed = seed})) ++counts[index];
  }
  for (const int count : counts) REQUIRE(std::abs(count - 200) < 50);  // 5 standard deviations of 10
}

TEST_CASE("Splits of no image and of a single image", "[data]") {
  REQUIRE(vary::split(numbered(0), 0.5).second.size() == 0);
  const auto [first, second] = vary::split(numbered(1), 0.5);
  REQUIRE(first.size() == 1);
  REQUIRE(second.size() == 0);
}

TEST_CASE("An invalid fraction throws", "[data]") {
  const Images images = numbered(2);
  REQUIRE_THROWS_WITH(vary::split(images, 1.5), "split.fraction: 1.5 is above 1; give 0 to 1");
  REQUIRE_THROWS_WITH(vary::split(images, -0.1), "split.fraction: -0.1 is below 0; give 0 to 1");
  REQUIRE_THROWS_WITH(vary::split(images, std::numeric_limits<double>::quiet_NaN()),
                      "split.fraction: is not a number; give 0 to 1");
}
