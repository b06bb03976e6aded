// SPDX-License-Identifier: MIT
// Box: the plain mean over a window.
#pragma once

#include <cstddef>

#include "vary/core/border.hpp"
#include "vary/core/fill.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/window/window.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out(x, y) = the mean of in over a window of `width` x `height` pixels around (x, y), channel by channel;
/// of integers exactly, half rounded up. Both are odd, to 1023. The time does not grow with the height of a
/// window of integers, and with the logarithm of its width.
struct Box {
  static constexpr const char* name = "Box";
  static constexpr const char* header = "vary/ops/window/box.hpp";

  int width = 1;
  int height = 1;
  Border border = Border::reflect;
  Fill fill{};

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape in) const { return detail::window_access(in, height, border); }
  [[nodiscard]] Rect output_rect(Shape in, const Rect& wanted) const {
    return detail::window_output(in, wanted, width, border);
  }
  [[nodiscard]] Rect input_rect(Shape in, const Rect& out) const {
    return detail::window_input(in, out, height, border);
  }
  /// Parts begin at multiples of so many rows, which share sums.
  [[nodiscard]] int rows_together() const {
    const bool pairs = simd::box_is_direct(static_cast<std::size_t>(width), static_cast<std::size_t>(height));
    return pairs ? 2 : height;
  }
  [[nodiscard]] bool identity(Shape) const { return width == 1 && height == 1; }
  void check(Shape in) const {
    detail::check_odd_window(name, "width", width, 1023);
    detail::check_odd_window(name, "height", height, 1023);
    fill.check(name, "fill", in.channels);
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("width", self.width);
    visit("height", self.height);
    visit("border", self.border);
    visit("fill", self.fill);
  }
  friend bool operator==(const Box&, const Box&) = default;
};

template <Pixel T>
void apply_tile(const Box& op, const Tile<const T>& in, const Tile<T>& to) {
  const ImageView<T> out = to.pixels;
  const detail::WindowSource<T> source(in, to.rect(), op.width, op.height, op.border, op.fill);
  const simd::WindowRows<T>& from = source.rows();
  const Scratch<std::byte> memory(
      simd::box_memory<T>(from.width, from.channels, from.window_width, from.window_height));
  simd::run(simd::BoxRows<T>{from.rows, from.row_count, from.window_height, from.window_width, from.width,
                             from.channels, from.margins, from.margin_count, from.constant, memory.data(),
                             out.data(), out.stride()});
}

}  // namespace ops

VARY_COMPILE_OP(ops::Box)

VARY_NAMESPACE_END
