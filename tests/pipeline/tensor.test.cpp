// SPDX-License-Identifier: MIT
#include "vary/pipeline/tensor.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "support/targets.hpp"
#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"

using tests::noise_image;
using tests::refusal;
using vary::bfloat16;
using vary::float16;
using vary::Fusion;
using vary::Image;
using vary::ImageView;
using vary::Key;
using vary::Layout;
using vary::Pipeline;
using vary::Shape;
using vary::Tensor;

namespace {

/// The nearest number with so many binary digits, ties to even. Below 2^lowest they are fewer.
float nearest(float x, int digits, int lowest, double largest) {
  if (x == 0 || !std::isfinite(x)) return x;
  const double step = std::ldexp(1.0, std::max(std::ilogb(x), lowest) - digits + 1);
  const double rounded = std::nearbyint(static_cast<double>(x) / step) * step;
  return std::fabs(rounded) > largest ? std::copysign(INFINITY, x) : static_cast<float>(rounded);
}
template <class U>
float rounded_to(float x) {
  if constexpr (std::is_same_v<U, float16>) return nearest(x, 11, -14, 65504);
  if constexpr (std::is_same_v<U, bfloat16>) return nearest(x, 8, -126, 3.3895314e38);
  return x;
}

/// What tells two numbers apart, and +0 from -0. All that are not numbers are written as one.
std::uint32_t bits_of(float x) { return std::isnan(x) ? 0x7FC00000u : std::bit_cast<std::uint32_t>(x); }

/// Means and deviations for some channels.
struct Scale {
  std::vector<double> mean;
  std::vector<double> deviation;

  template <class U>
  [[nodiscard]] Tensor<U> tensor(U* data, Layout layout, std::size_t index = 0) const {
    Tensor<U> tensor{.data = data, .layout = layout, .mean = {}, .deviation = {}, .index = index};
    for (const double value : mean) tensor.mean.push_back(static_cast<float>(value));
    for (const double value : deviation) tensor.deviation.push_back(static_cast<float>(value));
    return tensor;
  }
};

Scale scale_for(int channels) {
  Scale scale;
  for (int c = 0; c < channels; ++c) {
    scale.mean.push_back(0.485f - 0.1f * static_cast<float>(c));
    scale.deviation.push_back(0.229f + 0.05f * static_cast<float>(c));
  }
  return scale;
}

/// value * gain + offset, each rounded to float, where gain = 1 / (deviation * white) and offset = -mean /
/// deviation are rounded too; then to U. In doubles, which hold a product of floats exactly.
template <class U, class T>
std::vector<std::uint32_t> expected(ImageView<const T> image, Layout layout, const Scale& scale) {
  const int w = image.width(), h = image.height(), channels = image.channels();
  std::vector<std::uint32_t> values(image.shape().elements());
  for (int y = 0; y < h; ++y) {
    for (int x = 0; x < w; ++x) {
      for (int c = 0; c < channels; ++c) {
        const std::size_t given = scale.mean.size() == 1 ? 0 : static_cast<std::size_t>(c);
        const double deviation = scale.deviation[given];
        const auto gain = static_cast<float>(1 / (deviation * static_cast<double>(vary::white<T>)));
        const auto offset = static_cast<float>(-scale.mean[given] / deviation);
        const auto product =
            static_cast<float>(static_cast<double>(image.at(x, y, c)) * static_cast<double>(gain));
        const auto sum = static_cast<float>(static_cast<double>(product) + static_cast<double>(offset));
        const int at = layout == Layout::chw ? (c * h + y) * w + x : (y * w + x) * channels + c;
        values[static_cast<std::size_t>(at)] = bits_of(rounded_to<U>(sum));
      }
    }
  }
  return values;
}

/// Memory for some images, between guards: what is written where it does not belong is noticed.
template <class U>
class Batch {
 public:
  Batch(Shape shape, std::size_t count)
      : size_(shape.elements()), memory_(2 * guard + count * size_, U(sentinel)) {}
  [[nodiscard]] U* data() { return memory_.data() + guard; }
  /// One image of the batch; nothing if more than that has been written.
  [[nodiscard]] std::vector<std::uint32_t> only(std::size_t index) const {
    std::vector<std::uint32_t> values;
    for (std::size_t i = 0; i < memory_.size(); ++i) {
      const bool inside = i >= guard + index * size_ && i < guard + (index + 1) * size_;
      if (inside) values.push_back(bits_of(static_cast<float>(memory_[i])));
      if (!inside && static_cast<float>(memory_[i]) != sentinel) return {};
    }
    return values;
  }

