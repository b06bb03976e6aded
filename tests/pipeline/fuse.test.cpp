// SPDX-License-Identifier: MIT
#include "vary/pipeline/fuse.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "support/random_recipes.hpp"
#include "support/reference.hpp"
#include "support/targets.hpp"
#include "transforms/checks.hpp"

using vary::Border;
using vary::Fusion;
using vary::Op;
using vary::Shape;
namespace ops = vary::ops;

namespace {

const Shape shape{12, 9, 3};

/// The ops that are left of some, each checked and kept only if it does something, as in a recipe.
std::vector<Op> fused(const std::vector<Op>& list, Fusion fusion, Shape in = shape, std::size_t bytes = 1) {
  vary::Recipe recipe(in);
  for (const Op& op : list) recipe.add(op);
  const vary::Plan plan(recipe, fusion, bytes);
  return {plan.ops().begin(), plan.ops().end()};
}

/// True if exact fusion changes no bit of any type's images.
bool changes_nothing(const std::vector<Op>& list, Shape in = shape) {
  vary::Recipe recipe(in);
  for (const Op& op : list) recipe.add(op);
  const auto same = [&]<class T>(T) {
    const auto photo = tests::noise_image<T>(in.width, in.height, in.channels);
    return tests::same_image(vary::replay(recipe, photo, Fusion::exact),
                               vary::replay(recipe, photo, Fusion::stepwise));
  };
  return same(std::uint8_t{}) && same(std::uint16_t{}) && same(float{});
}

ops::Permute crop(int width, int height, int x, int y) {
  return {.width = width, .height = height, .x = x, .y = y};
}
ops::Permute pad(int by, Border border, vary::Fill fill = 0) {
  return {.width = 12 + 2 * by, .height = 9 + 2 * by, .x = -by, .y = -by, .border = border, .fill = fill};
}
const ops::Permute flip{.width = 12, .height = 9, .x = 11, .flip_x = true};
const ops::Permute upside_down{.width = 12, .height = 9, .y = 8, .flip_y = true};
const ops::Permute transpose{.width = 9, .height = 12, .transposed = true};
const ops::Curve darker{.segments = {{.gain = 0.5f}}};
ops::Warp turned(double sine, Border border = Border::reflect) {
  const double cosine = std::sqrt(1 - sine * sine);
  ops::Warp warp{
      .matrix = {cosine, sine, 0.3, -sine, cosine, 1.7}, .width = 12, .height = 9, .border = border};
  for (double& entry : warp.matrix) entry = ops::Warp::quantised(entry);
  return warp;
}

}  // namespace

TEST_CASE("Moves are one move", "[fuse]") {
  const std::vector<Op> once = fused({flip, upside_down, transpose, crop(5, 6, 2, 3)}, Fusion::exact);
  REQUIRE(once.size() == 1);
  REQUIRE(changes_nothing({flip, upside_down, transpose, crop(5, 6, 2, 3)}));
  REQUIRE(fused({flip, flip}, Fusion::exact).empty());
  REQUIRE(
      fused({transpose, ops::Permute{.width = 12, .height = 9, .transposed = true}}, Fusion::exact).empty());
}

