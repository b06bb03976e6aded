// SPDX-License-Identifier: MIT
#include "vary/ops/point/posterize.hpp"

#include "support/reference.hpp"

using vary::ops::Posterize;

namespace {

template <class T>
T posterized(T value, int bits) {
  const double levels = std::exp2(bits);
  if constexpr (std::is_same_v<T, float>) {
    const double bounded = std::isnan(value) ? 0 : std::fmin(std::fmax(static_cast<double>(value), 0), 1);
    return static_cast<float>(std::fmin(std::floor(bounded * levels), levels - 1) / levels);
  } else {
    const double unit = (vary::white<T> + 1.0) / levels;
    return unit < 1 ? value : static_cast<T>(std::floor(value / unit) * unit);
  }
}

}  // namespace

TEMPLATE_TEST_CASE("Posterize keeps the highest bits, and alpha", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 61);
    for (const int bits : {1, 2, 4, 7, 8, 9, 15, 16}) {
      CAPTURE(bits);
      const auto out = tests::applied(Posterize{bits}, in);
      REQUIRE(tests::equals(out, [&](int x, int y, int c) {
        const TestType value = in.view().at(x, y, c);
        return c == 3 && shape.channels == 4 ? value : posterized(value, bits);
      }));
    }
  });
}

TEMPLATE_TEST_CASE("Posterize leaves integers that have no more bits", "[ops]", std::uint8_t, std::uint16_t) {
  const auto in = tests::noise_image<TestType>({70, 3, 3}, 62);
  const auto out = tests::applied(Posterize{16}, in);
  REQUIRE(tests::same_bits<TestType>(out.view(), in.view()));
}

TEST_CASE("Posterize clamps floats, and takes what is no number for 0", "[ops][simd]") {
  tests::Guarded<float> in({49, 1, 1});
  const float odd[] = {NAN, -0.0f, 1.0f, -INFINITY, INFINITY, -2, 0.9999999f};
  for (int x = 0; x < 49; ++x) in.view().at(x, 0) = odd[x % 7];
  const auto out = tests::applied(Posterize{3}, in);
  for (int x = 0; x < 49; ++x) {
    const bool high = x % 7 == 2 || x % 7 == 4 || x % 7 == 6;
    REQUIRE(out.view().at(x, 0) == (high ? 0.875f : 0.0f));
    REQUIRE(!std::signbit(out.view().at(x, 0)));
  }
}

TEST_CASE("Posterize refuses what is no number of bits", "[ops]") {
  const vary::Shape shape{3, 3, 1};
  CHECK_NOTHROW(Posterize{1}.check(shape));
  CHECK_NOTHROW(Posterize{16}.check(shape));
  CHECK_THROWS_WITH(Posterize{0}.check(shape),
                    "Posterize.bits: 0 is no number of bits to keep; give 1 to 16");
  CHECK_THROWS_WITH(Posterize{17}.check(shape),
                    "Posterize.bits: 17 is no number of bits to keep; give 1 to 16");
  CHECK(!Posterize{16}.identity(shape));  // it clamps floats
  CHECK(Posterize{}.output({5, 4, 3}) == vary::Shape{5, 4, 3});
}
