// SPDX-License-Identifier: MIT
// Equalize, AutoContrast: curves that the image itself asks for.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/point/curve.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// How often each value occurs, channel after channel.
template <Pixel T>
class Histogram {
 public:
  explicit Histogram(ImageView<const T> in) : counts_(count() * static_cast<std::size_t>(in.channels())) {
    const auto channels = static_cast<std::size_t>(in.channels());
    std::memset(counts_.data(), 0, count() * channels * sizeof(std::uint32_t));
    simd::run(simd::CountValues<T>{in.data(), in.stride(), static_cast<std::size_t>(in.height()),
                                   static_cast<std::size_t>(in.width()), channels, counts_.data()});
  }
  static constexpr std::size_t count() { return simd::table_size<T>; }
  [[nodiscard]] const std::uint32_t* channel(int c) const {
    return counts_.data() + count() * static_cast<std::size_t>(c);
  }

 private:
  Scratch<std::uint32_t> counts_;
};

}  // namespace detail

namespace ops {

/// Each channel by itself so that its values are evenly spread: v becomes (pixels below v) / step, rounded
/// half up, with step = (pixels - those of the largest value) / white. For 8 bits step is a whole number,
/// rounded down, and an image too small for one stays as it is (Pillow, torchvision). Floats are taken as
/// 65535 steps. Alpha stays.
struct Equalize {
  static constexpr const char* name = "Equalize";
  static constexpr const char* header = "vary/ops/statistics/equalize.hpp";

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape) const { return Access::gather; }
  [[nodiscard]] bool identity(Shape) const { return false; }
  void check(Shape) const {}
  template <class Self, class Visit>
  static void fields(Self&, Visit&&) {}
  friend bool operator==(const Equalize&, const Equalize&) = default;
};

/// What each value becomes.
template <Pixel T>
void fill_equalizer(const std::uint32_t* counts, T* table) {
  constexpr std::size_t size = simd::table_size<T>;
  constexpr auto top = static_cast<double>(size - 1);
  std::uint64_t pixels = 0;
  std::uint32_t last = 0;
  for (std::size_t v = 0; v < size; ++v) {
    pixels += counts[v];
    if (counts[v] != 0) last = counts[v];
  }
  double step = static_cast<double>(pixels - last) / top;
  if constexpr (sizeof(T) == 1) step = std::floor(step);
  const double unit = step > 0 ? 1 / step : 0;
  // Half of a whole step is rounded down, as Pillow does.
  const double half = sizeof(T) == 1 ? std::floor(step / 2) : step / 2;
  std::uint64_t below = 0;
  for (std::size_t v = 0; v < size; ++v) {
    // The quotient is whole or at least 1 / step off: a little more does not change what it is rounded to.
    double value = std::floor((static_cast<double>(below) + half) * unit + 1e-9);
    if (value > top) value = top;
    if (step <= 0) value = static_cast<double>(v);
    table[v] = static_cast<T>(std::is_same_v<T, float> ? value / top : value);
    below += counts[v];
  }
}

template <Pixel T>
class Bound<T, Equalize> {
 public:
  Bound(const Equalize&, const Tile<const T>& in, const Rect&)
      : keep_alpha_(detail::has_alpha(in.whole)),
        tables_(simd::table_size<T> * static_cast<std::size_t>(in.whole.channels)) {
    const detail::Histogram<T> histogram(in.cut(Rect::of(in.whole)));
    for (int c = 0; c < in.whole.channels - (keep_alpha_ ? 1 : 0); ++c) {
      fill_equalizer<T>(histogram.channel(c),
                        tables_.data() + simd::table_size<T> * static_cast<std::size_t>(c));
    }
  }
  void operator()(const Tile<const T>& in, const Tile<T>& out) const {
    simd::run(simd::LookUp<T>{detail::value_rows(in.cut(out.rect()), out.pixels, keep_alpha_), tables_.data(),
                              static_cast<std::size_t>(out.pixels.channels())});
  }

 private:
  bool keep_alpha_;
  Scratch<T> tables_;
};

/// Each channel by itself from its darkest value to 0 and from its lightest to 1, in a straight line; a
/// channel of one value stays (torchvision). Of the pixels, the share `cutoff` is left out at either end.
/// Alpha stays.
struct AutoContrast {
  static constexpr const char* name = "AutoContrast";
  static constexpr const char* header = "vary/ops/statistics/equalize.hpp";