 private:
  static constexpr std::size_t guard = 64;
  static constexpr float sentinel = -3072.0f;  // which no image here becomes
  std::size_t size_;
  std::vector<U> memory_;
};

/// True if the tensor holds the image that the pipeline makes, in both layouts.
template <class U, class T>
bool agrees(const Pipeline<T>& pipeline, ImageView<const T> photo, const Key& key, const Scale& scale,
            std::size_t index = 0, std::size_t count = 1) {
  const Image<T> image = pipeline(photo, key);
  bool same = true;
  for (const Layout layout : {Layout::chw, Layout::hwc}) {
    Batch<U> batch(image.shape(), count);
    pipeline.into(scale.tensor(batch.data(), layout, index), photo, key);
    same = same && batch.only(index) == expected<U, T>(image.view(), layout, scale);
  }
  return same;
}
template <class T>
bool all_agree(const Pipeline<T>& pipeline, ImageView<const T> photo, const Key& key, const Scale& scale) {
  return agrees<float>(pipeline, photo, key, scale) && agrees<float16>(pipeline, photo, key, scale) &&
         agrees<bfloat16>(pipeline, photo, key, scale);
}

template <class U>
concept HasTensor = requires {
  typename Tensor<U>;
};

}  // namespace

TEST_CASE("A tensor is of floats with 32 or 16 bits", "[tensor]") {
  STATIC_REQUIRE(HasTensor<float>);
  STATIC_REQUIRE(HasTensor<float16>);
  STATIC_REQUIRE(HasTensor<bfloat16>);
  STATIC_REQUIRE_FALSE(HasTensor<double>);
  STATIC_REQUIRE_FALSE(HasTensor<std::uint16_t>);
  STATIC_REQUIRE_FALSE(HasTensor<const float>);
}

TEMPLATE_TEST_CASE("A tensor holds the image, normalised, on every target", "[tensor]", std::uint8_t,
                   std::uint16_t, float) {
  const Pipeline<TestType> nothing;
  for (const int channels : {1, 2, 3, 4, 5}) {
    const Scale scale = scale_for(channels);
    for (const auto& [width, height] : {std::pair{1, 1}, {2, 3}, {17, 1}, {33, 2}, {70, 5}, {130, 3}}) {
      for (const int padding : {0, 5}) {
        CAPTURE(channels, width, height, padding);
        const auto photo = tests::noise_image<TestType>({width, height, channels}, 7, padding);
        const ImageView<const TestType> view = photo.view();
        tests::on_every_target([&] { REQUIRE(all_agree(nothing, view, {}, scale)); });
      }
    }
  }
}

TEST_CASE("Floats that no image should have are normalised like others", "[tensor]") {
  const Pipeline<float> nothing;
  for (const int channels : {1, 3, 4}) {
    const auto photo = tests::wild_image<float>(40, 9, channels);
    tests::on_every_target([&] {
      REQUIRE(all_agree<float>(nothing, photo, {}, {{0}, {1}}));
      REQUIRE(all_agree<float>(nothing, photo, {}, scale_for(channels)));
      REQUIRE(all_agree<float>(nothing, photo, {}, {{-1e6f}, {1e-6f}}));
      REQUIRE(all_agree<float>(nothing, photo, {}, {{1e6f}, {1e6f}}));
    });
  }
}

TEMPLATE_TEST_CASE("Means and deviations are as they are given, one for all or one for each", "[tensor]",
                   std::uint8_t, std::uint16_t, float) {
  const Pipeline<TestType> flip{vary::HorizontalFlip{}};
  for (const int channels : {1, 3, 4, 5}) {
    CAPTURE(channels);
    const auto photo = noise_image<TestType>(45, 7, channels);
    Scale same;
    for (int c = 0; c < channels; ++c) {
      same.mean.push_back(0.5f);
      same.deviation.push_back(0.25f);
    }
    REQUIRE(all_agree<TestType>(flip, photo, {}, {{0.5f}, {0.25f}}));
    REQUIRE(expected<float, TestType>(photo.view(), Layout::chw, same) ==
            expected<float, TestType>(photo.view(), Layout::chw, {{0.5f}, {0.25f}}));
    REQUIRE(all_agree<TestType>(flip, photo, {}, same));
    REQUIRE(all_agree<TestType>(flip, photo, {}, {{1e6f}, {1e-6f}}));
    REQUIRE(all_agree<TestType>(flip, photo, {}, {{-1e6f}, {1e6f}}));
  }
}

