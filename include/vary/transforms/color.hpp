// SPDX-License-Identifier: MIT
// Grayscale, Sepia, Saturation, Hue, HueSaturationValue: the three colours of a pixel together.
#pragma once

#include "vary/ops/point/color_matrix.hpp"
#include "vary/ops/point/hue.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// 0.299 red + 0.587 green + 0.114 blue, always.
struct Grayscale {
  static constexpr const char* name = "Grayscale";
  int channels =
      3;  ///< 3: grey in each of the three, alpha stays; 1: an image of one channel, without alpha

  void check() const {
    if (channels != 1 && channels != 3) refuse(name, "channels", channels, " will not do; give 1 or 3");
  }
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    detail::check_color(name, shape);
    ops::ColorMatrix op = ops::saturation(0);
    op.channels = channels;
    recipe.add(op);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// The brown of old prints, always: 0.393, 0.769, 0.189 of red, green and blue for red; 0.349, 0.686, 0.168
/// for green; 0.272, 0.534, 0.131 for blue. Alpha stays.
struct Sepia {
  static constexpr const char* name = "Sepia";

  void check() const {}
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    detail::check_color(name, shape);
    recipe.add(ops::ColorMatrix{
        .matrix = {0.393f, 0.769f, 0.189f, 0, 0.349f, 0.686f, 0.168f, 0, 0.272f, 0.534f, 0.131f, 0}});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// factor * colour + (1 - factor) * grey, with the grey of the pixel as of Grayscale. Alpha stays.
struct Saturation {
  static constexpr const char* name = "Saturation";
  Range<float> factor{0.8f, 1.2f};  ///< 0 (grey) to 100; 1 changes nothing

  void check() const { check_between(name, "factor", factor, 0.0f, 100.0f); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    detail::check_color(name, shape);
    recipe.add(ops::saturation(draw(factor)));
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// Colours moved round the circle of HSV: by a third of a turn red becomes green, green blue. Alpha stays.
struct Hue {
  static constexpr const char* name = "Hue";
  Range<float> turns{-0.1f, 0.1f};  ///< -0.5 to 0.5; 0 changes nothing

  void check() const { check_between(name, "turns", turns, -0.5f, 0.5f); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    detail::check_color(name, shape);
    recipe.add(ops::Hue{.shift = draw(turns)});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// Hue, saturation and value of HSV, each moved by its own amount; saturation and value end at 0 and 1. Greys
/// stay grey, alpha stays. The defaults are those of Albumentations, whose 8-bit hue has 180 steps a turn,
/// and saturation and value 255: 20, 30 and 20 of them either way.
struct HueSaturationValue {
  static constexpr const char* name = "HueSaturationValue";
  Range<float> hue{-20.0f / 180, 20.0f / 180};         ///< -0.5 to 0.5 turns
  Range<float> saturation{-30.0f / 255, 30.0f / 255};  ///< -1 to 1
  Range<float> value{-20.0f / 255, 20.0f / 255};       ///< -1 to 1

  void check() const {
    check_between(name, "hue", hue, -0.5f, 0.5f);
    check_between(name, "saturation", saturation, -1.0f, 1.0f);
    check_between(name, "value", value, -1.0f, 1.0f);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    detail::check_color(name, shape);
    const float turns = draw(hue);
    const float colour = draw(saturation);
    const float light = draw(value);
    recipe.add(ops::Hue{.shift = turns, .saturation = colour, .value = light});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Grayscale&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Sepia&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Saturation&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Hue&))
VARY_COMPILE_ONCE(void TransformList::push_back(const HueSaturationValue&))

VARY_NAMESPACE_END
