// SPDX-License-Identifier: MIT
#include "vary/ops/move/permute.hpp"

#include "support/reference.hpp"

using vary::Border;
using vary::ops::Permute;

namespace {

template <class T>
void compare(const Permute& op, const tests::Guarded<T>& in) {
  CAPTURE(op.width, op.height, op.x, op.y, op.flip_x, op.flip_y, op.transposed, static_cast<int>(op.border));
  const tests::Endless<T> source(in, op.border);
  REQUIRE(tests::equals(tests::applied(op, in), [&](int i, int j, int c) {
    const int right = op.transposed ? j : i;
    const int down = op.transposed ? i : j;
    return source(op.flip_x ? op.x - right : op.x + right, op.flip_y ? op.y - down : op.y + down, c);
  }));
}

}  // namespace

TEMPLATE_TEST_CASE("Permute moves every pixel to its place", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 1);
    for (int way = 0; way < 8; ++way) {
      Permute op{.flip_x = (way & 1) != 0, .flip_y = (way & 2) != 0, .transposed = (way & 4) != 0};
      // The whole image, what fits into a part of it, and what reaches beyond every edge.
      struct Cut {
        int width, height, x, y;
      };
      const Cut inner{shape.width - shape.width / 3, shape.height - shape.height / 3, shape.width / 5,
                      shape.height / 4};
      for (const Cut& cut : {Cut{shape.width, shape.height, 0, 0}, inner}) {
        op.width = op.transposed ? cut.height : cut.width;
        op.height = op.transposed ? cut.width : cut.height;
        op.x = op.flip_x ? cut.x + cut.width - 1 : cut.x;
        op.y = op.flip_y ? cut.y + cut.height - 1 : cut.y;
        compare(op, in);
      }
      for (const Border border : tests::all_borders) {
        op = tests::coloured(op, shape.channels);
        op.border = border;
        op.width = 2 * shape.width + 5;
        op.height = shape.height + 4;
        op.x = op.flip_x ? shape.width + 2 : -3;
        op.y = op.flip_y ? shape.height + 1 : -2;
        compare(op, in);
      }
    }
  });
}

TEMPLATE_TEST_CASE("Permute follows its border at any distance", "[ops]", std::uint8_t, std::uint16_t,
                   float) {
  const auto in = tests::noise_image<TestType>({7, 5, 3}, 2);
  for (const Border border : tests::all_borders) {
    for (const int x : {-71, -14, 70, 140}) {
      for (const bool transposed : {false, true}) {
        Permute op{.width = 33, .height = 9, .x = x, .y = -x, .transposed = transposed, .border = border};
        compare(tests::coloured(op, 3), in);
        op.flip_x = op.flip_y = true;
        compare(tests::coloured(op, 3), in);
      }
    }
  }
}

TEST_CASE("Permute moves the bits of floats, whatever they mean", "[ops][simd]") {
  tests::Guarded<float> in({40, 3, 1});
  const float odd[] = {NAN, -NAN, -0.0f, 0.0f, INFINITY, -1e-42f, 7.0f};
  for (int y = 0; y < 3; ++y) {
    for (int x = 0; x < 40; ++x) in.view().at(x, y) = odd[(x + y) % 7];
  }
  compare({.width = 40, .height = 3, .x = 39, .flip_x = true}, in);
  compare({.width = 3, .height = 40, .transposed = true}, in);
}

TEST_CASE("Permute knows when nothing would move", "[ops]") {
  const vary::Shape shape{4, 3, 2};
  CHECK(Permute{.width = 4, .height = 3}.identity(shape));
  CHECK(Permute{.width = 4, .height = 3, .border = Border::wrap, .fill = 1}.identity(shape));
  for (const Permute& op :
       {Permute{.width = 3, .height = 3}, Permute{.width = 4, .height = 2},
        Permute{.width = 4, .height = 3, .x = 1}, Permute{.width = 4, .height = 3, .y = -1},
        Permute{.width = 4, .height = 3, .flip_x = true}, Permute{.width = 4, .height = 3, .flip_y = true},
        Permute{.width = 4, .height = 3, .transposed = true}}) {
    CHECK(!op.identity(shape));
    CHECK(op.output(shape) == vary::Shape{op.width, op.height, 2});
  }
}

TEST_CASE("Permute refuses sizes below 1 and fills for other channel counts", "[ops]") {
  const vary::Shape shape{4, 3, 2};
  CHECK_THROWS_WITH((Permute{.width = 0}.check(shape)), "Permute.width: 0 is not a size; give 1 or more");
  CHECK_THROWS_WITH((Permute{.height = -2}.check(shape)), "Permute.height: -2 is not a size; give 1 or more");
  CHECK_THROWS_WITH((Permute{.fill = {1, 0, 1}}.check(shape)),
                    "Permute.fill: 3 values for 2 channels; give one value, or one for each channel");
  CHECK_THROWS_WITH((Permute{.fill = NAN}.check(shape)),
                    "Permute.fill: nan is no colour; give a fraction of full scale");
  CHECK_NOTHROW(Permute{.fill = {1, 0}}.check(shape));
}
