// SPDX-License-Identifier: MIT
// Curve: each value by itself, through a function.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "vary/core/list.hpp"
#include "vary/core/scratch.hpp"
#include "vary/ops/bound.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// The values of an image. Tight rows are one long row.
template <Pixel T>
simd::ValueRows<T> value_rows(ImageView<const T> in, ImageView<T> out, bool keep_alpha) {
  const auto row = static_cast<std::ptrdiff_t>(in.shape().row_elements());
  auto height = static_cast<std::size_t>(in.height());
  auto width = static_cast<std::size_t>(in.width());
  if (in.stride() == row && out.stride() == row) {
    width *= height;
    height = 1;
  }
  const auto channels = static_cast<std::size_t>(in.channels());
  return {in.data(), in.stride(), out.data(), out.stride(), height, width, channels, keep_alpha};
}

/// True where the last channel is alpha, which transforms of colour leave alone.
inline bool has_alpha(Shape shape) { return shape.channels == 4; }

}  // namespace detail

namespace detail {

template <>
struct NumbersOf<simd::Segment>
    : MemberNumbers<simd::Segment, float, 3, &simd::Segment::from, &simd::Segment::gain, &simd::Segment::bias,
                    &simd::Segment::square, &simd::Segment::cube> {};

}  // namespace detail

namespace ops {

using simd::Segment;

/// out = bias + gain * x + square * x^2 + cube * x^3 with x = in^exponent and the coefficients of the last
/// segment that starts at or below x (below all of them, of the first); clamped to [0, 1]. In fractions of
/// full scale. Integer pixels come from the exact value, rounded once; but those of 16 bits from one that is
/// less than 0.002 of a step off (gains and biases up to 60) for lines that are flatter than 1/16, or than
/// 1/16 of the steepest; and 0.05 where there is a square, a cube or an exponent, 0.2 for exponents above 30.
struct Curve {
  static constexpr const char* name = "Curve";
  static constexpr const char* header = "vary/ops/point/curve.hpp";
  static constexpr bool tabular = true;

  List<Segment, 4> segments{Segment{}};
  bool per_channel = false;  ///< segments are several curves, equally long, one for each channel
  float exponent = 1;        ///< above 0; not 1: values are clamped to [0, 1] first
  bool alpha = false;        ///< of images with four channels, change the fourth too
  bool clamp = true;         ///< false, for floats alone: may leave [0, 1]

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape) const { return Access::pointwise; }
  [[nodiscard]] bool identity(Shape) const {
    for (const Segment& segment : segments) {
      if (segment != Segment{.from = segment.from}) return false;
    }
    return exponent == 1;
  }
  void check(Shape in) const {
    if (segments.empty()) refuse(name, "segments", "is empty; give one or more");
    const auto curves = static_cast<std::size_t>(per_channel ? in.channels : 1);
    if (segments.size() % curves != 0) {
      refuse(name, "segments", segments.size(), " for ", curves, " channels; give each as many");
    }
    const std::size_t each = segments.size() / curves;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const Segment& segment = segments[i];
      const bool finite = std::isfinite(segment.gain) && std::isfinite(segment.bias) &&
                          std::isfinite(segment.square) && std::isfinite(segment.cube);
      const float before = i % each == 0 ? segment.from : segments[i - 1].from;
      if (!finite || !(segment.from >= before)) {
        refuse(name, "segments", "must be finite, in the order of their starts");
      }
    }
    if (!(exponent > 0) || !std::isfinite(exponent)) {
      refuse(name, "exponent", exponent, " is no power to take; give a number above 0");
    }
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("segments", self.segments);
    visit("per_channel", self.per_channel);
    visit("exponent", self.exponent);
    visit("alpha", self.alpha);
    visit("clamp", self.clamp);
  }
  friend bool operator==(const Curve&, const Curve&) = default;
};

template <Pixel T>
void apply(const Curve& op, ImageView<const T> in, ImageView<T> out) {
  if (!op.clamp && !std::is_same_v<T, float>) {
    refuse(Curve::name, "clamp", "is off, but pixels of ", 8 * sizeof(T),
           " bits cannot leave [0, 1]; normalize an image of floats");
  }
  const bool keep_alpha = detail::has_alpha(in.shape()) && !op.alpha;
  const auto curves = static_cast<std::size_t>(op.per_channel ? in.channels() : 1);
  const Scratch<T> tables(sizeof(T) == 1 ? simd::table_size<T> * curves : 0);
  const Scratch<Segment> scaled(sizeof(T) == 1 ? 0 : op.segments.size());
  simd::run(simd::ApplyCurve<T>{detail::value_rows(in, out, keep_alpha), op.segments.data(),
                                op.segments.size() / curves, curves, op.exponent, op.clamp, tables.data(),
                                scaled.data()});
}

}  // namespace ops

VARY_NAMESPACE_END

#include "vary/ops/point/table.hpp"

VARY_NAMESPACE_BEGIN
VARY_COMPILE_OP(ops::Curve)
VARY_NAMESPACE_END