TEST_CASE("All pairs and triples of moves give the bits of moves one by one", "[fuse]") {
  for (const Border border : tests::all_borders) {
    const auto moves = [&](Shape in) {
      const int w = in.width, h = in.height;
      std::vector<ops::Permute> list;
      for (const bool flip_x : {false, true}) {
        for (const bool flip_y : {false, true}) {
          for (const bool transposed : {false, true}) {
            const int x = flip_x ? w - 1 : 0, y = flip_y ? h - 1 : 0;
            const int width = transposed ? h : w, height = transposed ? w : h;
            const ops::Permute turn{.width = width,
                                    .height = height,
                                    .x = x,
                                    .y = y,
                                    .flip_x = flip_x,
                                    .flip_y = flip_y,
                                    .transposed = transposed,
                                    .border = border,
                                    .fill = 0.7};
            list.push_back(turn);
            ops::Permute smaller = turn, larger = turn;
            smaller.width -= 2;
            smaller.height -= 1;
            larger.width += 3;
            larger.height += 2;
            larger.x += flip_x ? 1 : -1;
            larger.y += flip_y ? 2 : -2;
            list.push_back(smaller);
            list.push_back(larger);
          }
        }
      }
      return list;
    };
    const Shape in{7, 5, 3};
    const auto photo = tests::noise_image<std::uint8_t>(in.width, in.height, in.channels);
    for (const ops::Permute& first : moves(in)) {
      for (const ops::Permute& second : moves(first.output(in))) {
        vary::Recipe recipe(in);
        recipe.add(first);
        recipe.add(second);
        recipe.add(ops::Curve{.segments = {{.gain = -1, .bias = 1}}});
        recipe.add(moves(recipe.shape())[(recipe.shape().elements() / 3) % 24]);
        INFO(vary::to_json(recipe));
        REQUIRE(tests::same_image(vary::replay(recipe, photo, Fusion::exact),
                                    vary::replay(recipe, photo, Fusion::stepwise)));
      }
    }
  }
}

TEST_CASE("A pad joins flips, and pads of the same edge or constant only", "[fuse]") {
  for (const Border border : tests::all_borders)
    REQUIRE(fused({flip, pad(2, border)}, Fusion::exact).size() == 1);
  const auto twice = [](Border a, Border b, vary::Fill fill = 0) {
    ops::Permute second = pad(3, b, fill);
    second.width += 4;
    second.height += 4;
    return std::vector<Op>{pad(2, a), second};
  };
  REQUIRE(fused(twice(Border::edge, Border::edge), Fusion::exact).size() == 1);
  REQUIRE(fused(twice(Border::constant, Border::constant), Fusion::exact).size() == 1);
  REQUIRE(fused(twice(Border::constant, Border::constant, 0.5), Fusion::exact).size() == 2);
  REQUIRE(fused(twice(Border::edge, Border::reflect), Fusion::exact).size() == 2);
  REQUIRE(fused(twice(Border::reflect, Border::reflect), Fusion::exact).size() == 2);
  REQUIRE(fused({crop(6, 5, 2, 2),
                 ops::Permute{.width = 8, .height = 7, .x = -1, .y = -1, .border = Border::edge}},
                Fusion::exact)
              .size() == 2);
}

TEST_CASE("A move comes before what is done to each pixel, unless it makes more or brings a constant",
          "[fuse]") {
  const std::vector<Op> moved = fused({darker, ops::Hue{.shift = 0.2f}, crop(5, 5, 1, 1)}, Fusion::exact);
  REQUIRE(moved[0].is<ops::Permute>());
  REQUIRE(changes_nothing({darker, ops::Hue{.shift = 0.2f}, crop(5, 5, 1, 1)}));
  const auto stays = [](const Op& op, const ops::Permute& permute) {
    return fused({op, permute}, Fusion::exact)[1].is<ops::Permute>();
  };
  REQUIRE(stays(darker, pad(2, Border::edge)));
  REQUIRE(stays(darker, {.width = 12, .height = 9, .x = 1, .border = Border::constant}));
  REQUIRE(!stays(darker, {.width = 12, .height = 9, .x = 1, .border = Border::edge}));
  REQUIRE(stays(ops::Noise{.sigma = 0.1f}, flip));
  REQUIRE(stays(ops::Equalize{}, flip));
  REQUIRE(stays(ops::Box{.width = 3, .height = 3}, flip));
}

