// SPDX-License-Identifier: MIT
#include "vary/core/image.hpp"

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>

#include "support/catch.hpp"
#include "support/images.hpp"

using vary::Image;
using vary::ImageView;
using Bytes = Image<std::uint8_t>;

static_assert(std::regular<Bytes> && std::regular<Image<float>>);
static_assert(std::is_nothrow_move_constructible_v<Bytes> && std::is_nothrow_move_assignable_v<Bytes>);
static_assert(std::is_convertible_v<Bytes&, ImageView<std::uint8_t>>);
static_assert(std::is_convertible_v<const Bytes&, ImageView<const std::uint8_t>>);
static_assert(!std::is_convertible_v<const Bytes&, ImageView<std::uint8_t>>);
static_assert(std::is_same_v<decltype(std::declval<const Bytes&>().data()), const std::uint8_t*>);
static_assert(std::is_same_v<decltype(std::declval<const Bytes&>().row(0)), const std::uint8_t*>);
static_assert(std::is_same_v<decltype(std::declval<const Bytes&>().at(0, 0)), const std::uint8_t&>);
// Pixels are never copied implicitly.
static_assert(!std::is_convertible_v<ImageView<const std::uint8_t>, Bytes>);
static_assert(!std::is_constructible_v<Bytes, double, int>);

TEMPLATE_TEST_CASE("A new image is black and aligned and has tight rows", "[core]", std::uint8_t,
                   std::uint16_t, float) {
  for (const int width : {1, 3, 64, 1001}) {
    // The allocator is likely to return this memory, which is not black, again.
    { tests::noise_image<TestType>(width, 5, 3); }
    const Image<TestType> image(width, 5, 3);
    REQUIRE(image.shape() == vary::Shape{width, 5, 3});
    REQUIRE(image.stride() == 3 * width);
    REQUIRE(reinterpret_cast<std::uintptr_t>(image.data()) % 64 == 0);
    REQUIRE(std::count(image.data(), image.data() + image.shape().elements(), TestType{0}) == 15 * width);
  }
}

TEST_CASE("An image and its views share the pixels", "[core]") {
  Bytes image(4, 3, 2);
  image.at(3, 2, 1) = 7;
  const ImageView<std::uint8_t> writable = image;
  const ImageView<const std::uint8_t> readable = std::as_const(image);
  REQUIRE(&writable.at(3, 2, 1) == &image.at(3, 2, 1));
  REQUIRE(&readable.at(3, 2, 1) == image.row(2) + 7);
  REQUIRE(image.data()[23] == 7);
}

TEST_CASE("A default-constructed image and its view are empty", "[core]") {
  Bytes image;
  REQUIRE(image.empty());
  REQUIRE(image.view().empty());
  REQUIRE(image.shape() == vary::Shape{});
  REQUIRE(Bytes(image).empty());
  REQUIRE(Bytes(ImageView<const std::uint8_t>()).empty());
}

TEST_CASE("A copy of an image is deep", "[core]") {
  const Bytes original = tests::noise_image<std::uint8_t>(5, 4, 3);
  Bytes copy = original;
  REQUIRE(copy == original);
  ++copy.at(4, 3, 2);
  REQUIRE(copy != original);
  copy = original;
  REQUIRE(copy == original);
  REQUIRE(copy.data() != original.data());
}

TEST_CASE("An image constructed from a view has no row padding", "[core]") {
  const tests::Guarded<float> source = tests::noise_image<float>({5, 4, 3}, 1);
  const Image<float> image(source.view());
  REQUIRE(image.stride() == 15);
  REQUIRE(tests::same_bits(image.view(), source.view()));
}

TEST_CASE("Moving an image transfers its memory and leaves an empty image", "[core]") {
  Bytes first = tests::noise_image<std::uint8_t>(5, 4, 3);
  const Bytes copy = first;
  const std::uint8_t* pixels = first.data();

  Bytes second = std::move(first);
  REQUIRE(second.data() == pixels);
  REQUIRE(first == Bytes());  // NOLINT(bugprone-use-after-move): the moved-from state is tested

  first = std::move(second);
  REQUIRE(first.data() == pixels);
  REQUIRE(first == copy);
  second.resize({5, 4, 3});  // its old capacity is gone too
  REQUIRE(second.data() != nullptr);
  REQUIRE(second.data() != pixels);
}

TEST_CASE("Self-assignment leaves an image unchanged", "[core]") {
  Bytes image = tests::noise_image<std::uint8_t>(5, 4, 3);
  const Bytes copy = image;
  Bytes& self = image;
  image = self;
  REQUIRE(image == copy);
  image = std::move(self);
  REQUIRE(image == copy);
}

TEST_CASE("Resizing to a shape that fits reuses the memory", "[core]") {
  Bytes image(8, 8, 3);
  const std::uint8_t* pixels = image.data();
  for (const vary::Shape shape : {vary::Shape{4, 4, 1}, vary::Shape{64, 3, 1}, vary::Shape{8, 8, 3}}) {
    image.resize(shape);
    REQUIRE(image.data() == pixels);
    REQUIRE(image.shape() == shape);
    REQUIRE(image.stride() == shape.width * shape.channels);
  }
  image = Bytes(2, 2);  // move assignment takes the memory of the source
  REQUIRE(image.data() != pixels);

  image.resize({8, 8, 3});
  pixels = image.data();
  const Bytes small = tests::noise_image<std::uint8_t>(3, 3, 3);
  image = small;
  REQUIRE(image.data() == pixels);
  REQUIRE(image == small);
}

TEST_CASE("Resizing to a larger shape allocates memory for all pixels", "[core]") {
  Image<float> image(2, 2);
  image.resize({100, 90, 4});
  tests::fill_noise(image.view(), 1);
  REQUIRE(reinterpret_cast<std::uintptr_t>(image.data()) % 64 == 0);
  REQUIRE(image == tests::noise_image<float>(100, 90, 4, 1));
}

TEST_CASE("Images are equal if shape and pixels are equal", "[core]") {
  REQUIRE(Bytes(2, 3, 4) == Bytes(2, 3, 4));
  REQUIRE(Bytes(2, 3, 4) != Bytes(3, 2, 4));
  REQUIRE(Bytes(2, 3, 4) != Bytes(2, 4, 3));
  REQUIRE(Bytes(2, 3, 4) != Bytes());
}

TEST_CASE("The sizes of an image may have any integer type; a size below 1 throws", "[core]") {
  const std::size_t width = 2;
  const unsigned char height = 3;
  const long long channels = 4;
  REQUIRE(Bytes(width, height, channels).shape() == vary::Shape{2, 3, 4});
  REQUIRE_THROWS_WITH(Bytes(0, 3), "Image.width: 0 is not a size; give 1 or more");
  REQUIRE_THROWS_WITH(Bytes(2u, -3L), "Image.height: -3 is not a size; give 1 or more");
  REQUIRE_THROWS_WITH(Bytes(2, 3, 0), "Image.channels: 0 is not a size; give 1 or more");
  REQUIRE_THROWS_WITH(Bytes(1LL << 40, 3), "Image.width: 1099511627776 is not a size; give 1 or more");
}

TEST_CASE("An image whose size in bytes overflows 64 bits throws bad_alloc", "[core]") {
  // 2^62 floats have 2^64 bytes, which overflows to 0.
  REQUIRE_THROWS_AS(Image<float>(1 << 30, 1 << 30, 4), std::bad_alloc);
  Bytes image(2, 2);
  REQUIRE_THROWS_AS(image.resize({1 << 30, 1 << 30, 16}), std::bad_alloc);
  REQUIRE(image == Bytes(2, 2));
}
