// SPDX-License-Identifier: MIT
#include "vary/ops/move/erase.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "support/reference.hpp"

using vary::EraseFill;
using vary::List;
using vary::Shape;
using vary::ops::Erase;

namespace {

constexpr EraseFill all_kinds[] = {EraseFill::constant, EraseFill::mean, EraseFill::random,
                                   EraseFill::mirrored};
constexpr vary::Stream stream{0x0123456789ABCDEF, 0xFEDCBA9876543210};

/// A rectangle from its first pixel to the one behind its last, within the image.
struct Box {
  int x0, y0, x1, y1;
};

/// The copy of a hole that covers a pixel; the last where there are several.
std::optional<Box> covering(const Erase& op, Shape shape, int x, int y) {
  std::optional<Box> found;
  for (const Erase::Hole& hole : op.holes) {
    for (int row = 0; row < hole.rows; ++row) {
      for (int column = 0; column < hole.columns; ++column) {
        const int left = hole.x + column * hole.step_x, top = hole.y + row * hole.step_y;
        if (x < left || x >= left + hole.width || y < top || y >= top + hole.height) continue;
        const Box box{std::max(left, 0), std::max(top, 0), std::min(left + hole.width, shape.width),
                      std::min(top + hole.height, shape.height)};
        const bool whole = box.x1 - box.x0 == shape.width && box.y1 - box.y0 == shape.height;
        if (!whole || op.kind != EraseFill::mirrored) found = box;  // nothing to mirror: the hole is not made
      }
    }
  }
  return found;
}

/// Where a mirrored pixel of an axis comes from, if [from, to) of `size` is hidden.
int mirrored(int i, int from, int to, int size) {
  if (from >= size - to) return tests::folded(vary::Border::symmetric, i, from);
  return to + tests::folded(vary::Border::symmetric, i - to, size - to);
}

/// Random value number i, from bytes of as many blocks as its type has room for.
template <class T>
T random_value(std::uint64_t i) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
  const std::size_t bytes = std::is_same_v<T, float> ? 3 : sizeof(T);
  double value = 0;
  for (std::uint32_t plane = 0; plane < bytes; ++plane) {
    const vary::PhiloxBlock w = vary::philox({low(i / 16), plane << 30, low(stream.b), high(stream.b)},
                                             {low(stream.a), high(stream.a)});
    value = 256 * value + (w[i % 16 / 4] >> i % 4 * 8 & 255);
  }
  return static_cast<T>(std::is_same_v<T, float> ? value * 0x1p-24 : value);
}

template <class T>
T mean_of(vary::ImageView<const T> view, int c) {
  double sum = 0;
  for (int y = 0; y < view.height(); ++y) {
    for (int x = 0; x < view.width(); ++x) {
      const auto value = static_cast<double>(view.at(x, y, c));
      sum += std::is_same_v<T, float> ? std::floor(value * 0x1p20) : value;
    }
  }
  const double mean = sum / (static_cast<double>(view.width()) * view.height());
  return tests::rounded<T>(std::is_same_v<T, float> ? mean * 0x1p-20 : mean);
}

template <class T>
void require_erased(const Erase& op, const tests::Guarded<T>& in) {
  const vary::ImageView<const T> view = in.view();
  const Shape shape = view.shape();
  std::vector<T> colours;
  for (int c = 0; c < shape.channels; ++c) {
    const double value = static_cast<double>(op.fill.values[op.fill.values.size() == 1 ? 0 : std::size_t(c)]);
    colours.push_back(op.kind == EraseFill::mean
                          ? mean_of<T>(view, c)
                          : tests::rounded<T>(value * static_cast<double>(vary::white<T>)));
  }
  const auto out = tests::applied(op, in);
  REQUIRE(tests::equals(out, [&](int x, int y, int c) {
    const auto box = covering(op, shape, x, y);
    if (!box) return view.at(x, y, c);
    if (op.kind == EraseFill::random) {
      return random_value<T>(static_cast<std::uint64_t>((y * shape.width + x) * shape.channels + c));
    }
    if (op.kind != EraseFill::mirrored) return colours[static_cast<std::size_t>(c)];
    if (box->x1 - box->x0 < shape.width) return view.at(mirrored(x, box->x0, box->x1, shape.width), y, c);
    return view.at(x, mirrored(y, box->y0, box->y1, shape.height), c);
  }));
}

