// SPDX-License-Identifier: MIT
#include "vary/data/statistics.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <atomic>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "support/images.hpp"
#include "vary/data/class_folders.hpp"

using vary::Image;
using vary::Images;
using vary::Shape;
using vary::Statistics;

namespace {

template <class T>
Images<T> images_of(std::vector<Image<T>> images) {
  std::vector<std::int64_t> labels(images.size());
  return {std::move(images), std::move(labels)};
}

/// Images of various sizes with different channels.
template <class T>
Images<T> noise(std::size_t count, int channels) {
  tests::Dice dice(count);
  std::vector<Image<T>> images;
  for (std::size_t i = 0; i < count; ++i) {
    Image<T> image = tests::noise_image<T>(dice.between(1, 40), dice.between(1, 40), channels, i);
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) {
        for (int c = 0; c < channels; ++c) {
          const double part = 1.0 / (1 + c) * (1 + static_cast<double>(i % 3)) / 3;
          image.at(x, y, c) = static_cast<T>(static_cast<double>(image.at(x, y, c)) * part);
        }
      }
    }
    images.push_back(std::move(image));
  }
  return images_of(std::move(images));
}

/// The mean and deviation by definition, in two passes over all values.
template <class T>
Statistics reference(const Images<T>& images) {
  const int channels = images.image(0).channels();
  Statistics found{.images = images.size()};
  for (int c = 0; c < channels; ++c) {
    const auto sum_of = [&](const auto& term) {
      long double sum = 0;
      for (std::size_t i = 0; i < images.size(); ++i) {
        const auto image = images.image(i);
        for (int y = 0; y < image.height(); ++y) {
          for (int x = 0; x < image.width(); ++x) {
            sum += term(static_cast<long double>(image.at(x, y, c)) / vary::white<T>);
          }
        }
      }
      return sum;
    };
    const long double count = sum_of([](long double) { return 1.0L; });
    const long double mean = sum_of([](long double value) { return value; }) / count;
    const long double squares = sum_of([&](long double value) { return (value - mean) * (value - mean); });
    found.mean.push_back(static_cast<float>(mean));
    found.deviation.push_back(static_cast<float>(std::sqrt(squares / count)));
    found.pixels = static_cast<std::uint64_t>(count);
  }
  return found;
}

/// Equal except for the last bit of floats.
bool agree(const Statistics& a, const Statistics& b) {
  const auto agree = [](const vary::List<float, 4>& list, const vary::List<float, 4>& other) {
    if (list.size() != other.size()) return false;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (!(std::fabs(list[i] - other[i]) <= 1.2e-7f * std::fabs(other[i]))) return false;
    }
    return true;
  };
  return a.images == b.images && a.pixels == b.pixels && agree(a.mean, b.mean) &&
         agree(a.deviation, b.deviation);
}

template <class T>
Image<T> flat(int width, int height, std::vector<T> pixel) {
  Image<T> image(width, height, pixel.size());
  for (std::size_t i = 0; i < image.shape().elements(); ++i) image.data()[i] = pixel[i % pixel.size()];
  return image;
}

/// A dataset that repeats an image and counts the reads.
template <class T>
struct Repeated {
  const Image<T>* source;
  std::size_t count;
  std::atomic<std::size_t>* reads;

  [[nodiscard]] std::size_t size() const { return count; }
  [[nodiscard]] std::int64_t label(std::size_t) const { return 0; }
  [[nodiscard]] vary::ImageView<const T> image(std::size_t, Image<T>&) const {
    ++*reads;
    return *source;
  }
};

}  // namespace

TEMPLATE_TEST_CASE("Mean and deviation agree with their definition", "[data]", std::uint8_t, std::uint16_t,
                   float) {
  for (int channels = 1; channels <= 6; ++channels) {
    const auto images = noise<TestType>(50, channels);
    const Statistics found = vary::statistics<TestType>(images);
    CAPTURE(channels, found.mean[0], found.deviation[0]);
    REQUIRE(agree(found, reference(images)));
  }
}

