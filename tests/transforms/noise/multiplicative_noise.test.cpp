// SPDX-License-Identifier: MIT
#include "vary/transforms/noise/multiplicative_noise.hpp"

#include <cmath>
#include <set>

#include "transforms/checks.hpp"
#include "transforms/noise/moments.hpp"

using tests::rows;
using vary::MultiplicativeNoise;

TEST_CASE("MultiplicativeNoise has one factor for the image, or one for each channel, pixel or value",
          "[multiplicative_noise]") {
  const auto photo = tests::flat_image<float>({40, 30, 3}, 0.5f);
  for (const bool per_channel : {false, true}) {
    for (const bool elementwise : {false, true}) {
      const auto copy = MultiplicativeNoise{.per_channel = per_channel, .elementwise = elementwise}(photo);
      std::set<float> reds, all(copy.data(), copy.data() + copy.shape().elements());
      for (int i = 0; i < 40 * 30; ++i) {
        const float* pixel = copy.data() + 3 * i;
        reds.insert(pixel[0]);
        REQUIRE((pixel[0] == pixel[1] && pixel[1] == pixel[2]) == !per_channel);
        REQUIRE(std::fabs(pixel[0] - 0.5f) <= 0.0501f);
      }
      CAPTURE(per_channel, elementwise);
      REQUIRE((elementwise ? reds.size() > 1000 : reds.size() == 1));
      REQUIRE((elementwise ? all.size() > 1000 : all.size() == (per_channel ? 3 : 1)));
    }
  }
}

TEST_CASE("The factors of MultiplicativeNoise are uniform in the range", "[multiplicative_noise]") {
  const auto photo = tests::flat_image<float>({200, 150, 3}, 0.5f);
  const MultiplicativeNoise speckle{.multiplier = {0.6, 1.2}, .per_channel = true, .elementwise = true};
  const tests::Moments found = tests::moments(speckle(photo), photo);
  REQUIRE(found.mean == Approx(-0.05).margin(0.002));
  REQUIRE(found.deviation == Approx(0.3 / std::sqrt(12.0)).margin(0.002));
  REQUIRE(rows(MultiplicativeNoise{.multiplier = 1.5}(tests::image({{0, 101, 240}}))) ==
          tests::Rows{{0, 152, 255}});
}

TEST_CASE("MultiplicativeNoise refuses fields out of range", "[multiplicative_noise]") {
  tests::require_refused({
      {MultiplicativeNoise{.multiplier = -1}, "MultiplicativeNoise.multiplier: -1 is below 0; give 0 to 10"},
      {MultiplicativeNoise{.multiplier = {2, 1}},
       "MultiplicativeNoise.multiplier: low 2 is above high 1; give the lower value first"},
  });
}
