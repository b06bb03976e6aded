// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <vector>

#include "support/catch.hpp"
#include "support/images.hpp"
#include "vary/vary.hpp"

using tests::noise_image;
using vary::float16;
using vary::Fusion;
using vary::Image;
using vary::Pipeline;

namespace {

/// Windows, points, noise, flips, the last of which turns the image upside down.
template <class T>
Pipeline<T> long_chain(Fusion fusion = Fusion::full) {
  return Pipeline<T>(fusion, vary::HorizontalFlip{}, vary::GaussianBlur{.sigma = 1.5}, vary::Dilate{},
                     vary::MedianBlur{}, vary::Sharpness{.factor = 1.5}, vary::UnsharpMask{}, vary::Invert{},
                     vary::Saturation{.factor = 1.3}, vary::GaussianNoise{.sigma = 0.05},
                     vary::VerticalFlip{});
}

/// A new size, and what comes after it.
template <class T>
Pipeline<T> resized_chain(int width, int height) {
  return Pipeline<T>{vary::BoxBlur{.size = 5},
                     vary::Pad{.left = 4, .top = 9, .right = 4, .bottom = 7},
                     vary::Resize{.width = width, .height = height},
                     vary::Gamma{.gamma = 0.7},
                     vary::GaussianBlur{.sigma = 1},
                     vary::CoarseDropout{}};
}

/// What the thread keeps after one run on an image.
template <class Work>
std::size_t scratch_of(const Work& work) {
  vary::release_scratch();
  REQUIRE(vary::scratch_bytes() == 0);
  work();
  return vary::scratch_bytes();
}

template <class T>
std::size_t scratch_of(const Pipeline<T>& pipeline, int width, int height) {
  const auto photo = noise_image<T>(width, height, 3);
  Image<T> out;
  return scratch_of([&] { pipeline(photo, {}, out); });
}

template <class T>
std::size_t tensor_scratch_of(const Pipeline<T>& pipeline, int width, int height) {
  const auto photo = noise_image<T>(width, height, 3);
  std::vector<float16> data(pipeline.recipe(width, height, 3).shape().elements());
  return scratch_of([&] { pipeline.into(vary::Tensor<float16>{.data = data.data()}, photo); });
}

}  // namespace

TEMPLATE_TEST_CASE("Eight times the height takes no more scratch", "[memory]", std::uint8_t, std::uint16_t,
                   float) {
  const auto chain = long_chain<TestType>();
  const std::size_t low = scratch_of(chain, 150, 250), tensor_low = tensor_scratch_of(chain, 150, 250);
  REQUIRE(scratch_of(chain, 150, 2000) == low);
  REQUIRE(tensor_scratch_of(chain, 150, 2000) == tensor_low);

  // A Resize knows of each row that it makes where it comes from.
  const std::size_t resized = scratch_of(resized_chain<TestType>(300, 250), 600, 500);
  REQUIRE(scratch_of(resized_chain<TestType>(300, 2000), 600, 4000) <= resized + 32 * 1750);
}

TEMPLATE_TEST_CASE("Scratch grows with the width, and no faster", "[memory]", std::uint8_t, float) {
  const auto chain = long_chain<TestType>();
  const std::size_t narrow = scratch_of(chain, 2000, 200), wide = scratch_of(chain, 8000, 200);
  REQUIRE(wide <= 4 * narrow);
  REQUIRE(tensor_scratch_of(chain, 8000, 200) <= 4 * tensor_scratch_of(chain, 2000, 200));
}

TEST_CASE("Step by step, scratch grows with the image", "[memory]") {
  const auto chain = long_chain<std::uint8_t>(Fusion::stepwise);
  REQUIRE(scratch_of(chain, 150, 2000) > 4 * scratch_of(chain, 150, 250));
}
