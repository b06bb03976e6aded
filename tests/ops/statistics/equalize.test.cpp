// SPDX-License-Identifier: MIT
#include "vary/ops/statistics/equalize.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "support/reference.hpp"

using vary::ops::AutoContrast;
using vary::ops::Equalize;

namespace {

/// A value as a whole number of steps.
int steps_of(std::uint8_t value) { return value; }
int steps_of(std::uint16_t value) { return value; }
int steps_of(float value) {
  const double bounded = std::isnan(value) ? 0 : std::fmin(std::fmax(static_cast<double>(value), 0), 1);
  return static_cast<int>(std::floor(bounded * 65535 + 0.5));
}

/// What the values of a channel become, in steps: for bytes Pillow's whole numbers, else in doubles.
template <class T>
std::map<int, double> equalizer(vary::ImageView<const T> view, int c) {
  std::map<int, long> counts;
  for (int y = 0; y < view.height(); ++y) {
    for (int x = 0; x < view.width(); ++x) ++counts[steps_of(view.at(x, y, c))];
  }
  const long rest = long{view.width()} * view.height() - counts.rbegin()->second;
  std::map<int, double> becomes;
  long below = 0;
  for (const auto& [value, count] : counts) {
    double result = 0;
    if (sizeof(T) == 1) {
      const long step = rest / 255;
      result = step == 0 ? value : static_cast<double>(std::min((step / 2 + below) / step, 255l));
    } else {
      const auto share = [&](long pixels) {
        return std::floor(static_cast<double>(pixels) * 65535 / static_cast<double>(rest) + 0.5);
      };
      result = rest == 0 ? value : share(below);
    }
    becomes[value] = result;
    below += count;
  }
  return becomes;
}

template <class T>
void compare_equalized(const tests::Guarded<T>& in) {
  const auto out = tests::applied(Equalize{}, in);
  const vary::ImageView<const T> view = in.view();
  std::vector<std::map<int, double>> tables;
  for (int c = 0; c < view.channels(); ++c) tables.push_back(equalizer(view, c));
  REQUIRE(tests::equals(out, [&](int x, int y, int c) {
    const T value = view.at(x, y, c);
    if (c == 3 && view.channels() == 4) return value;
    const double steps = tables[static_cast<std::size_t>(c)].at(steps_of(value));
    return static_cast<T>(std::is_same_v<T, float> ? steps / 65535 : steps);
  }));
}

/// Noise crowded into the middle, each channel elsewhere.
template <class T>
tests::Guarded<T> dull_image(vary::Shape shape, std::uint64_t seed, double width = 0.3) {
  tests::Guarded<T> image(shape);
  tests::Dice dice(seed);
  const auto white = static_cast<double>(vary::white<T>);
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      for (int c = 0; c < shape.channels; ++c) {
        const double value = 0.1 + 0.1 * c + width * dice.fraction() * dice.fraction();
        // Quarters of a step, so that floats do not lie between two steps.
        const double steps = (std::floor(value * 65535) + 0.25) / 65535;
        image.view().at(x, y, c) = static_cast<T>((std::is_same_v<T, float> ? steps : value) * white);
      }
    }
  }
  return image;
}

template <class T>
tests::Guarded<T> row_of(const std::vector<double>& values) {
  tests::Guarded<T> image({static_cast<int>(values.size()), 1, 1});
  for (std::size_t i = 0; i < values.size(); ++i) {
    image.view().row(0)[i] = static_cast<T>(values[i] * static_cast<double>(vary::white<T>));
  }
  return image;
}

template <class T>
std::vector<double> values_of(const tests::Guarded<T>& image) {
  std::vector<double> values;
  for (int x = 0; x < image.view().width(); ++x) {
    values.push_back(static_cast<double>(image.view().at(x, 0)));
  }
  return values;
}

}  // namespace

TEMPLATE_TEST_CASE("Equalize spreads the values of each channel", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  tests::for_each_shape([](vary::Shape shape) {
    compare_equalized(dull_image<TestType>(shape, 71));
    compare_equalized(tests::flat_image<TestType>(shape));
  });
  for (const int channels : {1, 3, 4, 5}) {
    compare_equalized(dull_image<TestType>({120, 97, channels}, 72));
    compare_equalized(dull_image<TestType>({151, 140, channels}, 73, 0.05));
  }
}

