// SPDX-License-Identifier: MIT
// Filter: a weighted sum of a window, of any weights.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "vary/core/border.hpp"
#include "vary/core/fill.hpp"
#include "vary/core/list.hpp"
#include "vary/core/math.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/window/window.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out(x, y) = offset + sum over i, j of weights[j * width + i] * in(x + i - width / 2, y + j - height / 2),
/// channel by channel; floats are not clamped. Weights are rounded to 2^-shift, so finely that 8-bit pixels
/// are less than 0.1 off before they are rounded; where they sum to a whole number, they still do. The time
/// grows with the number of weights that are not 0, and with that of different ones.
struct Filter {
  static constexpr const char* name = "Filter";
  static constexpr const char* header = "vary/ops/window/filter.hpp";
  using Weights = List<float, 32>;

  int width = 1;           ///< of the window, odd
  int height = 1;          ///< of the window, odd
  Weights weights{1.0f};   ///< row by row
  float offset = 0;        ///< fraction of full scale
  bool keep_edge = false;  ///< leaves pixels as they are whose window goes beyond the image
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
  [[nodiscard]] bool identity(Shape in) const {
    if (keep_edge && (in.width < width || in.height < height)) return true;
    const std::size_t middle = weights.size() / 2;
    for (std::size_t k = 0; k < weights.size(); ++k) {
      if (weights[k] != (k == middle ? 1.0f : 0.0f)) return false;
    }
    return offset == 0;
  }
  void check(Shape in) const {
    check_extent(width, "width");
    check_extent(height, "height");
    const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    if (weights.size() != count) {
      refuse(name, "weights", weights.size(), " of them for a window of ", width, " x ", height, "; give ",
             count);
    }
    if (!(std::fabs(offset) <= 16)) refuse(name, "offset", offset, " is too far; give -16 to 16");
    double sum = 0;
    for (const float weight : weights) sum += std::fabs(static_cast<double>(weight));
    if (!(sum <= 256)) refuse(name, "weights", "sum to ", sum, " without their signs; give 256 at most");
    fill.check(name, "fill", in.channels);
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("width", self.width);
    visit("height", self.height);
    visit("weights", self.weights);
    visit("offset", self.offset);
    visit("keep_edge", self.keep_edge);
    visit("border", self.border);
    visit("fill", self.fill);
  }
  friend bool operator==(const Filter&, const Filter&) = default;

 private:
  static void check_extent(int value, const char* field) {
    if (value < 1 || value > 1023 || value % 2 == 0) {
      refuse(name, field, value, " will not do; give an odd number, 1 to 1023");
    }
  }
};

}  // namespace ops

namespace detail {

/// Weights as whole numbers of 2^-shift, and what they sum to.
struct WholeFilter {
  std::int32_t* weights;
  int shift = 0;
  std::int64_t total = 0;

  /// Room for as many weights as the op has.
  WholeFilter(const ops::Filter& op, std::int32_t* memory) : weights(memory) {
    double sum = 0, reach = 0, largest = 0;
    for (const float weight : op.weights) {
      const auto value = static_cast<double>(weight);
      sum += value;
      reach += std::fabs(value);
      largest = std::max(largest, std::fabs(value));
    }
    // Sums of 8-bit pixels must fit 32 bits. A weight beyond 16 bits costs a second product, so there are
    // no more steps than it takes; nor one beyond 15, where products are rounded by themselves.
    const double most = 255 * (reach + std::fabs(static_cast<double>(op.offset))) + 2;
    int finest = 23;
    const double roundings = 128.0 * static_cast<double>(op.weights.size());
    while (most * std::ldexp(1.0, finest) + roundings > 2147000000.0) --finest;
    shift = std::min(finest, 15);
    while (shift > 0 && largest * std::ldexp(1.0, shift) > 32767) --shift;
    while (round(op, sum) > 0.09 && shift < finest) ++shift;
  }

 private:
  /// Returns how far off a white 8-bit pixel may be.
  double round(const ops::Filter& op, double sum) {
    const double unit = std::ldexp(1.0, shift);
    const std::size_t count = op.weights.size(), middle = count / 2;
    total = 0;
    for (std::size_t k = 0; k < count; ++k) {
      weights[k] = static_cast<std::int32_t>(math::round_half_up(static_cast<double>(op.weights[k]) * unit));
      total += weights[k];
    }
    // What rounding has lost or won belongs to the middle.
    const double wanted = math::round_half_up(sum);
    if (std::fabs(sum - wanted) < 1e-4) {
      const auto rest = static_cast<std::int64_t>(wanted * unit) - total;
      weights[middle] += static_cast<std::int32_t>(rest);
      total += rest;
    }
    double error = 0;
    for (std::size_t k = 0; k < count; ++k) {
      error += std::fabs(weights[k] - static_cast<double>(op.weights[k]) * unit);
    }
    return 255 * error / unit;
  }
};

/// Taps by their weights, and the terms that they make.
struct FilterPlan {
  const Scratch<std::uint32_t> order;
  const Scratch<simd::FilterTap> taps;
  const Scratch<simd::FilterTerm> terms;
  std::size_t tap_count = 0;
  std::size_t term_count = 0;

