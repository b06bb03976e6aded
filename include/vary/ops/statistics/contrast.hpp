// SPDX-License-Identifier: MIT
// Contrast: away from the mean of the image, or towards it.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/point/curve.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out = factor * in + (1 - factor) * mean, clamped to [0, 1], with the mean grey of the whole image: 0.299
/// red + 0.587 green + 0.114 blue of the channel means, or the mean of all channels where there are not 3 or
/// 4. Alpha of four channels neither counts nor changes.
struct Contrast {
  static constexpr const char* name = "Contrast";
  static constexpr const char* header = "vary/ops/statistics/contrast.hpp";

  float factor = 1;

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape) const { return Access::gather; }
  [[nodiscard]] bool identity(Shape) const { return factor == 1; }
  void check(Shape) const {
    if (!std::isfinite(factor)) refuse(name, "factor", factor, " is not finite; give a number");
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("factor", self.factor);
  }
  friend bool operator==(const Contrast&, const Contrast&) = default;
};

/// The mean grey of an image, as a fraction of full scale.
template <Pixel T>
double mean_gray(ImageView<const T> in) {
  const auto channels = static_cast<std::size_t>(in.channels());
  const Scratch<std::int64_t> sums(channels);
  simd::run(simd::SumChannels<T>{in.data(), in.stride(), static_cast<std::size_t>(in.height()),
                                 static_cast<std::size_t>(in.width()), channels, sums.data()});
  double gray = 0;
  if (channels == 3 || channels == 4) {
    gray = 0.299 * static_cast<double>(sums[0]) + 0.587 * static_cast<double>(sums[1]) +
           0.114 * static_cast<double>(sums[2]);
  } else {
    for (std::size_t c = 0; c < channels; ++c) gray += static_cast<double>(sums[c]);
    gray /= static_cast<double>(channels);
  }
  return gray / (static_cast<double>(in.width()) * in.height() * simd::sum_unit<T>);
}

template <Pixel T>
class Bound<T, Contrast> {
 public:
  Bound(const Contrast& op, const Tile<const T>& in, const Rect&) {
    const double bias = (1 - static_cast<double>(op.factor)) * mean_gray<T>(in.cut(Rect::of(in.whole)));
    line_.segments[0] = {.from = 0, .gain = op.factor, .bias = static_cast<float>(bias)};
  }
  void operator()(const Tile<const T>& in, const Tile<T>& out) const {
    apply<T>(line_, in.cut(out.rect()), out.pixels);
  }

 private:
  Curve line_;
};

}  // namespace ops

VARY_COMPILE_OP(ops::Contrast)

VARY_NAMESPACE_END