TEST_CASE("Without a mean and a deviation a tensor holds fractions of full scale, in planes", "[tensor]") {
  Image<std::uint8_t> photo(2, 1, 3);
  const int values[] = {0, 51, 102, 153, 204, 255};
  for (std::size_t i = 0; i < 6; ++i) photo.data()[i] = static_cast<std::uint8_t>(values[i]);
  std::vector<float> data(6);
  Pipeline<std::uint8_t>{}.into(Tensor<float>{.data = data.data()}, photo);
  const double planes[] = {0, 0.6, 0.2, 0.8, 0.4, 1};
  for (std::size_t i = 0; i < 6; ++i) REQUIRE(static_cast<double>(data[i]) == Approx(planes[i]).margin(1e-7));
}

TEMPLATE_TEST_CASE("One image of a batch leaves its neighbours alone", "[tensor]", std::uint8_t,
                   std::uint16_t, float) {
  const Pipeline<TestType> pipeline{vary::Rotate{.degrees = {-15, 15}},
                                    vary::CenterCrop{.width = 37, .height = 21}};
  for (const int channels : {1, 3, 5}) {
    const auto photo = noise_image<TestType>(50, 40, channels);
    tests::on_every_target([&] {
      for (std::size_t index = 0; index < 3; ++index) {
        const Key key{.index = index};
        const Scale scale = scale_for(channels);
        REQUIRE(agrees<float, TestType>(pipeline, photo, key, scale, index, 3));
        REQUIRE(agrees<float16, TestType>(pipeline, photo, key, scale, index, 3));
        REQUIRE(agrees<bfloat16, TestType>(pipeline, photo, key, scale, index, 3));
      }
    });
  }
}

TEMPLATE_TEST_CASE("A tensor is the last step of any pipeline, in many bands", "[tensor]", std::uint8_t,
                   std::uint16_t, float) {
  const vary::Rotate rotate{.degrees = {-15, 15}};
  const vary::CenterCrop crop{.width = 61, .height = 300};
  const vary::GaussianNoise noise{.sigma = 0.1};
  for (const Fusion fusion : {Fusion::stepwise, Fusion::exact, Fusion::full}) {
    const Pipeline<TestType> pipelines[] = {
        Pipeline<TestType>(fusion),
        Pipeline<TestType>(fusion, crop),  // no step at all: what is cut out is looked at
        Pipeline<TestType>(fusion, vary::Invert{}, crop),
        Pipeline<TestType>(fusion, rotate, vary::Shear{}, crop),
        Pipeline<TestType>(fusion, vary::GaussianBlur{.sigma = 1.5}, vary::Dilate{}, noise, crop),
        Pipeline<TestType>(fusion, vary::Invert{}, vary::MedianBlur{}, vary::VerticalFlip{}),
        Pipeline<TestType>(fusion, vary::GaussianBlur{.sigma = 1.5}, noise, vary::VerticalFlip{},
                           vary::HorizontalFlip{}, vary::Gamma{}),
        Pipeline<TestType>(fusion, vary::Equalize{}, vary::Sharpness{}, vary::AutoContrast{}, crop),
        Pipeline<TestType>(fusion, vary::Transpose{}, vary::Resize{.width = 90, .height = 333}, noise),
        Pipeline<TestType>(fusion, vary::JpegCompression{}, vary::Posterize{}, crop),
        Pipeline<TestType>(fusion, vary::Pad{.left = 9, .top = 30}, vary::JpegCompression{}),
        Pipeline<TestType>(fusion, vary::CoarseDropout{}, vary::ElasticTransform{.sigma = 5}),
    };
    for (std::size_t i = 0; i < std::size(pipelines); ++i) {
      for (const int channels : {1, 3, 4}) {
        CAPTURE(i, fusion, channels);
        const auto photo = tests::noise_image<TestType>({80, 700, channels}, 5);
        const ImageView<const TestType> view = photo.view();
        REQUIRE(agrees<float>(pipelines[i], view, {.seed = i}, scale_for(channels)));
      }
      const auto photo = noise_image<TestType>(80, 700, 3);
      REQUIRE(agrees<float16, TestType>(pipelines[i], photo, {.seed = i}, scale_for(3)));
      REQUIRE(agrees<bfloat16, TestType>(pipelines[i], photo, {.seed = i}, scale_for(3)));
    }
  }
}

