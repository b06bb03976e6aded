// SPDX-License-Identifier: MIT
// Posterize: fewer levels.
#pragma once

#include "vary/ops/point/curve.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// The highest `bits` bits of each value, the others zero; floats are clamped to [0, 1] and become
/// floor(x 2^bits) / 2^bits, at most 1 - 2^-bits (torchvision). Alpha stays.
struct Posterize {
  static constexpr const char* name = "Posterize";
  static constexpr const char* header = "vary/ops/point/posterize.hpp";
  static constexpr bool tabular = true;

  int bits = 8;  ///< 1 to 16; as many as a pixel has, or more, leave it

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape) const { return Access::pointwise; }
  [[nodiscard]] bool identity(Shape) const { return false; }
  void check(Shape) const {
    if (bits < 1 || bits > 16) refuse(name, "bits", bits, " is no number of bits to keep; give 1 to 16");
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("bits", self.bits);
  }
  friend bool operator==(const Posterize&, const Posterize&) = default;
};

template <Pixel T>
void apply(const Posterize& op, ImageView<const T> in, ImageView<T> out) {
  constexpr int all = sizeof(T) == 1 ? 8 : 16;
  simd::run(simd::KeepBits<T>{detail::value_rows(in, out, detail::has_alpha(in.shape())),
                              op.bits < all ? op.bits : all});
}

}  // namespace ops

VARY_COMPILE_OP(ops::Posterize)

VARY_NAMESPACE_END
