// SPDX-License-Identifier: MIT
#include "vary/ops/point/blend.hpp"

#include <vector>

#include "support/reference.hpp"

using tests::Guarded;
using vary::Shape;

namespace {

constexpr double weights[] = {0, 0x1p-15, 0.1, 1.0 / 3, 0.4999, 0.5, 0.75, 1 - 0x1p-15, 1};

/// The blend on every target, all alike.
template <class T>
Guarded<T> blended(const Guarded<T>& first, const Guarded<T>& second, double weight, int padding = 3) {
  std::vector<Guarded<T>> outputs;
  tests::on_every_target([&] {
    Guarded<T> out(first.view().shape(), padding);
    vary::ops::blend<T>(first.view(), second.view(), weight, out.view());
    REQUIRE(out.intact());
    if (outputs.empty()) outputs.push_back(out);
    REQUIRE(tests::same_bits<T>(out.view(), outputs.front().view()));
  });
  return outputs.front();
}

}  // namespace

TEMPLATE_TEST_CASE("blend weighs two images", "[ops][simd]", std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](Shape shape) {
    const auto first = tests::noise_image<TestType>(shape, 11);
    const auto second = tests::noise_image<TestType>(shape, 12, 0);
    const auto a = first.view(), b = second.view();
    for (const double weight : weights) {
      CAPTURE(weight);
      const double exact = std::floor(weight * 32768 + 0.5) / 32768;
      const auto out = blended(first, second, weight);
      const auto value = [&](int x, int y, int c) {
        return exact * static_cast<double>(a.at(x, y, c)) + (1 - exact) * static_cast<double>(b.at(x, y, c));
      };
      if (std::is_same_v<TestType, float>) {
        REQUIRE(tests::worst_error(out, value) < 2e-7);
      } else {
        REQUIRE(tests::equals(out, [&](int x, int y, int c) {
          return tests::rounded<TestType>(value(x, y, c));  // the sums are exact in double precision
        }));
      }
    }
  });
}

TEMPLATE_TEST_CASE("blend of tight images is the same as of padded ones", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  const Shape shape{37, 11, 3};
  const auto a = tests::noise_image<TestType>(shape, 13), b = tests::noise_image<TestType>(shape, 14);
  const auto tight_a = tests::noise_image<TestType>(shape, 13, 0);
  const auto tight_b = tests::noise_image<TestType>(shape, 14, 0);
  CHECK(tests::same_bits<TestType>(blended(a, b, 0.3).view(), blended(tight_a, tight_b, 0.3, 0).view()));
}

TEMPLATE_TEST_CASE("blend of equal images is that image, and its ends are the two", "[ops]", std::uint8_t,
                   std::uint16_t, float) {
  const Shape shape{67, 5, 3};
  const auto a = tests::noise_image<TestType>(shape, 15), b = tests::noise_image<TestType>(shape, 16);
  for (const double weight : weights) {
    CHECK(tests::same_bits<TestType>(blended(a, a, weight).view(), a.view()));
  }
  CHECK(tests::same_bits<TestType>(blended(a, b, 1).view(), a.view()));
  CHECK(tests::same_bits<TestType>(blended(a, b, 0).view(), b.view()));
}

TEST_CASE("blend of floats stays between the two, however near these are", "[ops]") {
  const Shape shape{300, 2, 1};
  const auto a = tests::noise_image<float>(shape, 17);
  auto b = a;
  tests::Dice dice(18);
  for (int y = 0; y < 2; ++y) {
    for (int x = 0; x < 300; ++x) {
      float& value = b.view().at(x, y);
      if (y == 1) value *= 1e-3f;
      for (int i = dice.between(0, 3); i > 0; --i) value = std::nextafter(value, x % 2 == 0 ? 2.0f : -1.0f);
    }
  }
  for (const double weight : weights) {
    const auto out = blended(a, b, weight);
    for (int y = 0; y < 2; ++y) {
      for (int x = 0; x < 300; ++x) {
        const float low = std::fmin(a.view().at(x, y), b.view().at(x, y));
        const float high = std::fmax(a.view().at(x, y), b.view().at(x, y));
        REQUIRE((out.view().at(x, y) >= low && out.view().at(x, y) <= high));
      }
    }
  }
}

TEST_CASE("blend may write to one of its images", "[ops]") {
  const Shape shape{50, 4, 3};
  const auto a = tests::noise_image<std::uint8_t>(shape, 19),
             b = tests::noise_image<std::uint8_t>(shape, 20);
  for (const double weight : weights) {
    const auto expected = blended(a, b, weight);
    auto first = a, second = b;
    vary::ops::blend<std::uint8_t>(first.view(), b.view(), weight, first.view());
    vary::ops::blend<std::uint8_t>(a.view(), second.view(), weight, second.view());
    CHECK(tests::same_bits<std::uint8_t>(first.view(), expected.view()));
    CHECK(tests::same_bits<std::uint8_t>(second.view(), expected.view()));
    CHECK((first.intact() && second.intact()));
  }
}

TEST_CASE("Weights of blends are multiples of 2^-15", "[ops]") {
  CHECK(vary::ops::blend_weight(0) == 0);
  CHECK(vary::ops::blend_weight(1) == 1);
  CHECK(vary::ops::blend_weight(0.5) == 0.5);
  CHECK(vary::ops::blend_weight(0x1p-16) == 0x1p-15);
  CHECK(vary::ops::blend_weight(0x1p-17) == 0);
  CHECK(vary::ops::blend_weight(1.0 / 3) * 32768 == 10923);
}

TEST_CASE("blend refuses weights that are none, and images of other shapes", "[ops]") {
  const auto a = tests::noise_image<float>({4, 3, 1}, 1), b = tests::noise_image<float>({3, 4, 1}, 1);
  auto out = a;
  const auto blend = [&](const Guarded<float>& first, const Guarded<float>& second, double weight) {
    vary::ops::blend<float>(first.view(), second.view(), weight, out.view());
  };
  CHECK_THROWS_WITH(blend(a, a, -0.5), "blend.weight: -0.5 is no weight; give 0 to 1");
  CHECK_THROWS_WITH(blend(a, a, 1.5), "blend.weight: 1.5 is no weight; give 0 to 1");
  CHECK_THROWS_WITH(blend(a, a, NAN), "blend.weight: nan is no weight; give 0 to 1");
  CHECK_THROWS_WITH(blend(a, b, 1),
                    "blend.second: is 3x4x1, the first 4x3x1, the output 4x3x1; give one shape");
  CHECK_THROWS_WITH(blend(b, b, 1),
                    "blend.second: is 3x4x1, the first 3x4x1, the output 4x3x1; give one shape");
}
