// SPDX-License-Identifier: MIT
// What the tests of transforms share: small images as rows of numbers, draws, and errors.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "support/catch.hpp"
#include "support/images.hpp"
#include "vary/vary.hpp"

namespace tests {

/// The values of an image, row by row: what Catch2 can compare and print.
using Rows = std::vector<std::vector<int>>;

template <class T>
Rows rows(const vary::Image<T>& image) {
  Rows values;
  for (int y = 0; y < image.height(); ++y) values.emplace_back(image.row(y), image.row(y) + image.stride());
  return values;
}

inline vary::Image<std::uint8_t> image(const Rows& values, int channels = 1) {
  vary::Image<std::uint8_t> image(values[0].size() / static_cast<std::size_t>(channels), values.size(),
                                  channels);
  for (int y = 0; y < image.height(); ++y) {
    for (int i = 0; i < image.stride(); ++i) {
      image.row(y)[i] =
          static_cast<std::uint8_t>(values[static_cast<std::size_t>(y)][static_cast<std::size_t>(i)]);
    }
  }
  return image;
}

template <class T>
vary::Image<T> flat_image(vary::Shape shape, T value) {
  vary::Image<T> image(shape.width, shape.height, shape.channels);
  for (std::size_t i = 0; i < shape.elements(); ++i) image.data()[i] = value;
  return image;
}

/// Equal in shape and in every bit, for whatever can be viewed.
template <class A, class B>
bool same_image(const A& a, const B& b) {
  return same_bits<typename A::value_type>(a.view(), b.view());
}

/// What a pipeline of `transform` alone draws.
template <vary::Transform X>
vary::Recipe recipe_of(const X& transform, vary::Shape shape, const vary::Key& key = {}) {
  vary::Recipe recipe(shape);
  vary::TransformList(transform).sample_all(vary::Random(key), recipe);
  return recipe;
}

/// The op as one of this type; null where it is of another type.
template <class AnOp>
const AnOp* as(const vary::Op& op) {
  return op.get_if<AnOp>();
}

/// The name of the type of an op.
inline std::string name_of(const vary::Op& op) { return op.name(); }

/// The only op of a recipe, which has this type.
template <class AnOp>
const AnOp& only(const vary::Recipe& recipe) {
  REQUIRE(recipe.ops().size() == 1);
  const AnOp* const op = as<AnOp>(recipe.ops()[0]);
  REQUIRE(op != nullptr);
  return *op;
}

/// How often each text was drawn.
using Counts = std::map<std::string, int>;

/// Counts the texts of `draws` recipes.
template <vary::Transform X, class Spell>
Counts count_draws(int draws, const X& transform, vary::Shape shape, const Spell& spell) {
  Counts counts;
  for (int i = 0; i < draws; ++i) ++counts[spell(recipe_of(transform, shape, {.seed = 5, .index = i}))];
  return counts;
}

/// True where there are `kinds` different texts, each drawn equally often within five standard deviations.
inline bool evenly(const Counts& counts, std::size_t kinds) {
  double sum = 0;
  for (const auto& [text, count] : counts) sum += count;
  const double mean = sum / static_cast<double>(kinds);
  bool even = counts.size() == kinds;
  for (const auto& [text, count] : counts) even = even && std::fabs(count - mean) < 5 * std::sqrt(mean);
  return even;
}

/// A Fill without a value. (`{}` has one.)
inline const vary::Fill no_fill(std::initializer_list<float>{});

/// The text of the vary::Error that `call` throws.
template <class Call>
std::string refusal(const Call& call) {
  try {
    call();
  } catch (const vary::Error& error) {
    return error.what();
  }
  return "nothing was refused";
}

/// A transform with an invalid field, and the exact text of its error, wherever the transform is used first.
struct Bad {
  std::string text;
  std::vector<std::function<void()>> ways;

  template <vary::Transform X>
  Bad(const X& bad, std::string expected)
      : text(std::move(expected)),
        ways{[bad] { vary::Pipeline<float>{bad}; },
             [bad] {
               vary::Pipeline<std::uint8_t>{vary::HorizontalFlip{}, bad};
             },
             [bad] { vary::maybe(0, bad); },
             [bad] { vary::one_of(vary::HorizontalFlip{}, bad); },
             [bad] { vary::some_of(0, bad); },
             [bad] { vary::shuffled(bad); },
             [bad] { vary::sequence(bad); },
             [bad] { vary::bgr(bad); },
             [bad] { bad(vary::Image<std::uint16_t>(9, 9, 3)); }} {}
};

inline void require_refused(const std::vector<Bad>& table) {
  for (const Bad& row : table) {
    for (const auto& way : row.ways) REQUIRE(refusal(way) == row.text);
  }
}

}  // namespace tests