TEST_CASE("Equalize gives what Pillow gives", "[ops]") {
  // Four values, 64 pixels each: the step is 192 / 255, no whole number, so that nothing changes.
  tests::Guarded<std::uint8_t> in({256, 1, 1});
  for (int x = 0; x < 256; ++x) in.view().at(x, 0) = static_cast<std::uint8_t>(10 * (x / 64));
  REQUIRE(tests::same_bits<std::uint8_t>(tests::applied(Equalize{}, in).view(), in.view()));
  // 1024 pixels: the step is 768 / 255 = 3, and (1 + {0, 256, 512, 768}) / 3 is {0, 85, 171, 256}.
  tests::Guarded<std::uint8_t> large({256, 4, 1});
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 256; ++x) large.view().at(x, y) = static_cast<std::uint8_t>(10 * (x / 64));
  }
  const auto out = tests::applied(Equalize{}, large);
  const int expected[] = {0, 85, 171, 255};
  for (int x = 0; x < 256; ++x) REQUIRE(out.view().at(x, 3) == expected[x / 64]);
}

TEST_CASE("Equalize takes floats beyond [0, 1] for its ends, and what is no number for 0", "[ops][simd]") {
  auto in = dull_image<float>({75, 3, 3}, 74);
  const float odd[] = {NAN, -0.0f, -INFINITY, INFINITY, -2, 2, 0.5f};
  for (int x = 0; x < 75; ++x) in.view().at(x, 1, 1) = odd[x % 7];
  compare_equalized(in);
}

TEMPLATE_TEST_CASE("AutoContrast stretches each channel from its darkest to its lightest value",
                   "[ops][simd]", std::uint8_t, std::uint16_t, float) {
  constexpr bool real = std::is_same_v<TestType, float>;
  tests::for_each_shape([](vary::Shape shape) {
    for (const double width : {0.3, 0.02, 0.0005}) {
      const auto in = dull_image<TestType>(shape, 75, width);
      const vary::ImageView<const TestType> view = in.view();
      const auto out = tests::applied(AutoContrast{}, in);
      const auto white = static_cast<double>(vary::white<TestType>);
      CAPTURE(width);
      for (int c = 0; c < shape.channels; ++c) {
        double low = white, high = 0;
        for (int y = 0; y < shape.height; ++y) {
          for (int x = 0; x < shape.width; ++x) {
            low = std::fmin(low, static_cast<double>(view.at(x, y, c)));
            high = std::fmax(high, static_cast<double>(view.at(x, y, c)));
          }
        }
        const bool stays = low == high || (c == 3 && shape.channels == 4);
        for (int y = 0; y < shape.height; ++y) {
          for (int x = 0; x < shape.width; ++x) {
            const auto value = static_cast<double>(view.at(x, y, c));
            const auto result = static_cast<double>(out.view().at(x, y, c));
            const double exact = stays ? value : (value - low) * white / (high - low);
            // Half a step for rounding, and a little for that of the gain.
            REQUIRE(std::fabs(result - exact) <= tests::bound<TestType>(0.502, 0.6, 3e-6));
            if (stays) REQUIRE(result == value);
            if (!stays && value == low) REQUIRE(result <= (real ? 3e-6 : 0));
            if (!stays && value == high) REQUIRE(result >= white - (real ? 3e-6 : 0));
          }
        }
      }
    }
  });
}

TEST_CASE("AutoContrast stretches two neighbours to black and white", "[ops]") {
  for (const int low : {0, 1, 100, 30000, 51234, 65534}) {
    CAPTURE(low);
    tests::Guarded<std::uint16_t> in({40, 1, 1});
    for (int x = 0; x < 40; ++x) in.view().at(x, 0) = static_cast<std::uint16_t>(low + x % 2);
    const auto out = tests::applied(AutoContrast{}, in);
    for (int x = 0; x < 40; ++x) REQUIRE(out.view().at(x, 0) == (x % 2 == 0 ? 0 : 65535));
  }
  for (int low = 0; low < 255; ++low) {
    for (const int range : {1, 2, 3, 100}) {
      if (low + range > 255) continue;
      CAPTURE(low, range);
      tests::Guarded<std::uint8_t> in({40, 1, 1});
      for (int x = 0; x < 40; ++x) in.view().at(x, 0) = static_cast<std::uint8_t>(low + x % 2 * range);
      const auto out = tests::applied(AutoContrast{}, in);
      for (int x = 0; x < 40; ++x) REQUIRE(out.view().at(x, 0) == (x % 2 == 0 ? 0 : 255));
    }
  }
}

