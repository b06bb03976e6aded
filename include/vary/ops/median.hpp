// SPDX-License-Identifier: MIT
// Median: the middle value in a window.
#pragma once

#include <cstddef>

#include "vary/core/error.hpp"
#include "vary/ops/window.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out(x, y) = the median of in over a window of `size` x `size` pixels around (x, y), channel by channel.
/// Of floats, -0 is below 0; what is not a number is above all numbers, or below them if its sign is set.
/// Windows of 3 and 5 are sorted; the time for larger ones grows with their area.
struct Median {
  static constexpr const char* name = "Median";
  static constexpr bool geometric = false;

  int size = 1;  ///< odd, to 255
  Border border = Border::reflect;
  Fill fill{};

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] bool identity(Shape) const { return size == 1; }
  void check(Shape in) const {
    if (size < 1 || size > 255) refuse(name, "size", size, " is no window; give 1 to 255");
    if (size % 2 == 0) refuse(name, "size", size, " has no middle; give an odd number");
    fill.check(name, "fill", in.channels);
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("size", self.size);
    visit("border", self.border);
    visit("fill", self.fill);
  }
  friend bool operator==(const Median&, const Median&) = default;
};

template <Pixel T>
void apply(const Median& op, ImageView<const T> in, ImageView<T> out) {
  const detail::WindowSource<T> source(in, op.size, op.size, op.border, op.fill);
  const auto size = static_cast<std::size_t>(op.size);
  const Scratch<std::byte> lines(simd::median_lines(size) * line_stride(source.rows()) *
                                 simd::median_lane_bytes<T>(size));
  simd::run(simd::MedianRows<T>{source.rows(), lines.data(), out.data(), out.stride()});
}

}  // namespace ops
VARY_NAMESPACE_END
