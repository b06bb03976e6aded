// SPDX-License-Identifier: MIT
// Resize: another width and height, each axis by itself.
#pragma once

#include <cstddef>

#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/interpolation.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// The weights of one axis, from `in` to `out` pixels.
class ResizeAxis {
 public:
  ResizeAxis(int in, int out, Interpolation interpolation, bool antialias)
      : interpolation_(interpolation),
        scale_(static_cast<double>(in) / out),
        stretch_(interpolation == Interpolation::area || (antialias && scale_ > 1) ? scale_ : 1),
        reach_(kernel_radius(interpolation) * stretch_),
        taps_(window(in)),
        first_(static_cast<std::size_t>(out)),
        weights_(static_cast<std::size_t>(out) * taps_) {
    for (int i = 0; i < out; ++i) weigh(i, in);
  }
  [[nodiscard]] simd::AxisWeights weights() const { return {first_.data(), weights_.data(), taps_}; }

 private:
  [[nodiscard]] std::size_t window(int in) const {
    const double taps = interpolation_ == Interpolation::nearest ? 1 : std::floor(2 * reach_) + 2;
    return static_cast<std::size_t>(taps < in ? taps : in);
  }

  /// The first pixel that may have weight.
  [[nodiscard]] double start(double centre) const {
    if (interpolation_ == Interpolation::nearest) return std::floor(centre);
    return std::floor(centre - reach_ + (interpolation_ == Interpolation::area ? 0 : 0.5));
  }

  [[nodiscard]] double weight(int pixel, double centre) const {
    if (interpolation_ == Interpolation::nearest) return 1;
    if (interpolation_ != Interpolation::area) {
      return kernel_weight(interpolation_, (pixel + 0.5 - centre) / stretch_);
    }
    const double low = centre - reach_ > pixel ? centre - reach_ : pixel;
    const double high = centre + reach_ < pixel + 1 ? centre + reach_ : pixel + 1;
    return high > low ? high - low : 0;
  }

  void weigh(int i, int in) {
    const int taps = static_cast<int>(taps_);
    const double centre = (i + 0.5) * scale_;
    int first = static_cast<int>(start(centre));
    if (first > in - taps) first = in - taps;
    if (first < 0) first = 0;
    double sum = 0;
    for (int k = 0; k < taps; ++k) sum += weight(first + k, centre);
    float* weights = weights_.data() + static_cast<std::size_t>(i) * taps_;
    for (int k = 0; k < taps; ++k) weights[k] = static_cast<float>(weight(first + k, centre) / sum);
    first_[static_cast<std::size_t>(i)] = first;
  }

  Interpolation interpolation_;
  double scale_;
  double stretch_;
  double reach_;
  std::size_t taps_;
  Scratch<int> first_;
  Scratch<float> weights_;
};

}  // namespace detail

namespace ops {

/// Every output pixel is a weighted mean of the pixels around its place in the source. When an axis
/// shrinks, the weights are stretched to cover all it skips (antialiased, as in torchvision and Pillow);
/// `antialias = false` takes the few that OpenCV takes (`nearest` and `area` are the same either way). At the
/// edge, weights that fall outside are dropped and the rest made to sum to one. Floats are not clamped.
struct Resize {
  static constexpr const char* name = "Resize";
  static constexpr bool geometric = true;

  int width = 1;
  int height = 1;
  Interpolation interpolation = Interpolation::bilinear;
  bool antialias = true;

  [[nodiscard]] Shape output(Shape in) const { return {width, height, in.channels}; }
  [[nodiscard]] bool identity(Shape in) const { return width == in.width && height == in.height; }
  void check(Shape) const {
    detail::extent(width, name, "width");
    detail::extent(height, name, "height");
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("width", self.width);
    visit("height", self.height);
    visit("interpolation", self.interpolation);
    visit("antialias", self.antialias);
  }
  friend bool operator==(const Resize&, const Resize&) = default;
};

template <Pixel T>
void apply(const Resize& op, ImageView<const T> in, ImageView<T> out) {
  const detail::ResizeAxis down(in.height(), out.height(), op.interpolation, op.antialias);
  const detail::ResizeAxis across(in.width(), out.width(), op.interpolation, op.antialias);
  const auto channels = static_cast<std::size_t>(in.channels());
  const auto in_width = static_cast<std::size_t>(in.width());
  const auto out_width = static_cast<std::size_t>(out.width());
  const auto height = static_cast<std::size_t>(out.height());
  const Scratch<float> lines(simd::resize_band * in_width * channels);
  const Scratch<float> columns(simd::resize_band * in_width * channels);
  const Scratch<T> turned(simd::resize_band * out_width * channels);
  for (std::size_t y = 0; y < height; y += simd::resize_band) {
    const std::size_t rows = height - y < simd::resize_band ? height - y : simd::resize_band;
    simd::run(simd::ResizeRows<T>{in.data(), in.stride(), in_width, channels, down.weights(),
                                  across.weights(), y, rows, out_width, lines.data(), columns.data(),
                                  turned.data(), out.row(static_cast<int>(y)), out.stride()});
  }
}

}  // namespace ops
VARY_NAMESPACE_END