TEMPLATE_TEST_CASE("How a tensor is made shows in no bit", "[tensor]", std::uint8_t, std::uint16_t, float) {
  // One warp among them: Fusion::full has nothing to join that Fusion::exact must not.
  const auto pipeline = [](Fusion fusion) {
    return Pipeline<TestType>(fusion, vary::RandomCrop{.width = 70, .height = 400}, vary::Rotate{},
                              vary::Invert{}, vary::GaussianBlur{}, vary::ChannelShuffle{},
                              vary::GaussianNoise{}, vary::maybe(0.5, vary::VerticalFlip{}),
                              vary::RandomCrop{.width = 50, .height = 300});
  };
  const auto photo = noise_image<TestType>(80, 500, 3);
  const Shape shape{50, 300, 3};
  for (const Layout layout : {Layout::chw, Layout::hwc}) {
    for (int index = 0; index < 4; ++index) {
      const auto made = [&](Fusion fusion) {
        Batch<float> batch(shape, 1);
        pipeline(fusion).into(scale_for(3).tensor(batch.data(), layout), photo, {.index = index});
        return batch.only(0);
      };
      const auto stepwise = made(Fusion::stepwise);
      REQUIRE(stepwise.size() == shape.elements());
      REQUIRE(made(Fusion::exact) == stepwise);
      REQUIRE(made(Fusion::full) == stepwise);
      tests::on_every_target([&] { REQUIRE(made(Fusion::full) == stepwise); });
    }
  }
}

TEMPLATE_TEST_CASE("A tensor takes any numbers with 16 bits that are laid out alike", "[tensor]", float16,
                   bfloat16) {
  STATIC_REQUIRE(sizeof(TestType) == sizeof(std::uint16_t));
  STATIC_REQUIRE(alignof(TestType) == alignof(std::uint16_t));
  STATIC_REQUIRE(std::is_trivially_copyable_v<TestType>);
  STATIC_REQUIRE(std::is_standard_layout_v<TestType>);
  const auto photo = noise_image<std::uint8_t>(33, 9, 3);
  const Pipeline<std::uint8_t> pipeline{vary::VerticalFlip{}};
  std::vector<TestType> own(photo.shape().elements());
  std::vector<std::uint16_t> theirs(own.size());
  pipeline.into(Tensor<TestType>{.data = own.data(), .mean = {0.5f}, .deviation = {0.25f}}, photo);
  pipeline.into(
      Tensor<TestType>{
          .data = reinterpret_cast<TestType*>(theirs.data()), .mean = {0.5f}, .deviation = {0.25f}},
      photo);
  std::vector<std::uint16_t> bits;
  for (const TestType& value : own) bits.push_back(value.bits);
  REQUIRE(theirs == bits);
  REQUIRE(static_cast<float>(TestType::from_bits(theirs[0])) ==
          rounded_to<TestType>((photo.at(0, 8, 0) / 255.0f - 0.5f) / 0.25f));
}

