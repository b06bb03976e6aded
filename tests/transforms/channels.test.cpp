// SPDX-License-Identifier: MIT
#include "vary/transforms/channels.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::ChannelDropout;
using vary::ChannelShuffle;
using vary::ChannelSwap;
using vary::RGBShift;

namespace {

/// The order that a recipe brings `channels` channels into, as digits.
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

/// The channels that a recipe fills, as digits.
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

TEST_CASE("ChannelSwap takes channel order[c] to c: by default RGB to BGR", "[channels]") {
  REQUIRE(rows(ChannelSwap{}(image({{1, 2, 3, 4, 5, 6}}, 3))) == Rows{{3, 2, 1, 6, 5, 4}});
  REQUIRE(rows(ChannelSwap{.order = {1, 2, 0}}(image({{1, 2, 3}}, 3))) == Rows{{2, 3, 1}});
  REQUIRE(rows(ChannelSwap{.order = {3, 0, 1, 2}}(image({{1, 2, 3, 4}}, 4))) == Rows{{4, 1, 2, 3}});
  REQUIRE(rows(ChannelSwap{.order = {9, 0, 1, 2, 3, 4, 5, 6, 7, 8}}(
              image({{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}}, 10))) == Rows{{9, 0, 1, 2, 3, 4, 5, 6, 7, 8}});
}

TEST_CASE("ChannelShuffle makes every order equally often; of four channels the last, alpha, stays",
          "[channels]") {
  REQUIRE(tests::evenly(tests::count_draws(6000, ChannelShuffle{}, {1, 1, 3}, order_of(3)), 6));
  REQUIRE(tests::evenly(tests::count_draws(12000, ChannelShuffle{}, {1, 1, 5}, order_of(5)), 120));
  const auto with_alpha = tests::count_draws(6000, ChannelShuffle{}, {1, 1, 4}, order_of(4));
  REQUIRE(tests::evenly(with_alpha, 6));
  for (const auto& [order, count] : with_alpha) REQUIRE(order.back() == '3');
}

TEST_CASE("ChannelSwap refuses what is no order, and images with other channels", "[channels]") {
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

TEST_CASE("ChannelDropout fills every channel equally often; of four channels the last, alpha, stays",
          "[channels]") {
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

TEST_CASE("ChannelDropout leaves the other channels and fills with one value", "[channels]") {
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

TEST_CASE("ChannelDropout refuses bad fields, and images of which no channel would be left", "[channels]") {
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

TEST_CASE("RGBShift adds to each colour, and leaves alpha", "[channels]") {
  const RGBShift shift{.red = 0.2, .green = -0.2, .blue = 0};
  REQUIRE(rows(shift(image({{100, 100, 100, 250, 10, 10}}, 3))) == Rows{{151, 49, 100, 255, 0, 10}});
  REQUIRE(rows(shift(image({{100, 100, 100, 100}}, 4))) == Rows{{151, 49, 100, 100}});
  REQUIRE(rows(RGBShift{.red = 0, .green = 0, .blue = 1}(image({{5, 6, 7}}, 3))) == Rows{{5, 6, 255}});
}

TEST_CASE("RGBShift refuses shifts out of range, and images without colours", "[channels]") {
  tests::require_refused({
      {RGBShift{.red = -1.5}, "RGBShift.red: -1.5 is below -1; give -1 to 1"},
      {RGBShift{.green = {0, 2}}, "RGBShift.green: 2 is above 1; give -1 to 1"},
      {RGBShift{.blue = {1, 0}}, "RGBShift.blue: low 1 is above high 0; give the lower value first"},
  });
  REQUIRE(tests::refusal([] { RGBShift{}(vary::Image<float>(4, 3, 5)); }) ==
          "RGBShift: needs red, green and blue, with or without alpha; the image of 4x3x5 has 5 channels");
}
