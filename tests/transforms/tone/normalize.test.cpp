// SPDX-License-Identifier: MIT
#include "vary/transforms/tone/normalize.hpp"

#include <string>

#include "transforms/checks.hpp"

using tests::refusal;
using vary::Normalize;

namespace {

/// True where each value of the copy is (value - mean[c]) / deviation[c], and unchanged in channels without a
/// mean.
bool normalized(const vary::Image<float>& copy, const vary::Image<float>& photo,
                const std::vector<double>& mean, const std::vector<double>& deviation) {
  for (std::size_t i = 0; i < photo.shape().elements(); ++i) {
    const std::size_t c = i % static_cast<std::size_t>(photo.channels());
    const auto value = static_cast<double>(photo.data()[i]);
    const double exact = c < mean.size() ? (value - mean[c]) / deviation[c] : value;
    if (std::fabs(static_cast<double>(copy.data()[i]) - exact) > 1e-6 * (1 + std::fabs(exact))) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("Normalize subtracts the mean and divides by the deviation, and does not clamp", "[normalize]") {
  const std::vector<double> means{0.485, 0.456, 0.406}, deviations{0.229, 0.224, 0.225};
  const auto photo = tests::noise_image<float>(23, 9, 3);
  const auto copy = Normalize{}(photo);
  REQUIRE(normalized(copy, photo, means, deviations));
  float least = 0, most = 0;
  for (std::size_t i = 0; i < copy.shape().elements(); ++i) {
    least = std::min(least, copy.data()[i]);
    most = std::max(most, copy.data()[i]);
  }
  REQUIRE(least < -1);
  REQUIRE(most > 1);
}

TEST_CASE(
    "Normalize takes a value for each channel or one for all, and does not change alpha without a value",
    "[normalize]") {
  const auto with_alpha = tests::noise_image<float>(23, 9, 4);
  REQUIRE(normalized(Normalize{}(with_alpha), with_alpha, {0.485, 0.456, 0.406}, {0.229, 0.224, 0.225}));
  REQUIRE(normalized(Normalize{{0.5, 0.25, 0.75, 0.125}, {1, 2, 0.5, 0.25}}(with_alpha), with_alpha,
                     {0.5, 0.25, 0.75, 0.125}, {1, 2, 0.5, 0.25}));
  for (const int channels : {1, 2, 3, 4, 5}) {
    const auto photo = tests::noise_image<float>(23, 9, channels);
    const auto count = static_cast<std::size_t>(channels);
    REQUIRE(normalized(Normalize{.mean = {0.5}, .deviation = {0.25}}(photo), photo,
                       std::vector<double>(count, 0.5), std::vector<double>(count, 0.25)));
  }
  const auto five = tests::noise_image<float>(23, 9, 5);
  REQUIRE(normalized(Normalize{{0, 0.1f, 0.2f, 0.3f, 0.4f}, {1, 2, 3, 4, 5}}(five), five,
                     {0, 0.1, 0.2, 0.3, 0.4}, {1, 2, 3, 4, 5}));
}

TEST_CASE("Normalize refuses integers, which cannot be negative", "[normalize]") {
  const auto text = [](const char* bits) {
    return "Curve.clamp: is off, but pixels of " + std::string(bits) +
           " bits cannot leave [0, 1]; normalize an image of floats";
  };
  REQUIRE(refusal([] { Normalize{}(tests::noise_image<std::uint8_t>(9, 8, 3)); }) == text("8"));
  REQUIRE(refusal([] { Normalize{}(tests::noise_image<std::uint16_t>(9, 8, 3)); }) == text("16"));
}

TEST_CASE("Normalize refuses images with another number of channels", "[normalize]") {
  const std::string remedy = " channels; give one value, or one for each channel";
  for (const int channels : {1, 2, 5}) {
    REQUIRE(refusal([&] { Normalize{}(tests::noise_image<float>(9, 8, channels)); }) ==
            "Normalize.mean: 3 values for " + std::to_string(channels) + remedy);
  }
  REQUIRE(refusal([] {
            Normalize{{0, 0}, {1, 1}}(tests::noise_image<float>(9, 8, 3));
          }) == "Normalize.mean: 2 values for 3" + remedy);
}

TEST_CASE("Normalize refuses fields that do not fit", "[normalize]") {
  tests::require_refused({
      {Normalize{.mean = {}}, "Normalize.mean: has no value; give one, or one for each channel"},
      {Normalize{.mean = {0.5}}, "Normalize.deviation: 3 values for 1 means; give as many"},
      {Normalize{.mean = {0, 0, 2e6}}, "Normalize.mean: 2000000 is above 1000000; give -1000000 to 1000000"},
      {Normalize{.mean = {0, NAN, 0}}, "Normalize.mean: is not a number; give -1000000 to 1000000"},
      {Normalize{.deviation = {1, 0, 1}}, "Normalize.deviation: 0 is below 1e-06; give 1e-06 to 1000000"},
      {Normalize{.deviation = {1, 1, INFINITY}},
       "Normalize.deviation: inf is above 1000000; give 1e-06 to 1000000"},
  });
}
