// SPDX-License-Identifier: MIT
#include "vary/transforms/channels.hpp"

#include "transforms/checks.hpp"

using tests::picture;
using tests::Rows;
using tests::rows;
using vary::ChannelShuffle;
using vary::ChannelSwap;

namespace {

/// The order that a recipe brings `channels` channels into, as digits.
auto order_of(int channels) {
  return [channels](const vary::Recipe& recipe) {
    Rows row(1);
    for (int c = 0; c < channels; ++c) row[0].push_back(c);
    std::string digits;
    const Rows moved = rows(vary::replay(recipe, picture(row, channels)));
    for (const int c : moved[0]) digits += std::to_string(c);
    return digits;
  };
}

}  // namespace

TEST_CASE("ChannelSwap takes channel order[c] to c: by default RGB to BGR", "[channels]") {
  REQUIRE(rows(ChannelSwap{}(picture({{1, 2, 3, 4, 5, 6}}, 3))) == Rows{{3, 2, 1, 6, 5, 4}});
  REQUIRE(rows(ChannelSwap{.order = {1, 2, 0}}(picture({{1, 2, 3}}, 3))) == Rows{{2, 3, 1}});
  REQUIRE(rows(ChannelSwap{.order = {3, 0, 1, 2}}(picture({{1, 2, 3, 4}}, 4))) == Rows{{4, 1, 2, 3}});
  REQUIRE(rows(ChannelSwap{.order = {9, 0, 1, 2, 3, 4, 5, 6, 7, 8}}(
              picture({{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}}, 10))) == Rows{{9, 0, 1, 2, 3, 4, 5, 6, 7, 8}});
}

TEST_CASE("ChannelShuffle makes every order equally often; of four channels the last, alpha, stays",
          "[channels]") {
  REQUIRE(tests::evenly(tests::count_draws(6000, ChannelShuffle{}, {1, 1, 3}, order_of(3)), 6));
  REQUIRE(tests::evenly(tests::count_draws(12000, ChannelShuffle{}, {1, 1, 5}, order_of(5)), 120));
  const auto with_alpha = tests::count_draws(6000, ChannelShuffle{}, {1, 1, 4}, order_of(4));
  REQUIRE(tests::evenly(with_alpha, 6));
  for (const auto& [order, count] : with_alpha) REQUIRE(order.back() == '3');
}

TEST_CASE("ChannelSwap refuses what is no order, and pictures with other channels", "[channels]") {
  tests::require_refused({
      {ChannelSwap{.order = {}}, "ChannelSwap.order: is empty; name each channel once"},
      {ChannelSwap{.order = {0, 0, 1}},
       "ChannelSwap.order: names channel 0 2 times; name each of 0 to 2 once"},
      {ChannelSwap{.order = {0, 1, 3}},
       "ChannelSwap.order: names channel 2 0 times; name each of 0 to 2 once"},
      {ChannelSwap{.order = {-1}}, "ChannelSwap.order: names channel 0 0 times; name each of 0 to 0 once"},
  });
  REQUIRE(tests::refusal([] {
            ChannelSwap{}(picture({{1, 2, 3, 4}}, 4));
          }) == "ChannelSwap.order: names 3 channels, the picture of 1x1x4 has 4; name each once");
}