TEST_CASE("Flips, turns and crops after a warp are part of it, to the last bit", "[fuse]") {
  for (const ops::Permute& permute : {flip, upside_down, transpose, crop(5, 4, 3, 2)}) {
    const std::vector<Op> list{turned(0.3), permute};
    REQUIRE(fused(list, Fusion::exact).size() == 1);
    REQUIRE(changes_nothing(list));
  }
  for (const auto interpolation : {vary::Interpolation::nearest, vary::Interpolation::bicubic}) {
    ops::Warp warp = turned(-0.6);
    warp.interpolation = interpolation;
    REQUIRE(changes_nothing({warp, transpose, ops::Permute{.width = 7, .height = 8, .x = 1, .y = 2}}));
  }
  ops::Warp smaller = turned(0.1);
  for (double& entry : smaller.matrix) entry *= 2;
  REQUIRE(changes_nothing({smaller, upside_down}));
  ops::Warp far = turned(0.3);
  far.perspective = {0.01, 0};
  REQUIRE(fused({far, flip}, Fusion::exact).size() == 2);
  REQUIRE(fused({turned(0.3), pad(1, Border::reflect)}, Fusion::full).size() == 2);
}

TEST_CASE("Warps with the same border are sampled once, and not if that is not wanted", "[fuse]") {
  REQUIRE(fused({turned(0.3), turned(-0.2)}, Fusion::full).size() == 1);
  REQUIRE(fused({flip, turned(0.3), upside_down, turned(-0.2), transpose}, Fusion::full).size() == 1);
  REQUIRE(fused({turned(0.3), turned(-0.2)}, Fusion::exact).size() == 2);
  REQUIRE(fused({turned(0.3), turned(-0.2, Border::edge)}, Fusion::full).size() == 2);
  ops::Warp other = turned(-0.2);
  other.interpolation = vary::Interpolation::bicubic;
  REQUIRE(fused({turned(0.3), other}, Fusion::full).size() == 2);
  REQUIRE(fused({turned(0.3), crop(10, 8, 1, 0), turned(-0.2)}, Fusion::full).size() == 2);
  REQUIRE(fused({turned(0.3), pad(1, Border::reflect), turned(-0.2)}, Fusion::full).size() == 3);
  REQUIRE(fused({turned(0.3), ops::Resize{10, 8}, turned(-0.2)}, Fusion::full).size() == 3);
}

TEST_CASE("Warps sampled once are closer to the warped scene than one by one", "[fuse]") {
  // A smooth scene, known between its pixels.
  const int size = 64;
  const auto scene = [](double x, double y) {
    return 0.5 + 0.2 * std::sin(0.55 * x) + 0.2 * std::cos(0.45 * y + 0.2 * x);
  };
  vary::Image<float> photo(size, size, 1);
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) photo.at(x, y) = static_cast<float>(scene(x + 0.5, y + 0.5));
  }
  const auto turn = [&](double sine) {
    ops::Warp warp = turned(sine);
    warp.width = warp.height = size;
    return warp;
  };
  const ops::Permute mirror{.width = size, .height = size, .x = size - 1, .flip_x = true};
  const ops::Warp first = turn(0.2), second = turn(-0.15), third = turn(0.3);
  vary::Recipe recipe({size, size, 1});
  recipe.add(first);
  recipe.add(mirror);
  recipe.add(second);
  recipe.add(third);
  const auto error = [&](Fusion fusion) {
    const auto copy = vary::replay(recipe, photo, fusion);
    double sum = 0;
    for (int j = 24; j < 40; ++j) {
      for (int i = 24; i < 40; ++i) {
        double x = i + 0.5, y = j + 0.5;
        const auto through = [&](const ops::Warp& warp) {
          const auto& m = warp.matrix;
          const double at = m[0] * x + m[1] * y + m[2];
          y = m[3] * x + m[4] * y + m[5];
          x = at;
        };
        through(third);
        through(second);
        x = size - x;
        through(first);
        const double difference = static_cast<double>(copy.at(i, j)) - scene(x, y);
        sum += difference * difference;
      }
    }
    return std::sqrt(sum / 256);
  };
  REQUIRE(error(Fusion::full) < 0.5 * error(Fusion::exact));
  REQUIRE(error(Fusion::full) < 0.02);
}

