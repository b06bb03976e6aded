// SPDX-License-Identifier: MIT
// Unsharp: what differs from the smooth image, made larger.
#pragma once

#include <cmath>
#include <cstddef>
#include <type_traits>

#include "vary/core/border.hpp"
#include "vary/core/fill.hpp"
#include "vary/core/math.hpp"
#include "vary/core/pixel.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/window/convolve.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out = in + amount * (in - smooth) where |in - smooth| > threshold, else in; smooth is what Convolve makes
/// with the taps in both directions, rounded as pixels are. The amount is rounded to 2^-14; floats are not
/// clamped.
struct Unsharp {
  static constexpr const char* name = "Unsharp";
  static constexpr const char* header = "vary/ops/window/unsharp.hpp";

  Convolve::Taps taps{1.0f};
  float amount = 0;     ///< 0 to 1
  float threshold = 0;  ///< fraction of full scale, 0 to 1
  Border border = Border::reflect;
  Fill fill{};

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape in) const { return smooth().access(in); }
  [[nodiscard]] Rect output_rect(Shape in, const Rect& wanted) const {
    return smooth().output_rect(in, wanted);
  }
  [[nodiscard]] Rect input_rect(Shape in, const Rect& out) const { return smooth().input_rect(in, out); }
  [[nodiscard]] bool identity(Shape) const { return taps.size() == 1 || whole_amount() == 0; }
  void check(Shape in) const {
    if (!(amount >= 0 && amount <= 1)) refuse(name, "amount", amount, " is out of range; give 0 to 1");
    if (!(threshold >= 0 && threshold <= 1)) {
      refuse(name, "threshold", threshold, " is out of range; give 0 to 1");
    }
    smooth().check(in);
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("taps", self.taps);
    visit("amount", self.amount);
    visit("threshold", self.threshold);
    visit("border", self.border);
    visit("fill", self.fill);
  }
  friend bool operator==(const Unsharp&, const Unsharp&) = default;

  [[nodiscard]] Convolve smooth() const {
    return {.across = taps, .down = taps, .border = border, .fill = fill};
  }
  [[nodiscard]] int whole_amount() const {
    return static_cast<int>(math::round_half_up(static_cast<double>(amount) * simd::unsharp_unit));
  }
};

template <Pixel T>
void apply_tile(const Unsharp& op, const Tile<const T>& part, const Tile<T>& to) {
  const ImageView<const T> in = part.cut(to.rect());
  const ImageView<T> out = to.pixels;
  const std::size_t row = in.shape().row_elements();
  const auto rows = static_cast<std::size_t>(in.height());
  const Scratch<T> memory(row * rows);
  const ImageView<T> smooth(memory.data(), in.width(), in.height(), in.channels());
  apply_tile<T>(op.smooth(), part, Tile<T>(smooth, to.x, to.y, to.whole));
  float threshold = op.threshold;
  if constexpr (!std::is_same_v<T, float>) {
    // Room for what k / 255 lost as a float.
    threshold = static_cast<float>(std::floor(static_cast<double>(threshold) * white<T> + 0.01));
  }
  simd::run(simd::UnsharpRows<T>{in.data(), in.stride(), memory.data(), static_cast<std::ptrdiff_t>(row),
                                 out.data(), out.stride(), rows, row, op.whole_amount(), threshold});
}

}  // namespace ops

VARY_COMPILE_OP(ops::Unsharp)

VARY_NAMESPACE_END