TEST_CASE("Mean and deviation of a few pixels", "[data]") {
  const auto images =
      images_of<std::uint8_t>({flat<std::uint8_t>(1, 3, {0, 255}), flat<std::uint8_t>(1, 1, {255, 0})});
  const Statistics found = vary::statistics<std::uint8_t>(images);
  REQUIRE(found.images == 2);
  REQUIRE(found.pixels == 4);
  REQUIRE(found.mean == vary::List<float, 4>{0.25f, 0.75f});
  const float deviation = std::sqrt(3.0f) / 4;
  REQUIRE(found.deviation[0] == Approx(deviation));
  REQUIRE(found.deviation[1] == Approx(deviation));
}

TEMPLATE_TEST_CASE("The result has the same bits for any number of threads", "[data]", std::uint8_t,
                   std::uint16_t, float) {
  const auto images = noise<TestType>(3000, 3);
  Statistics expected;
  for (const int threads : {1, 2, 3, 8}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, 8);
    tbb::task_arena arena(threads);
    for (int times = 0; times < 3; ++times) {
      const Statistics found = arena.execute([&] { return vary::statistics<TestType>(images); });
      if (expected.images == 0) expected = found;
      REQUIRE(found == expected);
    }
  }
}

TEST_CASE("The bits of mean and deviation are fixed", "[data]") {
  const Statistics found = vary::statistics<float>(noise<float>(300, 3));
  REQUIRE(found.pixels == 130243);
  REQUIRE(found.mean == vary::List<float, 4>{0x1.66f63ap-2f, 0x1.66cc36p-3f, 0x1.de2dcp-4f});
  REQUIRE(found.deviation == vary::List<float, 4>{0x1.0657p-2f, 0x1.05f1p-3f, 0x1.5d7bfap-4f});
}

TEST_CASE("Every image is read once, the first one twice", "[data]") {
  const Image<std::uint8_t> image = flat<std::uint8_t>(2, 2, {7});
  for (const std::size_t count : {1U, 2U, 1023U, 1024U, 5000U}) {
    std::atomic<std::size_t> reads = 0;
    const Repeated<std::uint8_t> dataset{&image, count, &reads};
    REQUIRE(vary::statistics<std::uint8_t>(dataset).pixels == 4 * count);
    REQUIRE(reads == count + 1);
  }
}

TEST_CASE("Sums of many white pixels do not overflow", "[data]") {
  // 2^33 pixels, half black and half white, whose squares sum to 2^64.
  Image<std::uint16_t> image(1 << 11, 1 << 10);
  for (std::size_t i = 0; i < image.shape().elements(); i += 2) image.data()[i] = 65535;
  const vary::ImageView<const std::uint16_t> view = image;
  vary::detail::ChannelMoments total;
  for (int i = 0; i < 3; ++i) vary::detail::add_moments(total, vary::detail::moments_of<std::uint16_t>(view));
  REQUIRE(total[0].count == 3 << 21);
  for (int i = 0; i < 12; ++i) vary::detail::add_moments(total, vary::detail::ChannelMoments(total));
  REQUIRE(total[0].count == 3.0 * (1ULL << 33));
  REQUIRE(total[0].mean == Approx(65535 / 2.0).epsilon(1e-12));
  REQUIRE(total[0].squares / total[0].count == Approx(65535.0 * 65535 / 4).epsilon(1e-12));
}

TEMPLATE_TEST_CASE("A constant channel has the deviation 1", "[data]", std::uint8_t, std::uint16_t, float) {
  const auto value = static_cast<TestType>(std::same_as<TestType, float> ? 0.3 : 77);
  const auto other = static_cast<TestType>(std::same_as<TestType, float> ? 0.9 : 140);
  const auto dataset =
      images_of<TestType>({flat<TestType>(31, 17, {value, value}), flat<TestType>(5, 7, {value, other}),
                           flat<TestType>(900, 1300, {value, other})});
  const Statistics found = vary::statistics<TestType>(dataset);
  REQUIRE(found.mean[0] == Approx(static_cast<double>(value) / vary::white<TestType>));
  REQUIRE(found.deviation[0] == 1.0f);
  REQUIRE(found.deviation[1] < 0.5f);
  REQUIRE(found.deviation[1] > 1e-6f);
}

