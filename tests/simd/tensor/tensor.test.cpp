// SPDX-License-Identifier: MIT
#include "vary/simd/tensor/tensor.hpp"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "support/images.hpp"
#include "support/targets.hpp"

using vary::bfloat16;
using vary::float16;
using vary::simd::WriteTensor;

namespace {

constexpr std::size_t guard = 80;
constexpr int most_channels = 70;

/// The memory layout of a tensor: the strides of rows, planes and pixels in elements.
struct Layout {
  std::size_t row, plane, pixel;
};

/// The product is exact in double, so it is rounded once; rounding a sum to double and then to float equals
/// rounding it once.
float scaled(double pixel, float gain, float offset) {
  const auto product = static_cast<float>(pixel * static_cast<double>(gain));
  return static_cast<float>(static_cast<double>(product) + static_cast<double>(offset));
}

template <class U>
U number_of(float value) {
  if (std::isnan(value)) value = std::numeric_limits<float>::quiet_NaN();
  return U(value);
}

template <class T, class U>
class Case {
 public:
  Case(int width, int height, int channels, int padding, Layout layout)
      : shape_{width, height, channels},
        layout_(layout),
        // No padding after the last row, so that the address sanitizer detects reads past the end.
        stride_(shape_.row_elements() + static_cast<std::size_t>(padding)),
        in_(stride_ * static_cast<std::size_t>(height - 1) + shape_.row_elements()) {
    tests::Dice dice(static_cast<std::uint64_t>(width * 1000 + height * 10 + channels));
    for (T& value : in_) {
      const double fraction = dice.fraction();
      value = static_cast<T>(std::is_same_v<T, float> ? fraction * 3 - 1 : fraction * (vary::white<T> + 1.0));
    }
    for (int c = 0; c < channels; ++c) {
      gains_.push_back(static_cast<float>((dice.fraction() + 0.1) * 4 / static_cast<double>(vary::white<T>)));
      offsets_.push_back(static_cast<float>(dice.fraction() * 4 - 2));
    }
  }
  std::vector<T>& in() { return in_; }
  std::vector<float>& gains() { return gains_; }
  std::vector<float>& offsets() { return offsets_; }

  /// Compares all bits on the current target, including those around the elements.
  void compare() const {
    const auto height = static_cast<std::size_t>(shape_.height),
               width = static_cast<std::size_t>(shape_.width);
    const auto channels = static_cast<std::size_t>(shape_.channels);
    const std::size_t size = (height - 1) * layout_.row +
                             (channels - 1) * (layout_.plane > 0 ? layout_.plane : 1) +
                             (width - 1) * layout_.pixel + 1;
    std::vector<U> out(size + 2 * guard, U(-123.25f)), expected = out;
    for (std::size_t y = 0; y < height; ++y) {
      for (std::size_t i = 0; i < width * channels; ++i) {
        const std::size_t x = i / channels, c = i % channels;
        const std::size_t index =
            y * layout_.row + x * layout_.pixel + c * (layout_.plane > 0 ? layout_.plane : 1);
        expected[guard + index] =
            number_of<U>(scaled(static_cast<double>(in_[y * stride_ + i]), gains_[c], offsets_[c]));
      }
    }
    vary::simd::run(WriteTensor<T, U>{in_.data(), static_cast<std::ptrdiff_t>(stride_), height, width,
                                      channels, gains_.data(), offsets_.data(), out.data() + guard,
                                      static_cast<std::ptrdiff_t>(layout_.row),
                                      static_cast<std::ptrdiff_t>(layout_.plane)});
    CAPTURE(vary::simd::target(), width, height, channels, layout_.row, layout_.plane, stride_);
    std::size_t wrong = 0;
    while (wrong < out.size() && std::memcmp(&out[wrong], &expected[wrong], sizeof(U)) == 0) ++wrong;
    CAPTURE(static_cast<float>(wrong < out.size() ? out[wrong] : out[0]),
            static_cast<float>(wrong < out.size() ? expected[wrong] : out[0]));
    REQUIRE(wrong == out.size());
  }

