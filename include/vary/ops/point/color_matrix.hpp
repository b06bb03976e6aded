// SPDX-License-Identifier: MIT
// ColorMatrix: each colour a weighted sum of the three.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>

#include "vary/core/math.hpp"
#include "vary/ops/bound.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

template <Pixel T>
simd::ColorRows<T> color_rows(ImageView<const T> in, ImageView<T> out) {
  return {in.data(),
          in.stride(),
          out.data(),
          out.stride(),
          static_cast<std::size_t>(in.height()),
          static_cast<std::size_t>(in.width()),
          static_cast<std::size_t>(in.channels())};
}

/// Throws Error, naming who needs colours, unless there are three, with or without alpha.
inline void check_color(const char* owner, Shape shape) {
  if (shape.channels == 3 || shape.channels == 4) return;
  refuse(owner, "", "needs red, green and blue, with or without alpha; the image of ", spell(shape), " has ",
         shape.channels, shape.channels == 1 ? " channel" : " channels");
}

/// A matrix in whole steps of 2^-shift, as fine as ColorWeights allow; false where none is coarse enough. The
/// three weights of a row add up to what their sum is in such steps: grey of one half stays one half.
inline bool quantise(const std::array<float, 12>& matrix, simd::ColorWeights& weights) {
  for (int shift = 14; shift >= 0; --shift) {
    const double unit = 1 << shift;
    bool fits = true;
    for (std::size_t row = 0; row < 12 && fits; row += 4) {
      double sum = 0;
      double magnitude = 0;
      double rounded = 0;
      std::size_t largest = row;
      for (std::size_t i = row; i < row + 4; ++i) {
        const double entry = static_cast<double>(matrix[i]) * unit;
        fits = fits && std::fabs(entry) < 32768;
        if (!fits) break;
        weights.rows[i] = static_cast<int>(math::round_half_up(entry));
        if (i == row + 3) break;
        if (std::fabs(matrix[i]) > std::fabs(matrix[largest])) largest = i;
        sum += entry;
        rounded += weights.rows[i];
      }
      if (!fits) break;
      weights.rows[largest] += static_cast<int>(math::round_half_up(sum) - rounded);
      for (std::size_t i = row; i < row + 4; ++i) magnitude += std::abs(weights.rows[i]);
      fits = magnitude < 32768;
    }
    weights.shift = shift;
    if (fits) return true;
  }
  return false;
}

}  // namespace detail

namespace ops {

/// The weights of red, green and blue in grey.
inline constexpr std::array<float, 3> gray_weights{0.299f, 0.587f, 0.114f};

/// red' = m[0] red + m[1] green + m[2] blue + m[3], green' and blue' likewise from m[4] and m[8] on; in
/// fractions of full scale, clamped to [0, 1]. Entries are taken in steps of 2^-14, or coarser ones where
/// those of a row add up to 2 or more: of the finest 2^-n for which they stay below 2^(15 - n).
struct ColorMatrix {
  static constexpr const char* name = "ColorMatrix";
  static constexpr const char* header = "vary/ops/point/color_matrix.hpp";

  std::array<float, 12> matrix{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
  int channels = 3;  ///< 3: the three colours, alpha stays; 1: red' alone

  [[nodiscard]] Shape output(Shape in) const {
    return {in.width, in.height, channels == 1 ? 1 : in.channels};
  }
  [[nodiscard]] Access access(Shape) const { return Access::pointwise; }
  [[nodiscard]] bool identity(Shape) const { return *this == ColorMatrix{}; }
  void check(Shape in) const {
    detail::check_color(name, in);
    if (channels != 1 && channels != 3) refuse(name, "channels", channels, " will not do; give 1 or 3");
    for (const float entry : matrix) {
      if (!std::isfinite(entry)) refuse(name, "matrix", entry, " is not finite; give numbers");
    }
    simd::ColorWeights weights{};
    if (!detail::quantise(matrix, weights)) {
      refuse(name, "matrix", "has a row whose magnitudes add up to 32768 or more; give smaller numbers");
    }
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("matrix", self.matrix);
    visit("channels", self.channels);
  }
  friend bool operator==(const ColorMatrix&, const ColorMatrix&) = default;
};

template <Pixel T>
void apply(const ColorMatrix& op, ImageView<const T> in, ImageView<T> out) {
  simd::MixColors<T> job{detail::color_rows(in, out), {}, static_cast<std::size_t>(out.channels())};
  detail::quantise(op.matrix, job.weights);
  simd::run(job);
}

/// factor * colour + (1 - factor) * grey
inline ColorMatrix saturation(float factor) {
  ColorMatrix op;
  if (factor == 1) return op;
  for (std::size_t i = 0; i < 12; ++i) {
    if (i % 4 < 3) op.matrix[i] = (1 - factor) * gray_weights[i % 4] + (i % 5 == 0 ? factor : 0);
  }
  return op;
}

}  // namespace ops

VARY_COMPILE_OP(ops::ColorMatrix)

VARY_NAMESPACE_END