TEST_CASE("A deviation above 1e-6 is kept", "[data]") {
  const auto deviation = [](float difference) {
    Image<float> image = flat<float>(64, 64, {1.0f});
    for (std::size_t i = 0; i < 64 * 32; ++i) image.data()[i] += difference;
    return vary::statistics<float>(images_of<float>({image})).deviation[0];
  };
  REQUIRE(deviation(0x1p-18f) == 0x1p-19f);  // 1.9e-6
  REQUIRE(deviation(0x1p-20f) == 1.0f);      // half of 9.5e-7
}

TEST_CASE("Floats far from zero keep their precision", "[data]") {
  const auto images = [](float origin) {
    Image<float> image = flat<float>(50, 40, {0});
    for (std::size_t i = 0; i < 2000; ++i) image.data()[i] = origin + static_cast<float>(i % 8);
    return images_of<float>({image, flat<float>(1, 1, {origin})});
  };
  const Statistics near = vary::statistics<float>(images(0));
  const Statistics far = vary::statistics<float>(images(1000000));
  REQUIRE(far.deviation[0] == near.deviation[0]);
  REQUIRE(far.mean[0] == 1000000 + near.mean[0]);
}

TEST_CASE("Statistics of a dataset without images throw", "[data]") {
  REQUIRE_THROWS_WITH(vary::statistics<std::uint8_t>(images_of<std::uint8_t>({})),
                      "statistics.dataset: is empty; give one with images");
}

TEST_CASE("A different number of channels throws with the index of the image", "[data]") {
  std::vector<Image<std::uint8_t>> images(3000, flat<std::uint8_t>(2, 2, {1, 2, 3}));
  images[1234] = Image<std::uint8_t>(2, 2, 4);
  REQUIRE_THROWS_WITH(vary::statistics<std::uint8_t>(images_of(std::move(images))),
                      "statistics.dataset: image 1234 has 4 channels, image 0 has 3; give images "
                      "with the same number of channels");
}

TEST_CASE("Floats that are not finite throw with the index of the image", "[data]") {
  using Limits = std::numeric_limits<float>;
  for (const float value : {Limits::infinity(), -Limits::infinity(), Limits::quiet_NaN()}) {
    for (const int place : {0, 5}) {
      std::vector<Image<float>> images(9, flat<float>(3, 2, {0.5f}));
      images[7].data()[place] = value;
      REQUIRE_THROWS_WITH(vary::statistics<float>(images_of(std::move(images))),
                          "statistics.dataset: image 7 has a value that is not finite; give finite values");
    }
  }
  const auto largest =
      images_of<float>({flat<float>(3, 2, {Limits::max()}), flat<float>(3, 2, {-Limits::max()})});
  REQUIRE(vary::statistics<float>(largest).deviation[0] == Limits::max());
}

TEST_CASE("Mean and deviation of CIFAR-10 are near the published ones", "[data]") {
  const auto folder = std::filesystem::path(__FILE__).parent_path() / "../../../shared/data/cifar10/train";
  if (!std::filesystem::is_directory(folder)) return;  // the data is not part of the repository
  const Statistics found = vary::statistics<std::uint8_t>(vary::ClassFolders(folder));
  REQUIRE(found.images == 1000);
  REQUIRE(found.pixels == 1000 * 1024);
  const std::vector<double> mean{0.491, 0.482, 0.447};
  for (std::size_t c = 0; c < 3; ++c) {
    REQUIRE(found.mean[c] == Approx(mean[c]).margin(0.015));
    REQUIRE(found.deviation[c] == Approx(0.25).margin(0.02));
  }
}