  // Weights of more than 15 bits are split, and sum to less than 2^24: that makes a few hundred at most.
  FilterPlan(const ops::Filter& op, const WholeFilter& whole, int channels)
      : order(op.weights.size()), taps(op.weights.size() + 520), terms(op.weights.size() + 522) {
    std::uint32_t count = 0;
    for (std::uint32_t k = 0; k < op.weights.size(); ++k) {
      if (whole.weights[k] != 0) order[count++] = k;
    }
    std::sort(order.data(), order.data() + count, [&](std::uint32_t a, std::uint32_t b) {
      return whole.weights[a] != whole.weights[b] ? whole.weights[a] < whole.weights[b] : a < b;
    });
    for (std::uint32_t first = 0, end = 0; first < count; first = end) {
      const std::int32_t weight = whole.weights[order[first]];
      while (end < count && whole.weights[order[end]] == weight && end - first < simd::filter_term_taps)
        ++end;
      for (std::int32_t rest = weight; rest != 0;) {
        const std::int32_t part = std::clamp(rest, -32767, 32767);
        rest -= part;
        terms[term_count++] = {end - first, part, static_cast<float>(std::ldexp(part, -whole.shift))};
        for (std::uint32_t i = first; i < end; ++i) taps[tap_count++] = tap(op, order[i], channels);
      }
    }
    // A middle by itself comes last: kernels know this shape.
    if (term_count == 2 && terms[0].tap_count == 1) {
      std::swap(terms[0], terms[1]);
      std::rotate(taps.data(), taps.data() + 1, taps.data() + tap_count);
    }
    if (term_count % 2 == 1) terms[term_count++] = {0, 0, 0.0f};
  }

 private:
  static simd::FilterTap tap(const ops::Filter& op, std::uint32_t k, int channels) {
    const auto width = static_cast<std::uint32_t>(op.width);
    const int across = static_cast<int>(k % width) - op.width / 2;
    return {k / width, std::ptrdiff_t{across} * channels};
  }
};

}  // namespace detail

namespace ops {

template <Pixel T>
class Bound<T, Filter> {
 public:
  Bound(const Filter& op, const Tile<const T>& in, const Rect&)
      : op_(op),
        weights_(op.weights.size()),
        whole_(op, weights_.data()),
        plan_(op, whole_, in.whole.channels) {}

  void operator()(const Tile<const T>& part, const Tile<T>& to) const {
    const ImageView<T> out = to.pixels;
    const int channels = out.channels(), width = out.width();
    const int reach = op_.width / 2;
    const Rect area = to.rect();
    const Tile<const T> in = part.tile(area.rows(part.y, part.rect().bottom()));

    // A row of the constant, which serves for margins too: these may be longer.
    const bool constant = op_.border == Border::constant;
    const int constant_width = constant ? std::max(width, reach) : 0;
    const Scratch<T> constant_row(static_cast<std::size_t>(constant_width) *
                                  static_cast<std::size_t>(channels));
    for (int x = 0; x < constant_width; ++x) {
      op_.fill.write(constant_row.data() + static_cast<std::ptrdiff_t>(x) * channels, channels);
    }
    const int row_count = out.height() + op_.height - 1;
    const Scratch<const T*> rows(static_cast<std::size_t>(row_count));
    detail::axis_rows<const T*>(in, area.y - op_.height / 2, 1, row_count, op_.border, rows.data(),
                                constant_row.data());

    const auto margin = static_cast<std::size_t>(reach * channels);
    const Scratch<std::uint32_t> margins(2 * margin);
    std::uint32_t* next = margins.data();
    const auto count = static_cast<std::uint32_t>(channels);
    for (int i = 0; !constant && i < 2 * reach; ++i) {
      const int outside = i < reach ? i - reach : width + i - reach;
      const auto x = static_cast<std::uint32_t>(border_index(op_.border, outside, width));
      for (std::uint32_t c = 0; c < count; ++c) *next++ = x * count + c;
    }

    const double unit = std::ldexp(1.0, whole_.shift);
    const auto offset = static_cast<double>(op_.offset);
    const Scratch<const T*> sources(plan_.tap_count);
    const auto height = static_cast<std::size_t>(op_.height);
    const std::size_t elements = out.shape().row_elements();
    const simd::FilterParts parts(elements, margin, height);
    const Scratch<T> strips((parts.rows + height) * parts.strip);
    const Scratch<T> results(simd::filter_block + parts.rows * parts.strip);
    simd::run(
        simd::FilterRows<T>{rows.data(),
                            static_cast<std::size_t>(out.height()),
                            height,
                            elements,
                            margin,
                            margins.data(),
                            constant ? constant_row.data() : nullptr,
                            plan_.taps.data(),
                            plan_.tap_count,
                            plan_.terms.data(),
                            plan_.term_count,
                            whole_.shift,
                            static_cast<std::int32_t>(math::round_half_up(offset * 255 * unit + unit / 2)),
                            static_cast<float>(static_cast<double>(whole_.total) / unit),
                            static_cast<float>(offset * static_cast<double>(white<T>)),
                            op_.keep_edge,
                            static_cast<std::size_t>(area.y),
                            static_cast<std::size_t>(to.whole.height),
                            strips.data(),
                            results.data(),
                            sources.data(),
                            out.data(),
                            out.stride()});
  }

 private:
  const Filter& op_;
  Scratch<std::int32_t> weights_;
  detail::WholeFilter whole_;
  detail::FilterPlan plan_;
};

}  // namespace ops

VARY_COMPILE_OP(ops::Filter)

VARY_NAMESPACE_END
