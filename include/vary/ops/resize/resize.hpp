// SPDX-License-Identifier: MIT
// Resize: another width and height, each axis by itself.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>

#include "vary/core/scratch.hpp"
#include "vary/core/tile.hpp"
#include "vary/ops/bound.hpp"
#include "vary/ops/interpolation.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// Where the pixels of one axis come from, from `in` to `out` pixels.
class ResizeReach {
 public:
  ResizeReach(int in, int out, Interpolation interpolation, bool antialias)
      : interpolation_(interpolation),
        in_(in),
        scale_(static_cast<double>(in) / out),
        stretch_(interpolation == Interpolation::area || (antialias && scale_ > 1) ? scale_ : 1),
        reach_(kernel_radius(interpolation) * stretch_),
        taps_(window(out)),
        two_(interpolation == Interpolation::bilinear && taps_ == 2 && stretch_ == 1) {}

  /// How many pixels may have weight.
  [[nodiscard]] int taps() const { return taps_; }
  /// True if there are at most two, with weights from 0 to 1.
  [[nodiscard]] bool two_taps() const {
    return taps_ <= 2 && (interpolation_ == Interpolation::bilinear || interpolation_ == Interpolation::area);
  }
  /// The first pixel that may have weight in output pixel i.
  [[nodiscard]] int first(int i) const {
    if (two_) {
      const double inside = place(i);
      return inside < in_ - 2 ? static_cast<int>(inside) : in_ - 2;
    }
    const double at = (i + 0.5) * scale_ - reach_ + (interpolation_ == Interpolation::area ? 0 : 0.5);
    const int start = at > 0 ? static_cast<int>(at) : 0;
    return start < in_ - taps_ ? start : in_ - taps_;
  }
  /// The weights of the pixels from first(i) on, which sum to one.
  void weigh(int i, double* weights) const {
    const int start = first(i);
    if (two_) {  // the usual case, with less to compute
      weights[1] = place(i) - start;
      weights[0] = 1 - weights[1];
      return;
    }
    double sum = 0;
    for (int k = 0; k < taps_; ++k) sum += weights[k] = weight(start + k, (i + 0.5) * scale_);
    for (int k = 0; k < taps_; ++k) weights[k] /= sum;
  }

 private:
  [[nodiscard]] int window(int out) const {
    double taps = std::ceil(2 * reach_);
    // What is covered may begin within a pixel.
    if (interpolation_ == Interpolation::area && in_ % out != 0) taps += 1;
    return static_cast<int>(taps < in_ ? taps : in_);
  }
  /// Between the centres of two pixels.
  [[nodiscard]] double place(int i) const {
    const double centre = (i + 0.5) * scale_ - 0.5;
    return centre > 0 ? (centre < in_ - 1 ? centre : in_ - 1) : 0;
  }
  [[nodiscard]] double weight(int pixel, double centre) const {
    if (interpolation_ != Interpolation::area) {
      return kernel_weight(interpolation_, (pixel + 0.5 - centre) / stretch_);
    }
    const double low = centre - reach_ > pixel ? centre - reach_ : pixel;
    const double high = centre + reach_ < pixel + 1 ? centre + reach_ : pixel + 1;
    return high > low ? high - low : 0;
  }

  Interpolation interpolation_;
  int in_;
  double scale_;
  double stretch_;
  double reach_;
  int taps_;
  bool two_;
};

/// The weights of the output pixels from `begin` on, as kernels take them; pixels of the input are counted
/// from `origin` on. `two_taps` if both axes have no more.
template <Pixel T>
class ResizeWeights {
 public:
  using Weight = typename simd::AxisWeights<T>::Weight;

  ResizeWeights(const ResizeReach& reach, bool two_taps, int begin, int count, int origin)
      : taps_(static_cast<std::size_t>(reach.taps())),
        seconds_(two_taps && sizeof(T) == 1),
        each_(seconds_ ? 1 : taps_),
        first_(static_cast<std::size_t>(count)),
        weights_(static_cast<std::size_t>(count) * each_) {
    const Scratch<double> exact(taps_);
    for (int i = 0; i < count; ++i) {
      const auto at = static_cast<std::size_t>(i);
      first_[at] = reach.first(begin + i) - origin;
      reach.weigh(begin + i, exact.data());
      write(exact.data(), weights_.data() + at * each_);
    }
  }
  /// Those from output pixel i on, counted from `begin`.
  [[nodiscard]] simd::AxisWeights<T> from(int i) const {
    const auto at = static_cast<std::size_t>(i);
    return {first_.data() + at, weights_.data() + at * each_, taps_};
  }