TEST_CASE("Orders of channels are one order, made by a matrix where numbers are whole", "[fuse]") {
  const ops::Reorder turn{.order = {1, 2, 0}}, swap{.order = {2, 1, 0}};
  REQUIRE(fused({turn, turn, turn}, Fusion::exact).empty());
  REQUIRE(fused({turn, swap}, Fusion::exact).size() == 1);
  REQUIRE(changes_nothing({turn, swap}));
  const Op matrix = ops::saturation(1.3f);
  REQUIRE(fused({matrix, turn}, Fusion::exact, shape, 2).size() == 1);
  REQUIRE(fused({matrix, turn}, Fusion::exact, shape, 4).size() == 2);
  REQUIRE(changes_nothing({matrix, turn}));
  const Shape with_alpha{12, 9, 4};
  REQUIRE(fused({matrix, ops::Reorder{.order = {1, 2, 0, 3}}}, Fusion::exact, with_alpha).size() == 1);
  REQUIRE(fused({matrix, ops::Reorder{.order = {1, 2, 3, 0}}}, Fusion::exact, with_alpha).size() == 2);
  REQUIRE(changes_nothing({matrix, ops::Reorder{.order = {1, 2, 0, 3}}}, with_alpha));
}

TEST_CASE("Channels are ordered after curves, which then meet", "[fuse]") {
  const ops::Reorder turn{.order = {1, 2, 0}};
  ops::Curve each{.segments = {{.gain = 0.5f}, {.gain = 0.7f}, {.gain = -1, .bias = 1}}, .per_channel = true};
  const std::vector<Op> list = fused({darker, turn, each, ops::Posterize{3}}, Fusion::exact);
  REQUIRE(list.back().is<ops::Reorder>());
  REQUIRE(changes_nothing({darker, turn, each, ops::Posterize{3}}));
  const Shape with_alpha{12, 9, 4};
  const ops::Reorder alpha_first{.order = {3, 0, 1, 2}}, alpha_last{.order = {2, 0, 1, 3}};
  REQUIRE(fused({alpha_first, darker}, Fusion::exact, with_alpha)[0].is<ops::Reorder>());
  REQUIRE(fused({alpha_last, darker}, Fusion::exact, with_alpha)[1].is<ops::Reorder>());
  each.segments.push_back({});
  REQUIRE(changes_nothing({alpha_last, each}, with_alpha));
  REQUIRE(changes_nothing({alpha_first, darker, ops::Posterize{2}}, with_alpha));
}

TEMPLATE_TEST_CASE("Random recipes fused exactly are their ops in turn, in bands of any height", "[fuse]",
                   std::uint8_t, std::uint16_t, float) {
  const auto agree = [](std::uint64_t seed) {
    const vary::Recipe recipe =
        tests::random_recipe(tests::random_shape(seed), seed, 1 + static_cast<int>(seed % 12));
    INFO("seed " << seed << ": " << vary::to_json(recipe));
    const auto photo = tests::noise_image<TestType>(recipe.input(), seed);
    const auto expected = tests::in_turn<TestType>(recipe, photo.view());
    for (const std::size_t bytes : {1u, 700u, 16384u}) {
      vary::Plan plan(recipe, Fusion::exact, sizeof(TestType));
      plan.set_band_bytes(bytes);
      vary::Image<TestType> out;
      out.resize(recipe.shape());
      vary::run<TestType>(plan, photo.view(), out.view());
      REQUIRE(tests::same_bits<TestType>(out.view(), expected.view()));
    }
    // Full fusion is the same where no warps have met.
    std::vector<vary::detail::FusionNote> notes;
    const vary::Plan full(recipe, Fusion::full, sizeof(TestType), &notes);
    const bool joined = std::any_of(notes.begin(), notes.end(), [](const vary::detail::FusionNote& note) {
      return std::string_view(note.second) == "Warp";
    });
    vary::Image<TestType> out;
    out.resize(recipe.shape());
    vary::run<TestType>(full, photo.view(), out.view());
    if (!joined) REQUIRE(tests::same_bits<TestType>(out.view(), expected.view()));
  };
  for (std::uint64_t seed = 0; seed < 400; ++seed) agree(seed);
  tests::on_every_target([&] {
    for (std::uint64_t seed = 1000; seed < 1040; ++seed) agree(seed);
  });
}