TEMPLATE_TEST_CASE("AutoContrast leaves out a share of the pixels at either end", "[ops]", std::uint8_t,
                   std::uint16_t, float) {
  // Ten pixels; a tenth of them is one, which goes from either end.
  const auto in = row_of<TestType>({0, 0.2, 0.2, 0.3, 0.4, 0.4, 0.5, 0.5, 0.6, 1});
  const auto white = static_cast<double>(vary::white<TestType>);
  const auto check = [&](float cutoff, double low, double high) {
    CAPTURE(cutoff);
    const auto before = values_of(in);
    const auto after = values_of(tests::applied(AutoContrast{cutoff}, in));
    for (std::size_t i = 0; i < before.size(); ++i) {
      const double exact = (before[i] / white - low) / (high - low) * white;
      const double bounded = std::fmin(std::fmax(exact, 0), white);
      // Of floats, the ends are whole steps of 1 / 65535.
      REQUIRE(std::fabs(after[i] - bounded) <= tests::bound<TestType>(0.501, 1, 1e-4));
    }
  };
  const auto step = [](double value) {
    const double steps = std::is_same_v<TestType, float> ? 65535 : static_cast<double>(vary::white<TestType>);
    return std::floor(value * steps) / steps;
  };
  check(0, 0, 1);
  check(0.05f, 0, 1);
  check(0.1f, step(0.2), step(0.6));
  check(0.25f, step(0.2), step(0.5));
  check(0.3f, step(0.3), step(0.5));
}

TEST_CASE("AutoContrast leaves channels of one value, also where that is all that a cutoff leaves", "[ops]") {
  const auto flat = tests::flat_image<std::uint8_t>({20, 10, 5});
  REQUIRE(tests::same_bits<std::uint8_t>(tests::applied(AutoContrast{}, flat).view(), flat.view()));
  REQUIRE(tests::same_bits<std::uint8_t>(tests::applied(AutoContrast{0.2f}, flat).view(), flat.view()));
  auto speck = tests::flat_image<std::uint8_t>({20, 10, 1});
  speck.view().at(3, 4) = 0;
  REQUIRE(tests::same_bits<std::uint8_t>(tests::applied(AutoContrast{0.2f}, speck).view(), speck.view()));
}

TEST_CASE("AutoContrast of floats starts from what they hold, within [0, 1] or not", "[ops][simd]") {
  tests::Guarded<float> in({75, 1, 1});
  for (int x = 0; x < 75; ++x) in.view().at(x, 0) = static_cast<float>(x) / 8 - 4;
  in.view().at(7, 0) = NAN;
  const auto out = tests::applied(AutoContrast{}, in);
  for (int x = 0; x < 75; ++x) {
    REQUIRE(static_cast<double>(out.view().at(x, 0)) == Approx(x == 7 ? 0 : x / 74.0).margin(1e-6));
  }
  // What has no end cannot be stretched, and is clamped.
  in.view().at(70, 0) = INFINITY;
  const auto endless = tests::applied(AutoContrast{}, in);
  for (int x = 0; x < 75; ++x) {
    const float value = x == 7 ? 0 : in.view().at(x, 0);
    REQUIRE(endless.view().at(x, 0) == std::clamp(value, 0.0f, 1.0f));
  }
}

TEST_CASE("Equalize and AutoContrast always have something to do; cutoffs that leave nothing are refused",
          "[ops]") {
  const vary::Shape shape{3, 4, 1};
  CHECK(!Equalize{}.identity(shape));
  CHECK(!AutoContrast{}.identity(shape));
  CHECK(Equalize{}.output(shape) == shape);
  CHECK(AutoContrast{}.output(shape) == shape);
  CHECK_NOTHROW(AutoContrast{0.49f}.check(shape));
  CHECK_THROWS_WITH(AutoContrast{0.5f}.check(shape),
                    "AutoContrast.cutoff: 0.5 leaves nothing; give a share from 0 to below 0.5");
  CHECK_THROWS_WITH(AutoContrast{-0.1f}.check(shape),
                    "AutoContrast.cutoff: -0.1 leaves nothing; give a share from 0 to below 0.5");
  CHECK_THROWS_WITH(AutoContrast{NAN}.check(shape),
                    "AutoContrast.cutoff: nan leaves nothing; give a share from 0 to below 0.5");
}
