// SPDX-License-Identifier: MIT
#include "vary/data/legibility.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/images.hpp"
#include "vary/io.hpp"
#include "vary/vary.hpp"

namespace {

using ByteImage = vary::Image<std::uint8_t>;

/// Boxes and discs on a gradient: edges and flat regions, as in a photo.
ByteImage drawn(int size, std::uint64_t seed) {
  ByteImage image(size, size, 3);
  tests::Dice dice(seed);
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      for (int c = 0; c < 3; ++c)
        image.at(x, y, c) = static_cast<std::uint8_t>(60 + 90 * (x + c * y) / (3 * size));
    }
  }
  for (int shape = 0; shape < 7; ++shape) {
    const int radius = dice.between(size / 10, size / 4);
    const int left = dice.between(0, size), top = dice.between(0, size);
    const bool disc = shape % 2 == 0;
    const int color[] = {dice.between(0, 255), dice.between(0, 255), dice.between(0, 255)};
    for (int y = std::max(0, top - radius); y < std::min(size, top + radius); ++y) {
      for (int x = std::max(0, left - radius); x < std::min(size, left + radius); ++x) {
        if (disc && (x - left) * (x - left) + (y - top) * (y - top) > radius * radius) continue;
        for (int c = 0; c < 3; ++c) image.at(x, y, c) = static_cast<std::uint8_t>(color[c]);
      }
    }
  }
  return image;
}

/// The images of a folder outside of the repository, if it exists.
std::vector<ByteImage> images_of(const std::string& folder, std::size_t most) {
  std::vector<std::filesystem::path> paths;
  const std::filesystem::path root =
      std::filesystem::path(__FILE__).parent_path() / "../../../shared/data" / folder;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root, ignored)) {
    if (entry.is_regular_file() && entry.path().extension() != ".md") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<ByteImage> images;
  const std::size_t step = paths.size() > most ? paths.size() / most : 1;
  for (std::size_t i = 0; i < paths.size(); i += step)
    images.push_back(vary::load<std::uint8_t>(paths[i], 3));
  return images;
}

std::vector<ByteImage> small_images() {
  std::vector<ByteImage> images = images_of("cifar10/train", 60);
  for (std::uint64_t seed = 0; seed < 30; ++seed) images.push_back(drawn(32, seed));
  return images;
}

/// The number of illegible copies, and for how many of them `field` is the culprit.
struct Culprits {
  std::size_t illegible_count = 0;
  std::size_t field_count = 0;
};
Culprits find_culprits(const std::vector<ByteImage>& images, const vary::Pipeline<std::uint8_t>& pipeline,
                       const std::string& field = "") {
  Culprits found;
  for (std::size_t i = 0; i < images.size(); ++i) {
    const ByteImage& image = images[i];
    const auto recipe = pipeline.recipe(image.width(), image.height(), 3, {.seed = 3, .index = i});
    const auto culprit = vary::find_culprit<std::uint8_t>(recipe, image.view());
    if (!culprit) continue;
    ++found.illegible_count;
    if (culprit->field == field) ++found.field_count;
  }
  return found;
}

}  // namespace

TEST_CASE("An image, its negative and a copy with low contrast are fully legible", "[data]") {
  const ByteImage image = drawn(128, 1);
  const auto score = [&](const ByteImage& copy) {
    return vary::legibility<std::uint8_t>(image.view(), copy.view());
  };
  CHECK(score(image) == Approx(1));
  CHECK(score(vary::Invert{}(image)) == Approx(1));
  CHECK(score(vary::ColorJitter{.contrast = 0.5}(image)) > 0.95);
  CHECK(score(vary::GaussianNoise{.sigma = 0.05}(image)) > 0.7);
  CHECK(score(tests::noise_image<std::uint8_t>(128, 128, 3)) < 0.1);
  CHECK(score(ByteImage(128, 128, 3)) == 0);
}

TEST_CASE("A reference without contrast is fully legible", "[data]") {
  const ByteImage flat(40, 30, 3);
  CHECK(vary::legibility<std::uint8_t>(flat.view(), tests::noise_image<std::uint8_t>(40, 30, 3).view()) == 1);
}

TEST_CASE("Legibility decreases with noise, equally for all pixel types", "[data]") {
  const auto image = drawn(64, 2);
  vary::Image<std::uint16_t> deep(64, 64, 3);
  vary::Image<float> real(64, 64, 3);
  for (std::size_t i = 0; i < image.shape().elements(); ++i) {
    deep.data()[i] = static_cast<std::uint16_t>(image.data()[i] * 257);
    real.data()[i] = static_cast<float>(image.data()[i]) / 255;
  }
  double before = 2;
  for (const double sigma : {0.0, 0.05, 0.1, 0.2, 0.4, 0.8}) {
    const vary::GaussianNoise noise{.sigma = sigma};
    const double score = vary::legibility<std::uint8_t>(image.view(), noise(image).view());
    CHECK(score < before);
    CHECK(vary::legibility<std::uint16_t>(deep.view(), noise(deep).view()) == Approx(score).margin(0.01));
    CHECK(vary::legibility<float>(real.view(), noise(real).view()) == Approx(score).margin(0.01));
    before = score;
  }
  CHECK(before < vary::lost_below);
}

