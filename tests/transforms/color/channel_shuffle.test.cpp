// SPDX-License-Identifier: MIT
#include "vary/transforms/color/channel_shuffle.hpp"

#include <string>

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::ChannelShuffle;

namespace {

/// The channel order that a recipe gives, as digits.
auto order_of(int channels) {
  return [channels](const vary::Recipe& recipe) {
    Rows row(1);
    for (int c = 0; c < channels; ++c) row[0].push_back(c);
    std::string digits;
    const Rows moved = rows(vary::replay(recipe, image(row, channels)));
    for (const int c : moved[0]) digits += std::to_string(c);
    return digits;
  };
}

}  // namespace

TEST_CASE("ChannelShuffle draws every order equally often, and keeps alpha last", "[channel_shuffle]") {
  REQUIRE(tests::evenly(tests::count_draws(6000, ChannelShuffle{}, {1, 1, 3}, order_of(3)), 6));
  REQUIRE(tests::evenly(tests::count_draws(12000, ChannelShuffle{}, {1, 1, 5}, order_of(5)), 120));
  const auto with_alpha = tests::count_draws(6000, ChannelShuffle{}, {1, 1, 4}, order_of(4));
  REQUIRE(tests::evenly(with_alpha, 6));
  for (const auto& [order, count] : with_alpha) REQUIRE(order.back() == '3');
}