/// Holes of all sizes, some outside, some without pixels, some over others.
List<Erase::Hole, 8> some_holes(tests::Dice& dice, Shape shape) {
  List<Erase::Hole, 8> holes;
  for (int i = dice.between(1, 10); i > 0; --i) {
    holes.push_back({.x = dice.between(-shape.width, shape.width),
                     .y = dice.between(-shape.height, shape.height),
                     .width = dice.between(-1, shape.width),
                     .height = dice.between(0, shape.height + 1)});
  }
  return holes;
}

Erase::Hole some_grid(tests::Dice& dice) {
  return {.x = dice.between(-9, 5),
          .y = dice.between(-9, 5),
          .width = dice.between(1, 6),
          .height = dice.between(1, 6),
          .columns = dice.between(1, 40),
          .rows = dice.between(1, 40),
          .step_x = dice.between(1, 9),
          .step_y = dice.between(1, 9)};
}

}  // namespace

TEMPLATE_TEST_CASE("Erase replaces rectangles and nothing else", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  std::uint64_t seed = 70;
  tests::for_each_shape([&](Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, ++seed);
    tests::Dice dice(seed);
    for (const EraseFill kind : all_kinds) {
      CAPTURE(static_cast<int>(kind), seed);
      Erase op{.kind = kind, .stream = stream};
      op = tests::coloured(op, shape.channels);
      op.holes = some_holes(dice, shape);
      require_erased(op, in);
      op.holes = {some_grid(dice)};
      require_erased(op, in);
      op.holes.push_back(some_grid(dice));
      op.holes.push_back({.x = 0, .y = 1, .width = shape.width, .height = shape.height / 2});
      require_erased(op, in);
    }
  });
}

TEMPLATE_TEST_CASE("Erase makes wide holes of every pixel size", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  for (const int channels : {1, 2, 3, 4, 5}) {
    const auto in = tests::noise_image<TestType>({701, 9, channels}, 90);
    for (const EraseFill kind : all_kinds) {
      Erase op{.kind = kind, .stream = stream};
      op = tests::coloured(op, channels);
      op.holes = {{.x = 5, .y = 2, .width = 600, .height = 3}, {.x = 690, .y = 7, .width = 99, .height = 99}};
      require_erased(op, in);
    }
  }
}

TEST_CASE("Erase of far copies and huge holes counts only what shows", "[ops]") {
  constexpr int huge = 2147483647;
  const auto in = tests::flat_image<std::uint8_t>({20, 10, 1});
  const auto erased = [&](Erase::Hole hole) {
    const Erase op{.holes = {hole}};
    const auto out = tests::applied(op, in);
    int count = 0;
    for (int y = 0; y < 10; ++y) {
      for (int x = 0; x < 20; ++x) count += out.view().at(x, y) == 0 ? 1 : 0;
    }
    CHECK(op.identity({20, 10, 1}) == (count == 0));
    return count;
  };
  CHECK(erased({.x = -huge, .y = -huge, .width = huge, .height = huge}) == 0);
  CHECK(erased({.x = -1000, .y = -1000, .width = huge, .height = huge}) == 200);
  CHECK(erased({.x = -huge, .y = 0, .width = 1, .height = huge, .columns = huge, .step_x = 1}) == 0);
  CHECK(erased({.x = 1 - huge, .y = 0, .width = 2, .height = huge, .columns = huge, .step_x = 1}) == 20);
  CHECK(erased({.x = 4 - huge, .y = 9, .width = 1, .height = huge, .columns = huge, .step_x = huge - 1}) ==
        1);
  CHECK(erased({.x = -5, .y = 1 - huge, .width = 6, .height = 1, .rows = huge, .step_y = 3}) == 4);
  CHECK(erased({.x = 20, .y = 0, .width = 5, .height = 5, .columns = huge, .step_x = huge}) == 0);
  CHECK(erased({.x = 19, .y = 0, .width = 5, .height = 5, .columns = huge, .step_x = huge}) == 5);
}

