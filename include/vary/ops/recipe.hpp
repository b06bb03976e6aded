// SPDX-License-Identifier: MIT
// Recipe: what is done to one image, as plain data.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "vary/core/pool.hpp"
#include "vary/ops/op.hpp"

VARY_NAMESPACE_BEGIN

/// The field of a transform that says how strong an op is, and the value drawn for it.
struct Strength {
  const char* field = "";
  double value = std::numeric_limits<double>::quiet_NaN();
};

/// The drawn values of one copy: ops in order, for an image of a given shape. It can be printed, stored,
/// changed, and applied to any image of that shape.
class Recipe {
 public:
  explicit Recipe(Shape input) : input_(input), shape_(input) {}

  /// The shape that the recipe is for.
  [[nodiscard]] Shape input() const { return input_; }
  /// The shape after all ops so far: what the next op meets.
  [[nodiscard]] Shape shape() const { return shape_; }
  [[nodiscard]] std::span<const Op> ops() const { return ops_; }

  /// Appends an op. One that would change nothing is left out. Throws Error for values out of range.
  void add(Op op, Strength strength = {}) {
    op.check(shape_);
    if (op.identity(shape_)) return;
    shape_ = op.output(shape_);
    if (ops_.capacity() == 0) reserve();
    ops_.push_back(std::move(op));
    sources_.push_back({origin_, strength});
  }

  /// The name of the transform that op i comes from; empty for ops added by hand.
  [[nodiscard]] std::string_view origin(std::size_t i) const { return sources_[i].origin; }
  /// How strong op i is, if its transform has said so.
  [[nodiscard]] const Strength& strength(std::size_t i) const { return sources_[i].strength; }
  /// From now on ops come from the transform of this name, which must outlive the recipe. Returns the name
  /// before.
  std::string_view set_origin(std::string_view transform) { return std::exchange(origin_, transform); }

  /// Empties the recipe, for an image of another shape; keeps the memory.
  void restart(Shape input) {
    ops_.clear();
    sources_.clear();
    input_ = shape_ = input;
  }

  /// Equal ops for equal shapes, wherever they come from.
  friend bool operator==(const Recipe& a, const Recipe& b) {
    return a.input_ == b.input_ && a.ops_ == b.ops_;
  }

 private:
  struct Source {
    std::string_view origin;
    Strength strength;
  };

  /// Enough for most recipes, so that they grow once.
  void reserve() {
    constexpr std::size_t usual = 16;
    ops_.reserve(usual);
    sources_.reserve(usual);
  }

  Shape input_;
  Shape shape_;
  OpList ops_;
  std::vector<Source, PoolAllocator<Source>> sources_;
  std::string_view origin_;
};

VARY_NAMESPACE_END
