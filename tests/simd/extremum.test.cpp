// SPDX-License-Identifier: MIT
#include "vary/simd/extremum.hpp"

#include <algorithm>
#include <vector>

#include "support/pictures.hpp"
#include "support/targets.hpp"

TEMPLATE_TEST_CASE("The extreme of two neighbours is found in place, for rows of every length", "[simd]",
                   std::uint8_t, std::uint16_t, float) {
  const auto in = tests::noise_picture<TestType>({300, 1, 1}, 2);
  const std::vector<TestType> line(in.view().data(), in.view().data() + 300);
  tests::on_every_target([&] {
    for (const std::size_t offset : {0u, 1u, 2u, 5u, 63u, 64u, 100u}) {
      for (std::size_t count = 0; count <= 140; ++count) {
        for (const bool maximum : {true, false}) {
          auto out = line, expected = line;
          for (std::size_t i = 0; i < count; ++i) {
            expected[i] = maximum ? std::max(line[i], line[i + offset]) : std::min(line[i], line[i + offset]);
          }
          vary::simd::run(
              vary::simd::Extremum<TestType>{out.data(), 0, out.data(), 0, 1, count, offset, maximum});
          CAPTURE(offset, count, maximum);
          REQUIRE(out == expected);
        }
      }
    }
  });
}
