// SPDX-License-Identifier: MIT
// ColorMatrix: each colour a weighted sum of the three.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

#include "vary/core/view.hpp"
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
  refuse(owner, "", "needs red, green and blue, with or without alpha; the picture of ", spell(shape),
         " has ", shape.channels, shape.channels == 1 ? " channel" : " channels");
}

}  // namespace detail

namespace ops {

/// red' = m[0] red + m[1] green + m[2] blue + m[3], green' and blue' likewise from m[4] and m[8] on; in
/// fractions of full scale, clamped to [0, 1]. Alpha stays.
struct ColorMatrix {
  static constexpr const char* name = "ColorMatrix";
  static constexpr bool geometric = false;

  std::array<float, 12> matrix{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] bool identity(Shape) const { return *this == ColorMatrix{}; }
  void check(Shape in) const {
    detail::check_color(name, in);
    for (const float entry : matrix) {
      if (!std::isfinite(entry)) refuse(name, "matrix", entry, " is not finite; give numbers");
    }
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("matrix", self.matrix);
  }
  friend bool operator==(const ColorMatrix&, const ColorMatrix&) = default;
};

template <Pixel T>
void apply(const ColorMatrix& op, ImageView<const T> in, ImageView<T> out) {
  simd::run(simd::MixColors<T>{detail::color_rows(in, out), op.matrix});
}

}  // namespace ops
VARY_NAMESPACE_END