TEST_CASE("A mirrored hole is the image beside it, back and forth", "[ops]") {
  const auto line = [](std::vector<std::uint8_t> values, Erase::Hole hole) {
    tests::Guarded<std::uint8_t> in({static_cast<int>(values.size()), 1, 1});
    for (std::size_t i = 0; i < values.size(); ++i) in.view().at(static_cast<int>(i), 0) = values[i];
    const auto out = tests::applied(Erase{.holes = {hole}, .kind = EraseFill::mirrored}, in);
    return std::vector<std::uint8_t>(out.view().data(), out.view().data() + values.size());
  };
  using Values = std::vector<std::uint8_t>;
  const Values start{1, 2, 3, 4, 5, 6, 7};
  CHECK(line(start, {.x = 4, .y = 0, .width = 2, .height = 1}) == Values{1, 2, 3, 4, 4, 3, 7});
  CHECK(line(start, {.x = 1, .y = 0, .width = 2, .height = 1}) == Values{1, 5, 4, 4, 5, 6, 7});
  CHECK(line(start, {.x = 2, .y = 0, .width = 5, .height = 1}) == Values{1, 2, 2, 1, 1, 2, 2});
  CHECK(line(start, {.x = 0, .y = 0, .width = 6, .height = 1}) == Values{7, 7, 7, 7, 7, 7, 7});
  CHECK(line(start, {.x = 3, .y = 0, .width = 1, .height = 1}) ==
        Values{1, 2, 3, 3, 5, 6, 7});  // left if equal
  CHECK(line(start, {.x = -3, .y = -1, .width = 60, .height = 5}) == start);
}

TEST_CASE("Erase knows when nothing would change", "[ops]") {
  const Shape shape{8, 6, 1};
  CHECK(Erase{}.identity(shape));
  CHECK(Erase{.holes = {{.x = 8, .y = 0, .width = 3, .height = 3}}}.identity(shape));
  CHECK(Erase{.holes = {{.x = 0, .y = -3, .width = 3, .height = 3}}}.identity(shape));
  CHECK(Erase{.holes = {{.x = 0, .y = 0, .width = 0, .height = 3}}}.identity(shape));
  CHECK(Erase{.holes = {{.x = 0, .y = 0, .width = 3, .height = -3}}}.identity(shape));
  CHECK(Erase{.holes = {{.x = -9, .y = 0, .width = 3, .height = 3, .columns = 2, .step_x = 20}}}.identity(
      shape));
  CHECK(!Erase{.holes = {{.x = -9, .y = 0, .width = 3, .height = 3, .columns = 2, .step_x = 7}}}.identity(
      shape));
  CHECK(!Erase{.holes = {{.x = 7, .y = 5, .width = 1, .height = 1}}}.identity(shape));
  CHECK(Erase{}.output(shape) == shape);
}

TEST_CASE("Erase refuses copies that do not move, and colours that do not fit", "[ops]") {
  const Shape shape{8, 6, 3};
  CHECK_THROWS_WITH((Erase{.holes = {{.width = 1, .height = 1, .columns = 0}}}.check(shape)),
                    "Erase.holes: 0 columns; give 1 or more");
  CHECK_THROWS_WITH((Erase{.holes = {{.width = 1, .height = 1, .rows = -4}}}.check(shape)),
                    "Erase.holes: -4 rows; give 1 or more");
  CHECK_THROWS_WITH((Erase{.holes = {{.columns = 2}}}.check(shape)),
                    "Erase.holes: a step of 0 between copies; give 1 or more");
  CHECK_THROWS_WITH((Erase{.holes = {{}, {.rows = 2, .step_x = 3}}}.check(shape)),
                    "Erase.holes: a step of 0 between copies; give 1 or more");
  CHECK_THROWS_WITH((Erase{.fill = {0, 1}}.check(shape)),
                    "Erase.fill: 2 values for 3 channels; give one value, or one for each channel");
}

TEST_CASE("Random holes are the same for pixels of all types, as far as these go", "[ops]") {
  const Shape shape{61, 7, 3};
  const Erase op{
      .holes = {{.x = 3, .y = 1, .width = 50, .height = 5}}, .kind = EraseFill::random, .stream = stream};
  const auto bytes = tests::applied(op, tests::noise_image<std::uint8_t>(shape, 92));
  const auto words = tests::applied(op, tests::noise_image<std::uint16_t>(shape, 92));
  const auto reals = tests::applied(op, tests::noise_image<float>(shape, 92));
  for (int x = 3; x < 53; ++x) {
    for (int c = 0; c < 3; ++c) {
      REQUIRE(bytes.view().at(x, 4, c) == words.view().at(x, 4, c) / 256);
      REQUIRE(words.view().at(x, 4, c) == static_cast<int>(reals.view().at(x, 4, c) * 65536));
    }
  }
}
