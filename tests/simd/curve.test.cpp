// SPDX-License-Identifier: MIT
#include "vary/simd/curve.hpp"

#include <vector>

#include "support/pictures.hpp"
#include "support/targets.hpp"

using vary::simd::ApplyCurve;
using vary::simd::Segment;

TEMPLATE_TEST_CASE("A curve is applied to rows of every length and not beyond", "[simd]", std::uint8_t,
                   std::uint16_t, float) {
  const auto in = tests::noise_picture<TestType>({150, 2, 1}, 1);
  const Segment curves[][2] = {{{0, -1, 1}, {}}, {{0, 0.5f, 0.25f}, {0.5f, 2, -0.75f}}};
  tests::on_every_target([&] {
    for (std::size_t curve = 0; curve < 2; ++curve) {
      const auto job = [&](TestType* out, std::size_t count, bool skip_alpha) {
        return ApplyCurve<TestType>{in.view().data(), in.view().stride(), out,       150, 2, count,
                                    curves[curve],    curve + 1,          skip_alpha};
      };
      std::vector<TestType> whole(300);
      vary::simd::run(job(whole.data(), 150, false));
      for (std::size_t count = 0; count <= 140; ++count) {
        for (const bool skip_alpha : {false, true}) {
          std::vector<TestType> out(300, TestType(7)), expected = out;
          for (std::size_t y = 0; y < 2; ++y) {
            for (std::size_t i = 0; i < count; ++i) {
              expected[y * 150 + i] =
                  skip_alpha && i % 4 == 3 ? in.view().row(static_cast<int>(y))[i] : whole[y * 150 + i];
            }
          }
          vary::simd::run(job(out.data(), count, skip_alpha));
          CAPTURE(curve, count, skip_alpha);
          REQUIRE(out == expected);
        }
      }
    }
  });
}
