// SPDX-License-Identifier: MIT
// Convolve: a weighted mean of the neighbours, each axis by itself.
#pragma once

#include <cmath>
#include <cstddef>

#include "vary/core/border.hpp"
#include "vary/core/fill.hpp"
#include "vary/core/list.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/permute.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out(x, y) = sum over i, j of across[i] * down[j] * in(x + i - i0, y + j - j0), around the middle taps
/// i0, j0. Each list has an odd number of weights that sum to one; floats are not clamped.
struct Convolve {
  static constexpr const char* name = "Convolve";
  static constexpr bool geometric = false;
  using Taps = List<float, 32>;

  Taps across{1.0f};
  Taps down{1.0f};
  Border border = Border::reflect;
  Fill fill{};

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] bool identity(Shape) const { return across.size() == 1 && down.size() == 1; }
  void check(Shape in) const {
    check_taps(across, "across");
    check_taps(down, "down");
    fill.check(name, "fill", in.channels);
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("across", self.across);
    visit("down", self.down);
    visit("border", self.border);
    visit("fill", self.fill);
  }
  friend bool operator==(const Convolve&, const Convolve&) = default;

 private:
  static void check_taps(const Taps& taps, const char* field) {
    double sum = 0;
    for (const float tap : taps) sum += static_cast<double>(tap);
    if (taps.size() % 2 == 0) {
      refuse(name, field, taps.size(), " taps have no middle; give an odd number");
    }
    if (!(std::fabs(sum - 1) < 1e-4)) {
      refuse(name, field, "sums to ", sum, "; weights must sum to 1");
    }
  }
};

template <Pixel T>
void apply(const Convolve& op, ImageView<const T> in, ImageView<T> out) {
  const int channels = in.channels();
  const std::size_t row = in.shape().row_elements();
  const auto above = static_cast<int>(op.down.size() / 2);
  const auto left = static_cast<int>(op.across.size() / 2);

  const Scratch<T> constant_row(op.border == Border::constant ? row : 1);
  const Scratch<float> constant(static_cast<std::size_t>(channels));
  const Scratch<T> pixel(static_cast<std::size_t>(channels));
  op.fill.write(pixel.data(), channels);  // rounded and clamped, as it is above and below
  for (int c = 0; c < channels; ++c) constant.data()[c] = static_cast<float>(pixel.data()[c]);
  if (op.border == Border::constant) {
    for (int x = 0; x < in.width(); ++x) {
      op.fill.write(constant_row.data() + static_cast<std::ptrdiff_t>(x) * channels, channels);
    }
  }
  const int row_count = in.height() + 2 * above;
  const Scratch<const T*> rows(static_cast<std::size_t>(row_count));
  detail::axis_rows<const T*>(in, -above, 1, row_count, op.border, rows.data(), constant_row.data());

  const Scratch<simd::PixelRun> margins(2 * static_cast<std::size_t>(left));
  std::size_t margin_count = detail::axis_runs(-left, 1, left, in.width(), op.border, 0, margins.data());
  margin_count += detail::axis_runs(in.width(), 1, left, in.width(), op.border, left + in.width(),
                                    margins.data() + margin_count);
  const Scratch<float> line(row + 2 * static_cast<std::size_t>(left * channels));

  simd::run(simd::ConvolveRows<T>{
      rows.data(), static_cast<std::size_t>(out.height()), op.down.data(), op.down.size(), op.across.data(),
      op.across.size(), static_cast<std::size_t>(in.width()), static_cast<std::size_t>(channels),
      margins.data(), margin_count, constant.data(), line.data(), out.data(), out.stride()});
}

}  // namespace ops
VARY_NAMESPACE_END