 private:
  void write(const double* weights, Weight* to) const {
    if constexpr (std::is_same_v<T, std::uint8_t>) {
      seconds_ ? write_second(weights, to) : write_whole(weights, to);
    } else {
      for (std::size_t k = 0; k < taps_; ++k) to[k] = static_cast<float>(weights[k]);
    }
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

  std::size_t taps_;
  bool seconds_;  // of two taps the second alone
  std::size_t each_;
  Scratch<int> first_;
  Scratch<Weight> weights_;
};

/// The pixel that the middle of output pixel i is in.
inline int nearest_pixel(int i, int in, int out) {
  return static_cast<int>((2 * std::int64_t{i} + 1) * in / (2 * std::int64_t{out}));
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
  static constexpr const char* header = "vary/ops/resize/resize.hpp";
  static constexpr bool geometric = true;
  static constexpr bool starts_with_tables = true;

  int width = 1;
  int height = 1;
  Interpolation interpolation = Interpolation::bilinear;
  bool antialias = true;

  [[nodiscard]] Shape output(Shape in) const { return {width, height, in.channels}; }
  [[nodiscard]] bool identity(Shape in) const { return width == in.width && height == in.height; }
  [[nodiscard]] Access access(Shape) const { return Access::streaming; }
  [[nodiscard]] Rect input_rect(Shape in, const Rect& out) const {
    const auto axis = [&](int size, int whole, int begin, int end, int& from, int& count) {
      if (interpolation == Interpolation::nearest) {
        from = detail::nearest_pixel(begin, size, whole);
        count = detail::nearest_pixel(end - 1, size, whole) + 1 - from;
        return;
      }
      const detail::ResizeReach reach(size, whole, interpolation, antialias);
      from = reach.first(begin);
      count = reach.first(end - 1) + reach.taps() - from;
    };
    Rect area;
    axis(in.width, width, out.x, out.right(), area.x, area.width);
    axis(in.height, height, out.y, out.bottom(), area.y, area.height);
    return area;
  }
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

/// True where each output pixel is the mean of two by two: also the general kernel's result, bit for bit.
inline bool resize_halves(const Resize& op, Shape in) {
  const bool mean = op.interpolation == Interpolation::area ||
                    (op.interpolation == Interpolation::bilinear && !op.antialias);
  return mean && in.width == std::int64_t{2} * op.width && in.height == std::int64_t{2} * op.height;
}

template <Pixel T>
class Bound<T, Resize> {
 public:
  Bound(const Resize& op, const Tile<const T>& in, const Rect& out)
      : op_(op),
        picks_(op.interpolation == Interpolation::nearest),
        halves_(sizeof(T) == 1 && resize_halves(op, in.whole)),
        from_(op.input_rect(in.whole, out)),
        out_(out) {
    if (picks_) {
      columns_.emplace(static_cast<std::size_t>(out.width));
      for (int x = 0; x < out.width; ++x) {
        const int column = detail::nearest_pixel(out.x + x, in.whole.width, op.width);
        (*columns_)[static_cast<std::size_t>(x)] = column - from_.x;
      }
    } else if (!halves_) {
      const detail::ResizeReach down(in.whole.height, op.height, op.interpolation, op.antialias);
      const detail::ResizeReach across(in.whole.width, op.width, op.interpolation, op.antialias);
      two_taps_ = down.two_taps() && across.two_taps();
      down_.emplace(down, two_taps_, out.y, out.height, from_.y);
      across_.emplace(across, two_taps_, out.x, out.width, from_.x);
    }
  }

  void operator()(const Tile<const T>& part, const Tile<T>& to) const {
    const Rect rows = op_.input_rect(part.whole, to.rect());
    const ImageView<const T> in = part.cut({from_.x, rows.y, from_.width, rows.height});
    if (picks_) return pick(in, part.whole.height, rows.y, to);
    const ImageView<T> out = to.pixels;
    const auto channels = static_cast<std::size_t>(in.channels());
    const auto width = static_cast<std::size_t>(out.width());
    const auto height = static_cast<std::size_t>(out.height());
    if constexpr (std::is_same_v<T, std::uint8_t>) {
      if (halves_) {
        return simd::run(
            simd::HalveRows{in.data(), in.stride(), channels, width, height, out.data(), out.stride()});
      }
    }
    const simd::AxisWeights<T> across = across_->from(0);
    simd::AxisWeights<T> down = down_->from(to.y - out_.y);
    const Scratch<int> first(height);  // of the rows that are there
    for (std::size_t y = 0; y < height; ++y) first[y] = down.first[y] - (rows.y - from_.y);
    down.first = first.data();
    const auto in_width = static_cast<std::size_t>(in.width());
    const Scratch<std::byte> room(simd::resize_scratch<T>(in_width, width, channels, across.taps));
    simd::run(simd::ResizeRows<T>{in.data(), in.stride(), in_width, channels, down, across, two_taps_, width,
                                  height, room.data(), out.data(), out.stride()});
  }

 private:
  void pick(ImageView<const T> in, int whole_height, int first_row, const Tile<T>& to) const {
    constexpr auto size = static_cast<std::ptrdiff_t>(sizeof(T));
    const ImageView<T> out = to.pixels;
    const Scratch<int> rows(static_cast<std::size_t>(out.height()));
    for (int y = 0; y < out.height(); ++y) {
      const int row = detail::nearest_pixel(to.y + y, whole_height, op_.height);
      rows[static_cast<std::size_t>(y)] = row - first_row;
    }
    simd::run(simd::PickPixels{reinterpret_cast<const std::byte*>(in.data()), in.stride() * size,
                               columns_->data(), rows.data(),
                               static_cast<std::size_t>(in.channels()) * sizeof(T),
                               static_cast<std::size_t>(out.width()), static_cast<std::size_t>(out.height()),
                               reinterpret_cast<std::byte*>(out.data()), out.stride() * size});
  }

  const Resize& op_;
  bool picks_;
  bool halves_;
  bool two_taps_ = false;
  Rect from_;
  Rect out_;
  std::optional<Scratch<int>> columns_;
  std::optional<detail::ResizeWeights<T>> down_;
  std::optional<detail::ResizeWeights<T>> across_;
};

}  // namespace ops

VARY_COMPILE_OP(ops::Resize)

VARY_NAMESPACE_END
