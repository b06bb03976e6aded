// SPDX-License-Identifier: MIT
// Curve: each value by itself, through a function made of straight segments.
#pragma once

#include <cmath>
#include <cstddef>

#include "vary/core/list.hpp"
#include "vary/core/view.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

using simd::Segment;

/// out = gain * in + bias, with the gain and bias of the last segment that starts at or below the value
/// (below all of them, of the first); clamped to [0, 1]. In fractions of full scale.
struct Curve {
  static constexpr const char* name = "Curve";
  static constexpr bool geometric = false;

  List<Segment, 4> segments{Segment{}};
  bool alpha = false;  ///< of pictures with four channels, change the fourth too

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] bool identity(Shape) const {
    for (const Segment& segment : segments) {
      if (segment.gain != 1 || segment.bias != 0) return false;
    }
    return true;
  }
  void check(Shape) const {
    if (segments.empty()) refuse(name, "segments", "is empty; give one or more");
    float before = segments[0].from;
    for (const Segment& segment : segments) {
      if (!std::isfinite(segment.gain) || !std::isfinite(segment.bias) || !(segment.from >= before)) {
        refuse(name, "segments", "must be finite, in the order of their starts");
      }
      before = segment.from;
    }
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("segments", self.segments);
    visit("alpha", self.alpha);
  }
  friend bool operator==(const Curve&, const Curve&) = default;
};

template <Pixel T>
void apply(const Curve& op, ImageView<const T> in, ImageView<T> out) {
  simd::run(simd::ApplyCurve<T>{in.data(), in.stride(), out.data(), out.stride(),
                                static_cast<std::size_t>(in.height()), in.shape().row_elements(),
                                op.segments.data(), op.segments.size(), in.channels() == 4 && !op.alpha});
}

}  // namespace ops
VARY_NAMESPACE_END