TEST_CASE("Images of different sizes throw", "[data]") {
  CHECK_THROWS_WITH(vary::legibility<std::uint8_t>(ByteImage(4, 4, 3).view(), ByteImage(4, 5, 3).view()),
                    "legibility.copy: is 4x5x3, the reference is 4x4x3; give images of the same size");
}

TEST_CASE("Ten common pipelines give no illegible copies", "[data]") {
  using namespace vary;
  std::vector<ByteImage> images = images_of("photos", 4);
  for (std::uint64_t seed = 0; seed < 6; ++seed) images.push_back(drawn(200, seed));
  const Pipeline<std::uint8_t> ordinary[] = {
      Pipeline<std::uint8_t>{HorizontalFlip{}, Rotate{.degrees = {-15, 15}}},
      Pipeline<std::uint8_t>{RandomResizedCrop{.scale = {0.3, 1}}, maybe(0.5, HorizontalFlip{})},
      Pipeline<std::uint8_t>{ColorJitter{{0.7, 1.3}, {0.7, 1.3}, {0.7, 1.3}, {-0.1, 0.1}}},
      Pipeline<std::uint8_t>{GaussianBlur{.sigma = {0.1, 2}}},
      Pipeline<std::uint8_t>{GaussianNoise{.sigma = {0.01, 0.05}}},
      Pipeline<std::uint8_t>{MirrorPadShrink{}, Invert{}},
      Pipeline<std::uint8_t>{Erode{}, Rotate90{}},  // no Dilate, which erases the thin print of a page
      Pipeline<std::uint8_t>{Erode{}, BoxBlur{.size = 3}},
      Pipeline<std::uint8_t>{ChannelShuffle{}, VerticalFlip{}, GaussianNoise{.sigma = 0.03}},
      Pipeline<std::uint8_t>{Rotate{.degrees = 30},
                             one_of(GaussianBlur{.sigma = 1}, GaussianNoise{.sigma = 0.04}),
                             ColorJitter{.brightness = {0.8, 1.2}}},
  };
  for (const auto& pipeline : ordinary) CHECK(find_culprits(images, pipeline).illegible_count == 0);
}

TEST_CASE("The culprit is the transform that is too strong, with its field", "[data]") {
  using namespace vary;
  const std::vector<ByteImage> images = small_images();
  const auto check_culprit = [&](const auto& transform, const std::string& field, double value) {
    const Pipeline<std::uint8_t> pipeline{HorizontalFlip{}, Rotate{.degrees = {-15, 15}},
                                          ColorJitter{.brightness = {0.9, 1.1}}, GaussianNoise{.sigma = 0.01},
                                          transform};
    const Culprits found = find_culprits(images, pipeline, field);
    CAPTURE(field, found.illegible_count, found.field_count, images.size());
    CHECK(found.illegible_count > images.size() / 2);
    CHECK(found.field_count >= found.illegible_count * 9 / 10);
    const auto recipe = Pipeline<std::uint8_t>{transform}.recipe(32, 32, 3);
    const auto culprit = find_culprit<std::uint8_t>(recipe, images.back().view());
    REQUIRE(culprit);
    CHECK(culprit->value == Approx(value).epsilon(0.01));
  };
  check_culprit(GaussianBlur{.sigma = 20}, "GaussianBlur.sigma", 20);
  check_culprit(Dilate{.size = 31}, "Dilate.size", 31);
  check_culprit(UniformNoise{.low = -1, .high = 1}, "UniformNoise.high", 1);
  check_culprit(LaplaceNoise{.scale = 0.6}, "LaplaceNoise.scale", 0.6);
  check_culprit(SaltAndPepper{.amount = 0.8}, "SaltAndPepper.amount", 0.8);
  check_culprit(PixelDropout{.dropout_prob = 0.9}, "PixelDropout.dropout_prob", 0.9);
  check_culprit(Brightness{.factor = 0.01}, "Brightness.factor", 0.01);
  check_culprit(Contrast{.factor = 0.01}, "Contrast.factor", 0.01);
  // Two noises: the culprit is the stronger one.
  const Pipeline<std::uint8_t> noisy{BoxBlur{.size = 3}, GaussianNoise{.sigma = 0.5}};
  const Culprits found = find_culprits(images, noisy, "GaussianNoise.sigma");
  CHECK(found.illegible_count > images.size() / 2);
  CHECK(found.field_count == found.illegible_count);
}

TEST_CASE("The reference includes a conversion to one channel", "[data]") {
  using namespace vary;
  const std::vector<ByteImage> images = small_images();
  // The next transform has one curve for one channel, and would fail with three channels.
  const Pipeline<std::uint8_t> pipeline{Grayscale{.channels = 1}, ToneCurve{.per_channel = true},
                                        GaussianNoise{.sigma = 0.8}};
  const Culprits found = find_culprits(images, pipeline, "GaussianNoise.sigma");
  CHECK(found.illegible_count > images.size() / 2);
  CHECK(found.field_count == found.illegible_count);
}
