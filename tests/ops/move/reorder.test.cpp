// SPDX-License-Identifier: MIT
#include "vary/ops/move/reorder.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "support/reference.hpp"

using vary::ops::Reorder;

TEMPLATE_TEST_CASE("Reorder puts channels in every order", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 51);
    std::vector<int> order(static_cast<std::size_t>(shape.channels));
    std::iota(order.begin(), order.end(), 0);
    do {
      Reorder op;
      for (const int channel : order) op.order.push_back(channel);
      REQUIRE(tests::equals(tests::applied(op, in), [&](int x, int y, int c) {
        return in.view().at(x, y, order[static_cast<std::size_t>(c)]);
      }));
    } while (std::next_permutation(order.begin(), order.end()));
  });
}

TEST_CASE("Reorder takes more channels than it has memory for", "[ops]") {
  const auto in = tests::noise_image<std::uint16_t>({5, 4, 12}, 52);
  Reorder op;
  for (int c = 0; c < 12; ++c) op.order.push_back(11 - c);
  CHECK(
      tests::equals(tests::applied(op, in), [&](int x, int y, int c) { return in.view().at(x, y, 11 - c); }));
}

TEST_CASE("Reorder moves the bits of floats, whatever they mean", "[ops]") {
  tests::Guarded<float> in({40, 1, 2});
  const float odd[] = {NAN, -0.0f, 0.0f, -NAN, INFINITY};
  for (int i = 0; i < 80; ++i) in.view().row(0)[i] = odd[i % 5];
  CHECK(tests::equals(tests::applied(Reorder{{1, 0}}, in),
                      [&](int x, int y, int c) { return in.view().at(x, y, 1 - c); }));
}

TEST_CASE("Reorder knows when nothing would change", "[ops]") {
  CHECK(Reorder{{0, 1, 2}}.identity({3, 3, 3}));
  CHECK(!Reorder{{0, 2, 1}}.identity({3, 3, 3}));
  CHECK(Reorder{{1, 0}}.output({5, 4, 2}) == vary::Shape{5, 4, 2});
}

TEST_CASE("Reorder refuses all but each channel once", "[ops]") {
  const vary::Shape shape{3, 3, 3};
  CHECK_THROWS_WITH((Reorder{{1, 0}}.check(shape)),
                    "Reorder.order: names 2 channels, the image has 3; name each once");
  CHECK_THROWS_WITH((Reorder{{0, 1, 1}}.check(shape)),
                    "Reorder.order: names channel 1 2 times; name each of 0 to 2 once");
  CHECK_THROWS_WITH((Reorder{{1, 2, 3}}.check(shape)),
                    "Reorder.order: names channel 0 0 times; name each of 0 to 2 once");
  CHECK_THROWS_WITH((Reorder{{0, 0}}.check_order("ChannelShuffle")),
                    "ChannelShuffle.order: names channel 0 2 times; name each of 0 to 1 once");
}