  float cutoff = 0;

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape) const { return Access::gather; }
  [[nodiscard]] bool identity(Shape) const { return false; }
  void check(Shape) const {
    if (!(cutoff >= 0 && cutoff < 0.5f)) {
      refuse(name, "cutoff", cutoff, " leaves nothing; give a share from 0 to below 0.5");
    }
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("cutoff", self.cutoff);
  }
  friend bool operator==(const AutoContrast&, const AutoContrast&) = default;
};

/// The values, as fractions of full scale, between which all but a share of the pixels lie at either end.
template <Pixel T>
void find_ends(const std::uint32_t* counts, double pixels, double cutoff, double& least, double& most) {
  constexpr std::size_t last = simd::table_size<T> - 1;
  std::size_t low = 0, high = last;
  for (double below = counts[low]; low < last && below <= pixels * cutoff;) below += counts[++low];
  for (double above = counts[high]; high > 0 && above <= pixels * cutoff;) above += counts[--high];
  least = static_cast<double>(low) / static_cast<double>(last);
  most = static_cast<double>(high) / static_cast<double>(last);
}

template <Pixel T>
class Bound<T, AutoContrast> {
 public:
  Bound(const AutoContrast& op, const Tile<const T>& part, const Rect&) {
    const ImageView<const T> in = part.cut(Rect::of(part.whole));
    const auto channels = static_cast<std::size_t>(in.channels());
    const Scratch<double> least(channels), most(channels);
    find_all_ends(op, in, least.data(), most.data());
    stretch(least.data(), most.data(), channels);
  }
  void operator()(const Tile<const T>& in, const Tile<T>& out) const {
    const ImageView<const T> from = in.cut(out.rect());
    if (!steep_) return apply<T>(lines_, from, out.pixels);
    apply<T>(offsets_, from, out.pixels);
    apply<T>(gains_, ImageView<const T>(out.pixels), out.pixels);
  }

 private:
  static void find_all_ends(const AutoContrast& op, ImageView<const T> in, double* least, double* most) {
    const auto channels = static_cast<std::size_t>(in.channels());
    if (op.cutoff > 0) {
      const detail::Histogram<T> histogram(in);
      const double pixels = static_cast<double>(in.width()) * in.height();
      for (int c = 0; c < in.channels(); ++c) {
        find_ends<T>(histogram.channel(c), pixels, static_cast<double>(op.cutoff), least[c], most[c]);
      }
      return;
    }
    const Scratch<T> low(channels), high(channels);
    simd::run(simd::FindExtremes<T>{in.data(), in.stride(), static_cast<std::size_t>(in.height()),
                                    static_cast<std::size_t>(in.width()), channels, low.data(), high.data()});
    for (std::size_t c = 0; c < channels; ++c) {
      least[c] = static_cast<double>(low[c]) / static_cast<double>(white<T>);
      most[c] = static_cast<double>(high[c]) / static_cast<double>(white<T>);
    }
  }
  /// A straight line for each channel, from `least` to 0 and from `most` to 1, in fractions of full scale.
  void stretch(const double* least, const double* most, std::size_t channels) {
    double steepest = 0;
    for (std::size_t c = 0; c < channels; ++c) {
      const double gain = 1 / (most[c] - least[c]);
      // A line this steep is one value, or noise in the last bits of floats.
      const bool flat = !(gain > 0 && gain < 0x1p20);
      const auto bias = static_cast<float>(flat ? 0 : -least[c]);
      const auto slope = static_cast<float>(flat ? 1 : gain);
      offsets_.segments.push_back({.bias = bias});
      gains_.segments.push_back({.gain = slope});
      lines_.segments.push_back({.gain = slope, .bias = flat ? 0 : static_cast<float>(-least[c] * gain)});
      if (!flat && gain > steepest) steepest = gain;
    }
    // The bias of a steep line is a large number, too coarse for more than 8 bits: it is taken off first.
    steep_ = sizeof(T) > 1 && steepest >= 16;
  }

  Curve offsets_{.segments = {}, .per_channel = true, .clamp = !std::is_same_v<T, float>};
  Curve gains_{.segments = {}, .per_channel = true};
  Curve lines_ = gains_;
  bool steep_ = false;
};

}  // namespace ops

VARY_COMPILE_OP(ops::Equalize)
VARY_COMPILE_OP(ops::AutoContrast)

VARY_NAMESPACE_END
