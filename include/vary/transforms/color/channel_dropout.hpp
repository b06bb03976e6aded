// SPDX-License-Identifier: MIT
// ChannelDropout: channels set to a constant.
#pragma once

#include <cstdint>

#include "vary/core/fill.hpp"
#include "vary/ops/point/curve.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Sets randomly chosen channels to the constant `fill` (Albumentations). Alpha does not change. Throws Error
/// where no channel would be left.
struct ChannelDropout {
  static constexpr const char* name = "ChannelDropout";
  using Ops = OpTypes<ops::Curve>;
  Range<int> count{1, 1};  ///< number of channels, 0 to 1000
  Fill fill{};             ///< one value

  void check() const {
    check_between(name, "count", count, 0, 1000);
    fill.check(name, "fill", 1);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int channels = shape.channels == 4 ? 3 : shape.channels;
    if (count.high >= channels) {
      refuse(name, "count", count.high, " of ", channels,
             channels == 1 ? " channel leaves none" : " channels leave none", "; drop fewer");
    }
    const int dropped = draw(count);
    ops::Curve curve{.segments = {}, .per_channel = true};
    for (int c = 0; c < shape.channels; ++c) curve.segments.push_back({});
    for (int left = dropped; left > 0;) {
      auto& segment = curve.segments[draw.below(static_cast<std::uint64_t>(channels))];
      if (segment.gain == 0) continue;  // already dropped: draw again
      segment = {.gain = 0, .bias = fill.values[0]};
      --left;
    }
    recipe.add(curve, {"count", static_cast<double>(dropped)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const ChannelDropout&))

VARY_NAMESPACE_END
