// SPDX-License-Identifier: MIT
#include "vary/transforms/color/channel_dropout.hpp"

#include <string>

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::ChannelDropout;

namespace {

/// The channels that a recipe sets to a constant, as digits.
auto dropped_of(int channels) {
  return [channels](const vary::Recipe& recipe) {
    std::string digits;
    const Rows nines(1, std::vector(static_cast<std::size_t>(channels), 9));
    const Rows filled = rows(vary::replay(recipe, image(nines, channels)));
    for (int c = 0; c < channels; ++c) {
      if (filled[0][static_cast<std::size_t>(c)] != 9) digits += std::to_string(c);
    }
    return digits;
  };
}

}  // namespace

TEST_CASE("ChannelDropout fills every channel equally often, and never alpha", "[channel_dropout]") {
  REQUIRE(tests::evenly(tests::count_draws(6000, ChannelDropout{}, {1, 1, 3}, dropped_of(3)), 3));
  REQUIRE(tests::evenly(tests::count_draws(6000, ChannelDropout{}, {1, 1, 4}, dropped_of(4)), 3));
  REQUIRE(tests::evenly(tests::count_draws(6000, ChannelDropout{.count = 2}, {1, 1, 3}, dropped_of(3)), 3));
  REQUIRE(tests::evenly(tests::count_draws(6000, ChannelDropout{.count = 2}, {1, 1, 5}, dropped_of(5)), 10));
  const auto some = tests::count_draws(6000, ChannelDropout{.count = {0, 2}}, {1, 1, 3}, dropped_of(3));
  tests::Counts by_count;
  for (const auto& [digits, count] : some) by_count[std::to_string(digits.size())] += count;
  REQUIRE(tests::evenly(by_count, 3));
  REQUIRE(some.size() == 7);
}

TEST_CASE("ChannelDropout fills with one value, and does not change the other channels",
          "[channel_dropout]") {
  int seen = 0;
  for (int i = 0; i < 20; ++i) {
    const auto copy =
        ChannelDropout{.count = 1, .fill = 0.2}(image({{1, 2, 3, 4, 250, 251, 252, 253}}, 4), {.index = i});
    for (const Rows& possible :
         {Rows{{51, 2, 3, 4, 51, 251, 252, 253}}, Rows{{1, 51, 3, 4, 250, 51, 252, 253}},
          Rows{{1, 2, 51, 4, 250, 251, 51, 253}}}) {
      seen += rows(copy) == possible ? 1 : 0;
    }
  }
  REQUIRE(seen == 20);
}

TEST_CASE("ChannelDropout refuses fields out of range, and images without a channel left",
          "[channel_dropout]") {
  tests::require_refused({
      {ChannelDropout{.count = -1}, "ChannelDropout.count: -1 is below 0; give 0 to 1000"},
      {ChannelDropout{.count = 1001}, "ChannelDropout.count: 1001 is above 1000; give 0 to 1000"},
      {ChannelDropout{.count = {2, 1}},
       "ChannelDropout.count: low 2 is above high 1; give the lower value first"},
      {ChannelDropout{.fill = {0, 1}},
       "ChannelDropout.fill: 2 values for 1 channels; give one value, or one for each channel"},
      {ChannelDropout{.fill = tests::no_fill},
       "ChannelDropout.fill: has no value; give one, or one for each channel"},
      {ChannelDropout{.fill = NAN}, "ChannelDropout.fill: nan is no colour; give a fraction of full scale"},
  });
  const auto refused = [](const ChannelDropout& transform, int channels) {
    return tests::refusal([&] { transform(vary::Image<std::uint8_t>(3, 2, channels)); });
  };
  REQUIRE(refused({}, 1) == "ChannelDropout.count: 1 of 1 channel leaves none; drop fewer");
  REQUIRE(refused({.count = {1, 3}}, 3) == "ChannelDropout.count: 3 of 3 channels leave none; drop fewer");
  REQUIRE(refused({.count = 3}, 4) == "ChannelDropout.count: 3 of 3 channels leave none; drop fewer");
  REQUIRE(refused({.count = 5}, 5) == "ChannelDropout.count: 5 of 5 channels leave none; drop fewer");
}
