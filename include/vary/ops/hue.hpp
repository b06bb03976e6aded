// SPDX-License-Identifier: MIT
// Hue: colours moved round the circle.
#pragma once

#include <cmath>

#include "vary/core/view.hpp"
#include "vary/ops/color_matrix.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// The hue of HSV moved by `shift` turns (1 is all the way round), saturation and value kept. Alpha stays;
/// floats are clamped to [0, 1].
struct Hue {
  static constexpr const char* name = "Hue";
  static constexpr bool geometric = false;

  float shift = 0;

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] bool identity(Shape) const { return shift == std::floor(shift); }
  void check(Shape in) const {
    detail::check_color(name, in);
    if (!std::isfinite(shift)) refuse(name, "shift", shift, " is not finite; give a number of turns");
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("shift", self.shift);
  }
  friend bool operator==(const Hue&, const Hue&) = default;
};

template <Pixel T>
void apply(const Hue& op, ImageView<const T> in, ImageView<T> out) {
  simd::run(simd::ShiftHue<T>{detail::color_rows(in, out), op.shift});
}

}  // namespace ops
VARY_NAMESPACE_END
