// SPDX-License-Identifier: MIT
#include "vary/core/view.hpp"

#include <climits>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"

using vary::ImageView;
using Bytes = ImageView<std::uint8_t>;
using ConstBytes = ImageView<const std::uint8_t>;

// Views are passed by value.
static_assert(std::is_trivially_copyable_v<Bytes> && std::is_trivially_copyable_v<ConstBytes>);
static_assert(std::is_nothrow_default_constructible_v<Bytes>);
static_assert(std::is_same_v<ConstBytes::value_type, std::uint8_t>);
// A writable view converts to a read-only one, not vice versa.
static_assert(std::is_convertible_v<Bytes, ConstBytes>);
static_assert(!std::is_constructible_v<Bytes, ConstBytes>);
static_assert(!std::is_constructible_v<Bytes, const std::uint8_t*, int, int>);
static_assert(!std::is_constructible_v<Bytes, std::uint8_t*, double, int>);
static_assert(Bytes().empty() && ConstBytes(Bytes()).empty());

TEST_CASE("A view without a stride has tight rows", "[core]") {
  std::vector<std::uint8_t> memory(4 * 3 * 2);
  const Bytes view(memory.data(), 4, 3, 2);
  REQUIRE(view.shape() == vary::Shape{4, 3, 2});
  REQUIRE(view.stride() == 8);
  REQUIRE_FALSE(view.empty());
  REQUIRE(Bytes(memory.data(), 4, 3).shape() == vary::Shape{4, 3, 1});
}

TEST_CASE("The pixels of a view are interleaved and its rows are one stride apart", "[core]") {
  std::vector<std::uint16_t> memory(3 * 10);
  const ImageView<std::uint16_t> view(memory.data(), 4, 3, 2, 10);
  for (int y = 0; y < 3; ++y) {
    REQUIRE(view.row(y) == memory.data() + 10 * y);
    for (int x = 0; x < 4; ++x) {
      REQUIRE(&view.at(x, y) == view.row(y) + 2 * x);
      REQUIRE(&view.at(x, y, 1) == view.row(y) + 2 * x + 1);
    }
  }
}

TEST_CASE("A const view does not make the pixels const", "[core]") {
  float pixel = 0;
  const ImageView<float> view(&pixel, 1, 1);
  view.at(0, 0) = 0.5f;
  REQUIRE(pixel == 0.5f);
}

TEST_CASE("A read-only view shows the pixels of the writable view", "[core]") {
  std::vector<std::uint8_t> memory(2 * 7);
  const Bytes view(memory.data(), 2, 2, 3, 7);
  const ConstBytes read_only = view;
  REQUIRE(read_only.data() == view.data());
  REQUIRE(read_only.shape() == view.shape());
  REQUIRE(read_only.stride() == view.stride());
}

TEST_CASE("The sizes of a view may have any integer type", "[core]") {
  std::uint8_t memory[24];
  const std::size_t width = 2;
  const std::uint8_t height = 3;
  const char channels = 4;
  const long long stride = 8;
  REQUIRE(Bytes(memory, width, height, channels, stride).shape() == vary::Shape{2, 3, 4});
}

TEST_CASE("A view with invalid arguments throws", "[core]") {
  std::uint8_t memory[64];
  REQUIRE_THROWS_WITH(Bytes(memory, 0, 2), "ImageView.width: 0 is not a size; give 1 or more");
  REQUIRE_THROWS_WITH(Bytes(memory, 2, -1L), "ImageView.height: -1 is not a size; give 1 or more");
  REQUIRE_THROWS_WITH(Bytes(memory, 2, 2, 0u), "ImageView.channels: 0 is not a size; give 1 or more");
  REQUIRE_THROWS_WITH(Bytes(memory, INT_MAX + 1LL, 2),
                      "ImageView.width: 2147483648 is not a size; give 1 or more");
  REQUIRE_THROWS_WITH(Bytes(nullptr, 2, 2), "ImageView.data: is null; give a pointer to the pixels");
  REQUIRE_THROWS_WITH(Bytes(memory, 4, 2, 3, 11),
                      "ImageView.stride: 11 is shorter than a row of 12 elements; "
                      "strides count elements, not bytes");
  REQUIRE_THROWS_WITH(Bytes(memory, 4, 2, 3, -12), ContainsSubstring("-12 is shorter"));
}

TEST_CASE("The stride of a single row is not checked", "[core]") {
  std::uint8_t memory[12];
  REQUIRE(Bytes(memory, 4, 1, 3, 1).stride() == 1);
}