 private:
  vary::Shape shape_;
  Layout layout_;
  std::size_t stride_;
  std::vector<T> in_;
  std::vector<float> gains_, offsets_;
};

/// Interleaved and planar layouts, contiguous and with padding.
template <class T, class U>
void compare_layouts(int width, int height, int channels) {
  const auto w = static_cast<std::size_t>(width), h = static_cast<std::size_t>(height);
  const auto c = static_cast<std::size_t>(channels);
  Case<T, U>(width, height, channels, 0, {w * c, 0, c}).compare();
  Case<T, U>(width, height, channels, 5, {w * c + 3, 0, c}).compare();
  Case<T, U>(width, height, channels, 0, {w, w * h, 1}).compare();
  Case<T, U>(width, height, channels, 7, {w + 5, (w + 5) * h + 11, 1}).compare();
}

template <class T, class U>
void compare_sizes() {
  tests::on_every_target([] {
    constexpr int sizes[][2] = {{1, 1},  {2, 3},  {3, 2},  {7, 5},   {13, 1},  {16, 2},  {31, 3},
                                {33, 2}, {48, 1}, {63, 2}, {65, 17}, {100, 3}, {129, 9}, {515, 2}};
    for (const auto& [width, height] : sizes) {
      for (int channels = 1; channels <= 5; ++channels) compare_layouts<T, U>(width, height, channels);
    }
    compare_layouts<T, U>(2100, 1, 3);
    for (const int channels : {7, 8, 11, 17, most_channels}) compare_layouts<T, U>(19, 2, channels);
  });
}

}  // namespace

TEMPLATE_TEST_CASE("Conversion to float is exact in every layout, and nothing else is written", "[simd]",
                   std::uint8_t, std::uint16_t, float) {
  compare_sizes<TestType, float>();
}

TEMPLATE_TEST_CASE("Conversion to float16 is exact in every layout", "[simd]", std::uint8_t, std::uint16_t,
                   float) {
  compare_sizes<TestType, float16>();
}

TEMPLATE_TEST_CASE("Conversion to bfloat16 is exact in every layout", "[simd]", std::uint8_t, std::uint16_t,
                   float) {
  compare_sizes<TestType, bfloat16>();
}

TEMPLATE_TEST_CASE("Rows of every length are written completely", "[simd]", float, float16, bfloat16) {
  tests::on_every_target([] {
    for (int width = 1; width <= 200; ++width) {
      for (const int channels : {1, 3, 4}) compare_layouts<std::uint8_t, TestType>(width, 1, channels);
    }
  });
}

TEMPLATE_TEST_CASE("Numbers of any magnitude, infinities and NaNs are the same on every target", "[simd]",
                   float, float16, bfloat16) {
  tests::on_every_target([] {
    for (const int channels : {1, 3, 4}) {
      for (const bool planes : {false, true}) {
        const auto c = static_cast<std::size_t>(channels);
        Case<float, TestType> one(333, 3, channels, 2, planes ? Layout{333, 999, 1} : Layout{333 * c, 0, c});
        tests::Dice dice(3);
        for (float& value : one.in())
          value = std::bit_cast<float>(static_cast<std::uint32_t>(dice.next() >> 24));
        // Sums at the midpoint between two numbers, including tiny ones.
        for (std::size_t i = 0; i < one.in().size(); i += 2) {
          const int power = dice.between(-28, 17);
          one.in()[i] = std::ldexp(static_cast<float>(dice.between(-4096, 4096)), power - 11);
        }
        for (std::size_t i = 0; i < 40; ++i) {
          constexpr std::uint32_t specials[] = {0x7F800000u, 0xFF800000u, 0x7FC00000u, 0xFFC12345u,
                                                0x7F800001u, 0x80000000u, 0x477FF000u, 0x477FEFFFu,
                                                0x33000000u, 0xFF812345u};
          one.in()[37 * i] = std::bit_cast<float>(specials[i % 10]);
        }
        one.compare();
        for (float& gain : one.gains()) gain = 1;
        for (float& offset : one.offsets()) offset = 0;
        one.compare();
        for (float& gain : one.gains()) gain = 0;  // infinity * 0 is NaN
        one.compare();
      }
    }
  });
}

TEMPLATE_TEST_CASE("Results may be tiny, infinite, or zeros of either sign", "[simd]", float, float16,
                   bfloat16) {
  constexpr float gains[] = {-0.25f, 1e-41f, 3e38f, -0x1p-32f, 0x1p-26f, 0.0f, -0.0f, 257.0f};
  constexpr float offsets[] = {0.0f, -0.0f, 1e-8f, 0x1p-25f};
  tests::on_every_target([&] {
    for (const float gain : gains) {
      for (const float offset : offsets) {
        for (const std::size_t pixel : {1u, 3u}) {
          Case<std::uint8_t, TestType> one(1100, 1, 3, 0,
                                           pixel == 3 ? Layout{3300, 0, 3} : Layout{1100, 1100, 1});
          one.gains().assign(3, gain);
          one.offsets().assign(3, offset);
          one.compare();
        }
      }
    }
  });
}
