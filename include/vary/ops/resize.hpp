// SPDX-License-Identifier: MIT
// Resize: another width and height, each axis by itself.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>

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
        in_(in),
        out_(out),
        scale_(static_cast<double>(in) / out),
        stretch_(interpolation == Interpolation::area || (antialias && scale_ > 1) ? scale_ : 1),
        reach_(kernel_radius(interpolation) * stretch_),
        taps_(window()),
        first_(static_cast<std::size_t>(out)),
        weights_(static_cast<std::size_t>(out) * taps_) {
    const bool two = interpolation == Interpolation::bilinear && taps_ == 2 && stretch_ == 1;
    for (int i = 0; i < out; ++i) two ? weigh_two(i) : weigh(i);
  }
  [[nodiscard]] const int* first() const { return first_.data(); }
  [[nodiscard]] std::size_t taps() const { return taps_; }

  /// True for one or two taps with weights from 0 to 1: others are negative in places.
  [[nodiscard]] bool two_taps() const {
    return taps_ <= 2 && (interpolation_ == Interpolation::bilinear || interpolation_ == Interpolation::area);
  }

  /// Weights as kernels take them; `two_taps` if both axes have no more.
  template <Pixel T, class Weight = typename simd::AxisWeights<T>::Weight>
  [[nodiscard]] simd::AxisWeights<T> write(bool two_taps, Weight* to) const {
    const auto count = static_cast<std::size_t>(out_);
    if constexpr (std::is_same_v<T, std::uint8_t>) {
      for (std::size_t i = 0; i < count; ++i) {
        const double* weights = weights_.data() + i * taps_;
        two_taps ? write_second(weights, to + i) : write_whole(weights, to + i * taps_);
      }
    } else {
      for (std::size_t i = 0; i < count * taps_; ++i) to[i] = static_cast<float>(weights_[i]);
    }
    return {first_.data(), to, taps_};
  }

 private:
  /// How many pixels may have weight.
  [[nodiscard]] std::size_t window() const {
    double taps = std::ceil(2 * reach_);
    // What is covered may begin within a pixel.
    if (interpolation_ == Interpolation::area && in_ % out_ != 0) taps += 1;
    return static_cast<std::size_t>(taps < in_ ? taps : in_);
  }

  /// The first pixel that may have weight, 0 for those before the first.
  [[nodiscard]] int start(double centre) const {
    const double at = centre - reach_ + (interpolation_ == Interpolation::area ? 0 : 0.5);
    return at > 0 ? static_cast<int>(at) : 0;
  }

  [[nodiscard]] double weight(int pixel, double centre) const {
    if (interpolation_ != Interpolation::area) {
      return kernel_weight(interpolation_, (pixel + 0.5 - centre) / stretch_);
    }
    const double low = centre - reach_ > pixel ? centre - reach_ : pixel;
    const double high = centre + reach_ < pixel + 1 ? centre + reach_ : pixel + 1;
    return high > low ? high - low : 0;
  }

  void weigh(int i) {
    const int taps = static_cast<int>(taps_);
    const double centre = (i + 0.5) * scale_;
    int first = start(centre);
    if (first > in_ - taps) first = in_ - taps;
    double sum = 0;
    double* weights = weights_.data() + static_cast<std::size_t>(i) * taps_;
    for (int k = 0; k < taps; ++k) {
      weights[k] = weight(first + k, centre);
      sum += weights[k];
    }
    for (int k = 0; k < taps; ++k) weights[k] /= sum;
    first_[static_cast<std::size_t>(i)] = first;
  }

  /// The same for the usual case, with less to compute.
  void weigh_two(int i) {
    const double centre = (i + 0.5) * scale_ - 0.5;
    const double inside = centre > 0 ? (centre < in_ - 1 ? centre : in_ - 1) : 0;
    const int first = inside < in_ - 2 ? static_cast<int>(inside) : in_ - 2;
    double* weights = weights_.data() + 2 * static_cast<std::size_t>(i);
    weights[1] = inside - first;
    weights[0] = 1 - weights[1];
    first_[static_cast<std::size_t>(i)] = first;
  }

  void write_second(const double* weights, std::int16_t* to) const {
    const double second = taps_ == 1 ? 0 : weights[1];
    const int whole = static_cast<int>(second * 32768 + 0.5);
    *to = static_cast<std::int16_t>(whole < 32767 ? whole : 32767);
  }

  /// Sums are rounded, not weights: so the last is what is missing to one, and errors do not add up.
  void write_whole(const double* weights, std::int16_t* to) const {
    constexpr int one = 1 << simd::resize_weight_bits;
    double sum = 2;  // keeps what is rounded above zero: sums of weights stay above -1
    int done = 2 * one;
    for (std::size_t k = 0; k < taps_; ++k) {
      sum += weights[k];
      const int next = k + 1 < taps_ ? static_cast<int>(sum * one + 0.5) : 3 * one;
      to[k] = static_cast<std::int16_t>(next - done);
      done = next;
    }
  }

  Interpolation interpolation_;
  int in_;
  int out_;
  double scale_;
  double stretch_;
  double reach_;
  std::size_t taps_;
  Scratch<int> first_;
  Scratch<double> weights_;
};

