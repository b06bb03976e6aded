// SPDX-License-Identifier: MIT
// Recipe: what is done to one image, as plain data.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "vary/core/pool.hpp"
#include "vary/core/scratch.hpp"
#include "vary/ops/op_types.hpp"
#include "vary/ops/window/box.hpp"
#include "vary/ops/statistics/clahe.hpp"
#include "vary/ops/point/color_matrix.hpp"
#include "vary/ops/statistics/contrast.hpp"
#include "vary/ops/window/convolve.hpp"
#include "vary/ops/point/curve.hpp"
#include "vary/ops/custom.hpp"
#include "vary/ops/sample/displace.hpp"
#include "vary/ops/statistics/equalize.hpp"
#include "vary/ops/move/erase.hpp"
#include "vary/ops/window/filter.hpp"
#include "vary/ops/point/hue.hpp"
#include "vary/ops/noise/impulse.hpp"
#include "vary/ops/jpeg/jpeg.hpp"
#include "vary/ops/rank/median.hpp"
#include "vary/ops/noise/noise.hpp"
#include "vary/ops/move/permute.hpp"
#include "vary/ops/noise/poisson.hpp"
#include "vary/ops/point/posterize.hpp"
#include "vary/ops/rank/rank.hpp"
#include "vary/ops/move/reorder.hpp"
#include "vary/ops/resize/resize.hpp"
#include "vary/ops/window/unsharp.hpp"
#include "vary/ops/sample/warp.hpp"

VARY_NAMESPACE_BEGIN

using Op = std::variant<ops::Permute, ops::Warp, ops::Displace, ops::Resize, ops::Convolve, ops::Box,
                        ops::Unsharp, ops::Filter, ops::Rank, ops::Gradient, ops::Median, ops::Curve,
                        ops::Posterize, ops::Equalize, ops::AutoContrast, ops::Clahe, ops::ColorMatrix,
                        ops::Hue, ops::Contrast, ops::Reorder, ops::Noise, ops::Impulse, ops::Poisson,
                        ops::Erase, ops::Compress, ops::Custom>;

/// True for ops that move pixels, and so concern masks, boxes and keypoints.
inline bool is_geometric(const Op& op) {
  return std::visit([](const auto& each) { return each.geometric; }, op);
}

namespace detail {

// What all kinds of ops have, each asked for in one place: a visit is code for every kind.
inline Access access_of(const Op& op, Shape in) {
  return std::visit([&](const auto& each) { return each.access(in); }, op);
}
inline Shape output_of(const Op& op, Shape in) {
  return std::visit([&](const auto& each) { return each.output(in); }, op);
}
inline Rect needed_by(const Op& op, Shape in, const Rect& out) {
  return std::visit([&](const auto& each) { return ops::needed(each, in, out); }, op);
}
inline Rect made_by(const Op& op, Shape in, const Rect& wanted) {
  return std::visit([&](const auto& each) { return ops::made(each, in, wanted); }, op);
}
inline const char* name_of(const Op& op) {
  return std::visit([](const auto& each) { return each.name; }, op);
}
inline int rows_together_of(const Op& op) {
  return std::visit([](const auto& each) { return ops::rows_together(each); }, op);
}

}  // namespace detail

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
  template <class AnOp>
  void add(AnOp op, Strength strength = {}) {
    op.check(shape_);
    if (op.identity(shape_)) return;
    shape_ = op.output(shape_);
    if (ops_.capacity() == 0) reserve();
    ops_.emplace_back(std::move(op));
    origins_.push_back(origin_);
    strengths_.push_back(strength);
  }
  void add(const Op& op) {
    std::visit([this](const auto& each) { add(each); }, op);
  }

  /// The name of the transform that op i comes from; empty for ops added by hand.
  [[nodiscard]] std::string_view origin(std::size_t i) const { return origins_[i]; }
  /// How strong op i is, if its transform has said so.
  [[nodiscard]] const Strength& strength(std::size_t i) const { return strengths_[i]; }
  /// From now on ops come from the transform of this name, which must outlive the recipe. Returns the name
  /// before.
  std::string_view set_origin(std::string_view transform) { return std::exchange(origin_, transform); }

  /// Empties the recipe, for an image of another shape; keeps the memory.
  void restart(Shape input) {
    ops_.clear();
    origins_.clear();
    strengths_.clear();
    input_ = shape_ = input;
  }

  /// Equal ops for equal shapes, wherever they come from.
  friend bool operator==(const Recipe& a, const Recipe& b) {
    return a.input_ == b.input_ && a.ops_ == b.ops_;
  }

 private:
  /// Room for most recipes: growing moves all ops.
  void reserve() {
    constexpr std::size_t usual = 16;
    ops_.reserve(usual);
    origins_.reserve(usual);
    strengths_.reserve(usual);
  }

  Shape input_;
  Shape shape_;
  std::vector<Op, PoolAllocator<Op>> ops_;
  std::vector<std::string_view, PoolAllocator<std::string_view>> origins_;
  std::vector<Strength, PoolAllocator<Strength>> strengths_;
  std::string_view origin_;
};

