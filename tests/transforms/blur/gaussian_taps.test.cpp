// SPDX-License-Identifier: MIT
#include "vary/transforms/blur/gaussian_taps.hpp"

#include <cmath>

#include "transforms/checks.hpp"

using vary::detail::gaussian_taps;

TEST_CASE("The weights of a Gaussian are symmetric, sum to one, and have the radius given",
          "[gaussian_taps]") {
  for (const double sigma : {0.3, 1.0, 7.5}) {
    for (const int radius : {0, 1, 5, 30}) {
      CAPTURE(sigma, radius);
      const auto taps = gaussian_taps(sigma, radius);
      const auto centre = static_cast<std::size_t>(radius);
      REQUIRE(taps.size() == 2 * centre + 1);
      double sum = 0;
      for (std::size_t d = 0; d <= centre; ++d) {
        REQUIRE(taps[centre - d] == taps[centre + d]);
        const double ratio = std::exp(-0.5 * static_cast<double>(d * d) / (sigma * sigma));
        REQUIRE(static_cast<double>(taps[centre + d]) ==
                Approx(ratio * static_cast<double>(taps[centre])).epsilon(1e-5).margin(1e-30));
        sum += static_cast<double>(taps[centre + d]) * (d == 0 ? 1 : 2);
      }
      REQUIRE(sum == Approx(1).margin(1e-6));
    }
  }
}
