// SPDX-License-Identifier: MIT
#include "vary/ops/window/box.hpp"

#include <utility>
#include <vector>

#include "support/reference.hpp"

using vary::Border;
using vary::ops::Box;

namespace {

/// Sums of all pixels above and left of a place, of an image with its margins, in double precision: whole
/// numbers without an error.
template <class T>
class Sums {
 public:
  Sums(const Box& op, const tests::Guarded<T>& in)
      : width_(in.view().width() + op.width - 1), channels_(in.view().channels()) {
    const tests::Endless<T> source(in, op.border);
    const int height = in.view().height() + op.height - 1;
    sums_.assign(static_cast<std::size_t>((width_ + 1) * (height + 1) * channels_), 0);
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width_; ++x) {
        for (int c = 0; c < channels_; ++c) {
          at(x + 1, y + 1, c) = static_cast<double>(source(x - op.width / 2, y - op.height / 2, c)) +
                                at(x, y + 1, c) + at(x + 1, y, c) - at(x, y, c);
        }
      }
    }
  }
  double& at(int x, int y, int c) {
    return sums_[static_cast<std::size_t>((y * (width_ + 1) + x) * channels_ + c)];
  }

 private:
  int width_;
  int channels_;
  std::vector<double> sums_;
};

template <class T>
void compare(const Box& op, const tests::Guarded<T>& in) {
  CAPTURE(op.width, op.height, static_cast<int>(op.border));
  Sums<T> sums(op, in);
  const auto value = [&](int x, int y, int c) {
    const double sum = sums.at(x + op.width, y + op.height, c) - sums.at(x, y + op.height, c) -
                       sums.at(x + op.width, y, c) + sums.at(x, y, c);
    return sum / (op.width * op.height);
  };
  REQUIRE(tests::worst_error(tests::applied(op, in), value) <= tests::bound<T>(1e-9, 1e-9, 1e-7));
}

}  // namespace

TEMPLATE_TEST_CASE("Box is the exact mean of every window", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  constexpr std::pair<int, int> windows[] = {{3, 3}, {5, 1}, {1, 5}, {9, 7}, {17, 3}, {3, 17}};
  tests::for_each_shape([&](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 31);
    for (const auto& [width, height] : windows) {
      for (const Border border : tests::all_borders) {
        compare(tests::coloured(Box{width, height, border, {}}, shape.channels), in);
      }
    }
  });
}

TEMPLATE_TEST_CASE("Box takes windows of any size", "[ops]", std::uint8_t, std::uint16_t, float) {
  const auto in = tests::noise_image<TestType>({37, 41, 2}, 32);
  for (int size = 1; size <= 67; size += 2) {
    compare(tests::coloured(Box{size, size, Border::reflect, {}}, 2), in);
    compare(tests::coloured(Box{size, 1, Border::wrap, {}}, 2), in);
    compare(tests::coloured(Box{1, size, Border::constant, {}}, 2), in);
  }
  for (const auto& [width, height] : {std::pair{1023, 1023}, std::pair{257, 255}, std::pair{129, 255},
                                      std::pair{15, 1023}, std::pair{1023, 3}}) {
    for (const Border border : tests::all_borders) {
      compare(tests::coloured(Box{width, height, border, {}}, 2), in);
    }
  }
}

TEMPLATE_TEST_CASE("Box rounds every sum of a small window as real numbers would", "[ops][simd]",
                   std::uint8_t, std::uint16_t) {
  // Pixels a whole window apart from the next: every sum that there is, or many of them.
  for (const auto& [width, height] :
       {std::pair{3, 1}, std::pair{3, 3}, std::pair{5, 3}, std::pair{5, 5}, std::pair{7, 5}, std::pair{7, 7},
        std::pair{9, 9}, std::pair{11, 11}, std::pair{15, 13}, std::pair{15, 15}}) {
    tests::Guarded<TestType> in({255 * width, height, 1});
    tests::Dice dice(7);
    for (int x = 0; x < 255 * width; ++x) {
      for (int y = 0; y < height; ++y) {
        const int level = x / width * (vary::white<TestType> / 255);
        in.view().at(x, y) = static_cast<TestType>(level + dice.between(0, 1));
      }
    }
    compare(Box{width, height, Border::edge, {}}, in);
  }
}

TEMPLATE_TEST_CASE("Box keeps a flat image flat", "[ops]", std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    for (const double level : {1.0, 0.3}) {
      tests::Guarded<TestType> in(shape);
      for (int y = 0; y < shape.height; ++y) {
        for (std::size_t i = 0; i < shape.row_elements(); ++i) {
          in.view().row(y)[i] = static_cast<TestType>(level * static_cast<double>(vary::white<TestType>));
        }
      }
      for (const int size : {3, 9, 33}) {
        const Box op{size, size, Border::symmetric, {}};
        REQUIRE(tests::same_bits<TestType>(tests::applied(op, in).view(), in.view()));
      }
    }
  });
}

TEST_CASE("Box forgets what has left the window", "[ops]") {
  tests::Guarded<float> in({70, 90, 1});
  for (int y = 0; y < 90; ++y) {
    for (int x = 0; x < 70; ++x) in.view().at(x, y) = y < 10 ? 1e30f : 0.25f;
  }
  for (const int size : {3, 15, 31}) {
    const auto out = tests::applied(Box{size, size, Border::edge, {}}, in);
    REQUIRE(out.view().at(5, 11 + size / 2) == 0.25f);
    REQUIRE(out.view().at(69, 89) == 0.25f);
  }
}

TEST_CASE("Box knows when nothing would change", "[ops]") {
  CHECK(Box{}.identity({3, 3, 1}));
  CHECK(!Box{.width = 3}.identity({3, 3, 1}));
  CHECK(!Box{.height = 3}.identity({3, 3, 1}));
  CHECK(Box{.width = 9}.output({5, 4, 3}) == vary::Shape{5, 4, 3});
}

TEST_CASE("Box refuses windows without a middle and fills for other channel counts", "[ops]") {
  const vary::Shape shape{3, 3, 2};
  CHECK_THROWS_WITH((Box{.width = 0}.check(shape)), "Box.width: 0 is no window; give 1 to 1023");
  CHECK_THROWS_WITH((Box{.height = 1025}.check(shape)), "Box.height: 1025 is no window; give 1 to 1023");
  CHECK_THROWS_WITH((Box{.width = 4}.check(shape)), "Box.width: 4 has no middle; give an odd number");
  CHECK_THROWS_WITH((Box{.fill = {1, 0, 1}}.check(shape)),
                    "Box.fill: 3 values for 2 channels; give one value, or one for each channel");
}