/// An op of any kind, made ready.
template <Pixel T>
struct ReadyOp {
  const void* prepared;
  void (*function)(const void* prepared, const Tile<const T>& in, const Tile<T>& out);
  void operator()(const Tile<const T>& in, const Tile<T>& out) const { function(prepared, in, out); }
};

/// What is called with an op that is ready, for as long as it is.
template <Pixel T>
class ReadyOpUser {
 public:
  virtual void use(const ReadyOp<T>& op) = 0;

 protected:
  ~ReadyOpUser() = default;
};

/// Makes an op ready, see ops::Prepared, and hands it on: the one place that knows all kinds of ops.
template <Pixel T>
void prepare(const Op& any, const Tile<const T>& in, const Rect& out, ReadyOpUser<T>& user) {
  std::visit(
      [&](const auto& op) {
        using Ready = ops::Prepared<T, std::remove_cvref_t<decltype(op)>>;
        const Ready ready(op, in, out);
        user.use({&ready, [](const void* prepared, const Tile<const T>& from, const Tile<T>& to) {
                    (*static_cast<const Ready*>(prepared))(from, to);
                  }});
      },
      any);
}

VARY_COMPILE_ONCE(void prepare(const Op&, const Tile<const std::uint8_t>&, const Rect&,
                               ReadyOpUser<std::uint8_t>&))
VARY_COMPILE_ONCE(void prepare(const Op&, const Tile<const std::uint16_t>&, const Rect&,
                               ReadyOpUser<std::uint16_t>&))
VARY_COMPILE_ONCE(void prepare(const Op&, const Tile<const float>&, const Rect&, ReadyOpUser<float>&))

/// Applies one op. `out` has the shape op.output(in.shape()) and does not overlap `in`.
template <Pixel T>
void apply(const Op& op, ImageView<const T> in, ImageView<T> out) {
  struct All final : ReadyOpUser<T> {
    All(ImageView<const T> image, ImageView<T> result) : from(image), to(result) {}
    void use(const ReadyOp<T>& ready) override { ready(from, to); }
    Tile<const T> from;
    Tile<T> to;
  };
  All all(in, out);
  prepare<T>(op, all.from, all.to.area(), all);
}

/// Applies ops one after the other, from `in` to `out`, which has the shape that the last one leaves.
template <Pixel T>
void apply(std::span<const Op> steps, ImageView<const T> in, ImageView<T> out) {
  if (steps.empty()) {
    return ops::apply<T>(ops::Permute{.width = in.width(), .height = in.height()}, in, out);
  }
  std::size_t largest = 0;
  Shape shape = in.shape();
  for (const Op& step : steps.first(steps.size() - 1)) {
    shape = detail::output_of(step, shape);
    if (shape.elements() > largest) largest = shape.elements();
  }
  // Each step reads what the one before has left in the other buffer. The next one reads a part that is only
  // cut out where it is.
  const Scratch<T> here(largest);
  const Scratch<T> there(steps.size() > 2 ? largest : 0);
  T* buffers[] = {here.data(), there.data()};
  for (const Op& step : steps.first(steps.size() - 1)) {
    const auto* crop = std::get_if<ops::Permute>(&step);
    if (crop != nullptr && crop->crops(in.shape())) {
      in = {in.row(crop->y) + std::ptrdiff_t{crop->x} * in.channels(), crop->width, crop->height,
            in.channels(), in.stride()};
      continue;
    }
    shape = detail::output_of(step, in.shape());
    const ImageView<T> between(buffers[0], shape.width, shape.height, shape.channels);
    apply<T>(step, in, between);
    in = between;
    std::swap(buffers[0], buffers[1]);
  }
  apply<T>(steps.back(), in, out);
}

VARY_COMPILE_ONCE(void apply(std::span<const Op>, ImageView<const std::uint8_t>, ImageView<std::uint8_t>))
VARY_COMPILE_ONCE(void apply(std::span<const Op>, ImageView<const std::uint16_t>, ImageView<std::uint16_t>))
VARY_COMPILE_ONCE(void apply(std::span<const Op>, ImageView<const float>, ImageView<float>))

VARY_NAMESPACE_END
