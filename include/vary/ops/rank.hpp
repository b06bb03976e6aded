// SPDX-License-Identifier: MIT
// Rank: the largest or smallest value in a window.
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

/// out(x, y) = the maximum (or minimum) of in over a window of `width` x `height` pixels around (x, y),
/// channel by channel. A window of even size reaches one pixel farther to the left and up, as in OpenCV.
/// The time does not grow with the height of a window, and with the logarithm of its width.
struct Rank {
  static constexpr const char* name = "Rank";
  static constexpr bool geometric = false;

  int width = 1;
  int height = 1;
  bool maximum = true;
  Border border = Border::reflect;
  Fill fill{};

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] bool identity(Shape) const { return width == 1 && height == 1; }
  void check(Shape in) const {
    detail::extent(width, name, "width");
    detail::extent(height, name, "height");
    fill.check(name, "fill", in.channels);
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("width", self.width);
    visit("height", self.height);
    visit("maximum", self.maximum);
    visit("border", self.border);
    visit("fill", self.fill);
  }
  friend bool operator==(const Rank&, const Rank&) = default;
};

template <Pixel T>
void apply(const Rank& op, ImageView<const T> in, ImageView<T> out) {
  const int channels = in.channels();
  const std::size_t row = in.shape().row_elements();
  const auto window_height = static_cast<std::size_t>(op.height);
  const int left = op.width / 2;
  const int right = op.width - 1 - left;

  const Scratch<T> constant_row(op.border == Border::constant ? row : static_cast<std::size_t>(channels));
  for (int x = 0; x < (op.border == Border::constant ? in.width() : 1); ++x) {
    op.fill.write(constant_row.data() + static_cast<std::ptrdiff_t>(x) * channels, channels);
  }
  const int row_count = in.height() + op.height - 1;
  const Scratch<const T*> rows(static_cast<std::size_t>(row_count));
  detail::axis_rows<const T*>(in, -(op.height / 2), 1, row_count, op.border, rows.data(),
                              constant_row.data());

  const Scratch<simd::PixelRun> margins(static_cast<std::size_t>(op.width));
  std::size_t margin_count = detail::axis_runs(-left, 1, left, in.width(), op.border, 0, margins.data());
  margin_count += detail::axis_runs(in.width(), 1, right, in.width(), op.border, left + in.width(),
                                    margins.data() + margin_count);
  const Scratch<T> lines(2 * (row + static_cast<std::size_t>((op.width - 1) * channels)));
  const Scratch<T> suffixes(window_height > simd::extremum_direct ? window_height * row : 0);

  simd::run(simd::ExtremumRows<T>{rows.data(), static_cast<std::size_t>(out.height()), window_height,
                                  static_cast<std::size_t>(op.width), static_cast<std::size_t>(left),
                                  static_cast<std::size_t>(in.width()), static_cast<std::size_t>(channels),
                                  margins.data(), margin_count, constant_row.data(), lines.data(),
                                  suffixes.data(), op.maximum, out.data(), out.stride()});
}

}  // namespace ops
VARY_NAMESPACE_END