/// to[i] = the pixel that the middle of output pixel i is in.
inline void nearest_pixels(int in, int out, int* to) {
  for (int i = 0; i < out; ++i) to[i] = static_cast<int>((2 * std::int64_t{i} + 1) * in / (2 * out));
}

}  // namespace detail

namespace ops {

/// Every output pixel is a weighted mean of the pixels around its place in the source. When an axis
/// shrinks, the weights are stretched to cover all it skips (antialiased, as in torchvision and Pillow);
/// `antialias = false` takes the few that OpenCV takes (`nearest` and `area` are the same either way). At the
/// edge, weights that fall outside are dropped and the rest made to sum to one. Floats are not clamped. For 8
/// bits weights are whole 2^-14ths (2^-15ths of two pixels) that sum to one.
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
void resize_nearest(ImageView<const T> in, ImageView<T> out) {
  const Scratch<int> columns(static_cast<std::size_t>(out.width()));
  const Scratch<int> rows(static_cast<std::size_t>(out.height()));
  detail::nearest_pixels(in.width(), out.width(), columns.data());
  detail::nearest_pixels(in.height(), out.height(), rows.data());
  constexpr auto size = static_cast<std::ptrdiff_t>(sizeof(T));
  simd::run(simd::PickPixels{reinterpret_cast<const std::byte*>(in.data()), in.stride() * size,
                             columns.data(), rows.data(), static_cast<std::size_t>(in.channels()) * sizeof(T),
                             static_cast<std::size_t>(out.width()), static_cast<std::size_t>(out.height()),
                             reinterpret_cast<std::byte*>(out.data()), out.stride() * size});
}

/// True where each output pixel is the mean of two by two: also the general kernel's result, bit for bit.
inline bool resize_halves(const Resize& op, Shape in) {
  const bool mean = op.interpolation == Interpolation::area ||
                    (op.interpolation == Interpolation::bilinear && !op.antialias);
  return mean && in.width == std::int64_t{2} * op.width && in.height == std::int64_t{2} * op.height;
}

template <Pixel T>
void apply(const Resize& op, ImageView<const T> in, ImageView<T> out) {
  if (op.interpolation == Interpolation::nearest) return resize_nearest(in, out);
  const auto channels = static_cast<std::size_t>(in.channels());
  const auto in_width = static_cast<std::size_t>(in.width());
  const auto width = static_cast<std::size_t>(out.width());
  const auto height = static_cast<std::size_t>(out.height());
  if constexpr (std::is_same_v<T, std::uint8_t>) {
    if (resize_halves(op, in.shape())) {
      return simd::run(
          simd::HalveRows{in.data(), in.stride(), channels, width, height, out.data(), out.stride()});
    }
  }
  const detail::ResizeAxis down(in.height(), out.height(), op.interpolation, op.antialias);
  const detail::ResizeAxis across(in.width(), out.width(), op.interpolation, op.antialias);
  const bool two_taps = down.two_taps() && across.two_taps();
  using Weight = typename simd::AxisWeights<T>::Weight;
  const Scratch<Weight> down_weights(height * down.taps());
  const Scratch<Weight> across_weights(width * across.taps());
  const Scratch<std::byte> room(simd::resize_room<T>(in_width, width, channels, across.taps()));
  simd::run(simd::ResizeRows<T>{in.data(), in.stride(), in_width, channels,
                                down.write<T>(two_taps, down_weights.data()),
                                across.write<T>(two_taps, across_weights.data()), two_taps, width, height,
                                room.data(), out.data(), out.stride()});
}

}  // namespace ops
VARY_NAMESPACE_END
