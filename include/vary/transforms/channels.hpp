// SPDX-License-Identifier: MIT
// ChannelSwap, ChannelShuffle, ChannelDropout, RGBShift: the channels, each by itself.
#pragma once

#include <cstddef>
#include <span>

#include "vary/core/fill.hpp"
#include "vary/ops/point/color_matrix.hpp"
#include "vary/ops/point/curve.hpp"
#include "vary/ops/move/reorder.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Channel c of the result is channel order[c] of the image: {2, 1, 0} takes RGB to BGR. Throws Error for
/// images with another number of channels.
struct ChannelSwap {
  static constexpr const char* name = "ChannelSwap";
  List<int, 8> order{2, 1, 0};  ///< each channel once

  void check() const {
    if (order.empty()) refuse(name, "order", "is empty; name each channel once");
    ops::Reorder{order}.check_order(name);
  }
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    if (order.size() != static_cast<std::size_t>(shape.channels)) {
      refuse(name, "order", "names ", order.size(), " channels, the image of ", detail::spell(shape),
             " has ", shape.channels, "; name each once");
    }
    recipe.add(ops::Reorder{order});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// The channels in random order, every order equally likely; of four channels the last, alpha, stays.
struct ChannelShuffle {
  static constexpr const char* name = "ChannelShuffle";

  void check() const {}
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    ops::Reorder op;
    for (int c = 0; c < shape.channels; ++c) op.order.push_back(c);
    const std::size_t moved = shape.channels == 4 ? 3 : op.order.size();
    draw.shuffle(std::span(op.order.data(), moved));
    recipe.add(op);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// Some channels filled with one value; which ones is drawn. Alpha stays. Throws Error for images of which
/// no channel would be left.
struct ChannelDropout {
  static constexpr const char* name = "ChannelDropout";
  Range<int> count{1, 1};  ///< how many, 0 to 1000
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
      if (segment.gain == 0) continue;  // dropped before: draw again
      segment = {.gain = 0, .bias = fill.values[0]};
      --left;
    }
    recipe.add(curve);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// Red, green and blue, each plus a value of its own, in fractions of full scale. Alpha stays.
struct RGBShift {
  static constexpr const char* name = "RGBShift";
  Range<float> red{-20.0f / 255, 20.0f / 255};  ///< -1 to 1
  Range<float> green{-20.0f / 255, 20.0f / 255};
  Range<float> blue{-20.0f / 255, 20.0f / 255};

  void check() const {
    check_between(name, "red", red, -1.0f, 1.0f);
    check_between(name, "green", green, -1.0f, 1.0f);
    check_between(name, "blue", blue, -1.0f, 1.0f);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    detail::check_color(name, shape);
    ops::Curve curve{.segments = {}, .per_channel = true};
    for (const Range<float>& shift : {red, green, blue}) curve.segments.push_back({.bias = draw(shift)});
    if (shape.channels == 4) curve.segments.push_back({});
    recipe.add(curve);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const ChannelSwap&))
VARY_COMPILE_ONCE(void TransformList::push_back(const ChannelShuffle&))
VARY_COMPILE_ONCE(void TransformList::push_back(const ChannelDropout&))
VARY_COMPILE_ONCE(void TransformList::push_back(const RGBShift&))

VARY_NAMESPACE_END
