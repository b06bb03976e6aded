// SPDX-License-Identifier: MIT
// Hue: colours moved round the circle.
#pragma once

#include <cmath>
#include <cstdint>

#include "vary/core/math.hpp"
#include "vary/ops/bound.hpp"
#include "vary/ops/point/color_matrix.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// The hue of HSV moved by `shift` turns (1 is all the way round), then its saturation and value by fractions
/// of full scale, each clamped. Alpha stays; greys get no saturation; floats are clamped to [0, 1]. The shift
/// is taken in steps of 2^-16 of a sixth of a turn.
struct Hue {
  static constexpr const char* name = "Hue";
  static constexpr const char* header = "vary/ops/point/hue.hpp";

  float shift = 0;
  float saturation = 0;
  float value = 0;

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape) const { return Access::pointwise; }
  [[nodiscard]] bool identity(Shape) const {
    return shift == std::floor(shift) && saturation == 0 && value == 0;
  }
  void check(Shape in) const {
    detail::check_color(name, in);
    if (!std::isfinite(shift)) refuse(name, "shift", shift, " is not finite; give a number of turns");
    if (!std::isfinite(saturation)) refuse(name, "saturation", saturation, " is not finite; give a number");
    if (!std::isfinite(value)) refuse(name, "value", value, " is not finite; give a number");
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("shift", self.shift);
    visit("saturation", self.saturation);
    visit("value", self.value);
  }
  friend bool operator==(const Hue&, const Hue&) = default;
};

template <Pixel T>
void apply(const Hue& op, ImageView<const T> in, ImageView<T> out) {
  constexpr double steps = 6 * 65536;
  const double turns = static_cast<double>(op.shift) - std::floor(static_cast<double>(op.shift));
  const auto angle = static_cast<std::uint32_t>(math::round_half_up(turns * steps));
  simd::run(simd::MoveHue<T>{detail::color_rows(in, out), angle % static_cast<std::uint32_t>(steps),
                             op.saturation, op.value});
}

}  // namespace ops

VARY_COMPILE_OP(ops::Hue)

VARY_NAMESPACE_END