TEST_CASE("A tensor that cannot take an image is refused, and stays as it was", "[tensor]") {
  const Pipeline<std::uint8_t> pipeline{vary::CenterCrop{.width = 6, .height = 5}};
  const auto photo = noise_image<std::uint8_t>(9, 7, 3);
  std::vector<float> data(6 * 5 * 3, 7.0f);
  const auto into = [&](const Tensor<float>& tensor) {
    return refusal([&] { pipeline.into(tensor, photo); });
  };
  using Values = vary::List<float, 4>;
  const auto with = [&](const Values& mean, const Values& deviation) {
    return into({.data = data.data(), .mean = mean, .deviation = deviation});
  };
  REQUIRE(into({}) == "Tensor.data: is null; give memory for the numbers");
  REQUIRE(with({0, 0}, {1, 1}) ==
          "Tensor.mean: 2 values for 3 channels; give one value, or one for each channel");
  REQUIRE(with({0, 0, 0, 0, 0}, {1, 1, 1, 1, 1}) ==
          "Tensor.mean: 5 values for 3 channels; give one value, or one for each channel");
  REQUIRE(with({}, {}) == "Tensor.mean: 0 values for 3 channels; give one value, or one for each channel");
  REQUIRE(with({0, 0, 0}, {1}) == "Tensor.deviation: has 1 values, the mean 3; give as many");
  REQUIRE(with({0}, {1, 1, 1}) == "Tensor.deviation: has 3 values, the mean 1; give as many");
  REQUIRE(with({0}, {}) == "Tensor.deviation: has 0 values, the mean 1; give as many");
  const std::string mean_range = " is out of range; give -1e+06 to 1e+06";
  REQUIRE(with({0, 2e6f, 0}, {1, 1, 1}) == "Tensor.mean: 2000000" + mean_range);
  REQUIRE(with({-1e7f}, {1}) == "Tensor.mean: -1e+07" + mean_range);
  REQUIRE(with({INFINITY}, {1}) == "Tensor.mean: inf" + mean_range);
  REQUIRE(with({NAN}, {1}) == "Tensor.mean: nan" + mean_range);
  const std::string deviation_range = " is out of range; give 1e-06 to 1e+06";
  REQUIRE(with({0}, {0}) == "Tensor.deviation: 0" + deviation_range);
  REQUIRE(with({0, 0, 0}, {1, 1, -1}) == "Tensor.deviation: -1" + deviation_range);
  REQUIRE(with({0}, {2e6f}) == "Tensor.deviation: 2000000" + deviation_range);
  REQUIRE(with({0}, {NAN}) == "Tensor.deviation: nan" + deviation_range);
  REQUIRE(into({.data = data.data(), .shape = {5, 6, 3}}) ==
          "Tensor.shape: is 5x6x3, the image 6x5x3; end the pipeline with Resize or a crop of that size");
  REQUIRE(data == std::vector<float>(data.size(), 7.0f));
  REQUIRE(into({.data = data.data(), .shape = {6, 5, 3}}) == "nothing was refused");
  REQUIRE(with({-1e6f, 1e6f, 0}, {1e-6f, 1e6f, 1}) == "nothing was refused");
}

TEST_CASE("An image that a pipeline cannot take is refused before a tensor is written", "[tensor]") {
  std::vector<float16> data(200, float16(7.0f));
  const Tensor<float16> tensor{.data = data.data()};
  const Pipeline<float> crop{vary::Crop{.width = 8, .height = 8}};
  REQUIRE(refusal([&] { crop.into(tensor, Image<float>{}); }) ==
          "Pipeline: got an empty image; give one with pixels");
  REQUIRE(refusal([&] { crop.into(tensor, Image<float>(7, 9, 3)); }) ==
          "Crop.width: 8 from 0 on leaves the image of 7x9x3; give less");
  const vary::Plan plan(crop.recipe(9, 9, 1), Fusion::full, sizeof(float));
  REQUIRE(refusal([&] { vary::run_into<float>(plan, vary::full_table<float>(), Image<float>(9, 8, 1), tensor); }) ==
          "run.in: is 9x8x1; the recipe is for 9x9x1");
  for (const float16 value : data) REQUIRE(static_cast<float>(value) == 7.0f);
}

TEST_CASE("A tensor in the memory of the image is refused", "[tensor]") {
  constexpr std::size_t size = 9 * 7 * 3;
  std::vector<float> memory(4 * size, 0.25f);
  const ImageView<const float> photo(memory.data() + size, 9, 7, 3);
  const Pipeline<float> pipeline{vary::Invert{}};
  const auto into = [&](std::size_t first, std::size_t index) {
    return refusal(
        [&] { pipeline.into(Tensor<float>{.data = memory.data() + first, .index = index}, photo); });
  };
  for (const std::size_t first : {size, size + 1, 2 * size - 1}) {
    REQUIRE(into(first, 0) == "Tensor.data: overlaps the image it is made from; give other memory");
  }
  REQUIRE(into(0, 1) == into(size, 0));
  REQUIRE(memory == std::vector<float>(memory.size(), 0.25f));
  REQUIRE(into(0, 0) == "nothing was refused");
  REQUIRE(into(size, 1) == "nothing was refused");
}
