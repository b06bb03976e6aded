// SPDX-License-Identifier: MIT
#include "vary/ops/point/table.hpp"

#include "support/targets.hpp"
#include "transforms/checks.hpp"

namespace ops = vary::ops;

namespace {

void require_same(const std::vector<vary::Op>& list, vary::Shape shape) {
  const auto photo = tests::noise_image<std::uint8_t>(shape.width, shape.height, shape.channels);
  const auto table = vary::full_table<std::uint8_t>();
  const vary::detail::BoundTables tables(list, table, shape);
  vary::Image<std::uint8_t> out(shape.width, shape.height, shape.channels), expected = out;
  tables(vary::Tile<const std::uint8_t>(photo.view()), vary::Tile<std::uint8_t>(out.view()));
  vary::apply<std::uint8_t>(list, table, photo.view(), expected.view());
  REQUIRE(tests::same_image(out, expected));
}

}  // namespace

TEST_CASE("A table gives the bits of the curves that it is made of", "[table]") {
  tests::on_every_target([] {
    for (int channels = 1; channels <= 5; ++channels) {
      CAPTURE(channels);
      const vary::Shape shape{67, 9, channels};
      const ops::Curve line{.segments = {{.gain = 1.3f, .bias = -0.1f}}};
      const ops::Curve power{.exponent = 0.7f};
      ops::Curve each{.segments = {}, .per_channel = true}, with_alpha = line;
      for (int c = 0; c < channels; ++c)
        each.segments.push_back({.gain = 0.3f + 0.2f * static_cast<float>(c)});
      with_alpha.alpha = true;
      require_same({line}, shape);
      require_same({line, power, ops::Posterize{4}}, shape);
      require_same({power, each, line}, shape);
      require_same({line, with_alpha, ops::Posterize{3}}, shape);
      require_same({with_alpha, with_alpha}, shape);
    }
  });
}
