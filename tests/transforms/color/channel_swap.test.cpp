// SPDX-License-Identifier: MIT
#include "vary/transforms/color/channel_swap.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::ChannelSwap;

TEST_CASE("ChannelSwap takes channel order[c] to c: by default RGB to BGR", "[channel_swap]") {
  REQUIRE(rows(ChannelSwap{}(image({{1, 2, 3, 4, 5, 6}}, 3))) == Rows{{3, 2, 1, 6, 5, 4}});
  REQUIRE(rows(ChannelSwap{.order = {1, 2, 0}}(image({{1, 2, 3}}, 3))) == Rows{{2, 3, 1}});
  REQUIRE(rows(ChannelSwap{.order = {3, 0, 1, 2}}(image({{1, 2, 3, 4}}, 4))) == Rows{{4, 1, 2, 3}});
  REQUIRE(rows(ChannelSwap{.order = {9, 0, 1, 2, 3, 4, 5, 6, 7, 8}}(
              image({{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}}, 10))) == Rows{{9, 0, 1, 2, 3, 4, 5, 6, 7, 8}});
}

TEST_CASE("ChannelSwap refuses an invalid order, and images with another number of channels",
          "[channel_swap]") {
  tests::require_refused({
      {ChannelSwap{.order = {}}, "ChannelSwap.order: is empty; name each channel once"},
      {ChannelSwap{.order = {0, 0, 1}},
       "ChannelSwap.order: names channel 0 2 times; name each of 0 to 2 once"},
      {ChannelSwap{.order = {0, 1, 3}},
       "ChannelSwap.order: names channel 2 0 times; name each of 0 to 2 once"},
      {ChannelSwap{.order = {-1}}, "ChannelSwap.order: names channel 0 0 times; name each of 0 to 0 once"},
  });
  REQUIRE(tests::refusal([] {
            ChannelSwap{}(image({{1, 2, 3, 4}}, 4));
          }) == "ChannelSwap.order: names 3 channels, the image of 1x1x4 has 4; name each once");
}
