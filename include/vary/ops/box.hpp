// SPDX-License-Identifier: MIT
// Box: the plain mean over a window.
#pragma once

#include <cstddef>

#include "vary/core/border.hpp"
#include "vary/core/fill.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/permute.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out(x, y) = the mean of in over a window of `width` x `height` pixels around (x, y), channel by channel;
/// of integers exactly, half rounded up. Both are odd, to 1023. The time does not grow with the height of a
/// window of integers, and with the logarithm of its width.
struct Box {
  static constexpr const char* name = "Box";
  static constexpr bool geometric = false;

  int width = 1;
  int height = 1;
  Border border = Border::reflect;
  Fill fill{};

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] bool identity(Shape) const { return width == 1 && height == 1; }
  void check(Shape in) const {
    check_size(width, "width");
    check_size(height, "height");
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

 private:
  static void check_size(int size, const char* field) {
    if (size < 1 || size > 1023) refuse(name, field, size, " is no window; give 1 to 1023");
    if (size % 2 == 0) refuse(name, field, size, " has no middle; give an odd number");
  }
};

template <Pixel T>
void apply(const Box& op, ImageView<const T> in, ImageView<T> out) {
  const auto channels = static_cast<std::size_t>(in.channels());
  const auto width = static_cast<std::size_t>(in.width());
  const auto window_width = static_cast<std::size_t>(op.width);
  const auto window_height = static_cast<std::size_t>(op.height);
  const int left = op.width / 2;

  const std::size_t fill_pixels = op.border == Border::constant ? width : 1;
  const Scratch<T> constant_row(fill_pixels * channels);
  for (std::size_t x = 0; x < fill_pixels; ++x) {
    op.fill.write(constant_row.data() + x * channels, in.channels());
  }
  const int row_count = in.height() + op.height - 1;
  const Scratch<const T*> rows(static_cast<std::size_t>(row_count));
  detail::axis_rows<const T*>(in, -(op.height / 2), 1, row_count, op.border, rows.data(),
                              constant_row.data());
  const Scratch<simd::PixelRun> margins(window_width);
  std::size_t margin_count = detail::axis_runs(-left, 1, left, in.width(), op.border, 0, margins.data());
  margin_count += detail::axis_runs(in.width(), 1, left, in.width(), op.border, left + in.width(),
                                    margins.data() + margin_count);
  const Scratch<std::byte> memory(simd::box_memory<T>(width, channels, window_width, window_height));

  simd::run(simd::BoxRows<T>{rows.data(), static_cast<std::size_t>(out.height()), window_height, window_width,
                             width, channels, margins.data(), margin_count, constant_row.data(),
                             memory.data(), out.data(), out.stride()});
}

}  // namespace ops
VARY_NAMESPACE_END
