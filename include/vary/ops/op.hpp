// SPDX-License-Identifier: MIT
// Op: one op of any kind, as a value.
#pragma once

#include <cstddef>
#include <new>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "vary/core/pool.hpp"
#include "vary/core/shape.hpp"
#include "vary/core/tile.hpp"
#include "vary/ops/access.hpp"
#include "vary/ops/fields.hpp"

VARY_NAMESPACE_BEGIN

class Op;
class OpPair;
struct Fused;

/// Rewrites two ops that follow each other, see ops/fusion.hpp.
using FusionRule = Fused (*)(OpPair& pair);

namespace detail {

/// What can be asked of ops of one kind, without a pixel: one table for a kind, filled from the members of
/// its struct. Those that most kinds answer alike are optional there.
struct OpKind {
  const void* id;           ///< of the type, see op_id
  const char* name;         ///< in text and messages
  const char* header;       ///< that defines it; "" for a user's own
  bool geometric;           ///< moves pixels, and so concerns masks, boxes and keypoints
  bool tabular;             ///< is a function of one value: for 8 bits, a table
  bool starts_with_tables;  ///< spends time on each band before its first row
  std::span<const FusionRule> (*rules)();
  void* (*copy)(const void* op);
  void (*destroy)(void* op) noexcept;
  bool (*equal)(const void* a, const void* b);
  void (*check)(const void* op, Shape in);
  bool (*identity)(const void* op, Shape in);
  Shape (*output)(const void* op, Shape in);
  Access (*access)(const void* op, Shape in);
  Rect (*input_rect)(const void* op, Shape in, const Rect& output);
  Rect (*output_rect)(const void* op, Shape in, const Rect& wanted);
  int (*rows_together)(const void* op);
  void (*fields)(void* op, FieldVisitor& visitor);
};

/// Its address names the type: to ask whether an op is a Warp compiles nothing of Warp.
template <class O>
inline constexpr char op_id = 0;

}  // namespace detail

namespace ops {

/// The part of the input that `output`, a part of the output, is computed from.
template <class O>
Rect input_rect(const O& op, Shape in, const Rect& output) {
  if constexpr (requires { op.input_rect(in, output); }) {
    return op.input_rect(in, output);
  } else {
    return op.access(in) <= Access::positional ? output : Rect::of(in);
  }
}

/// Tiles begin at multiples of so many rows: an op may share among these what it computes.
template <class O>
int rows_together(const O& op) {
  if constexpr (requires { op.rows_together(); }) {
    return op.rows_together();
  } else {
    return 1;
  }
}

/// The part of the output that is computed where `wanted` is: not less.
template <class O>
Rect output_rect(const O& op, Shape in, const Rect& wanted) {
  Rect rect = wanted;
  if constexpr (requires { op.output_rect(in, wanted); }) {
    rect = op.output_rect(in, wanted);
  } else if (op.access(in) == Access::global) {
    rect = Rect::of(op.output(in));
  }
  return rect.rows(rect.y - rect.y % rows_together(op), rect.bottom());
}

}  // namespace ops

namespace detail {

template <class O>
constexpr OpKind make_op_kind() {
  OpKind kind{
      .id = &op_id<O>,
      .name = O::name,
      .header = "",
      .geometric = false,
      .tabular = false,
      .starts_with_tables = false,
      .rules = []() -> std::span<const FusionRule> {
        if constexpr (requires { fusion_rules(static_cast<const O*>(nullptr)); }) {
          return fusion_rules(static_cast<const O*>(nullptr));
        } else {
          return {};
        }
      },
      .copy = [](const void* op) -> void* {
        return ::new (Pool::allocate(sizeof(O))) O(*static_cast<const O*>(op));
      },
      .destroy =
          [](void* op) noexcept {
            static_cast<O*>(op)->~O();
            Pool::deallocate(op, sizeof(O));
          },
      .equal = [](const void* a,
                  const void* b) { return *static_cast<const O*>(a) == *static_cast<const O*>(b); },
      .check = [](const void* op, Shape in) { static_cast<const O*>(op)->check(in); },
      .identity = [](const void* op, Shape in) { return static_cast<const O*>(op)->identity(in); },
      .output = [](const void* op, Shape in) { return static_cast<const O*>(op)->output(in); },
      .access = [](const void* op, Shape in) { return static_cast<const O*>(op)->access(in); },
      .input_rect =
          [](const void* op, Shape in, const Rect& output) {
            return ops::input_rect(*static_cast<const O*>(op), in, output);
          },
      .output_rect =
          [](const void* op, Shape in, const Rect& wanted) {
            return ops::output_rect(*static_cast<const O*>(op), in, wanted);
          },
      .rows_together = [](const void* op) { return ops::rows_together(*static_cast<const O*>(op)); },
      .fields = [](void* op, FieldVisitor& visitor) { O::fields(*static_cast<O*>(op), visitor); },
  };
  if constexpr (requires { O::header; }) kind.header = O::header;
  if constexpr (requires { O::geometric; }) kind.geometric = O::geometric;
  if constexpr (requires { O::tabular; }) kind.tabular = O::tabular;
  if constexpr (requires { O::starts_with_tables; }) kind.starts_with_tables = O::starts_with_tables;
  return kind;
}

template <class O>
inline constexpr OpKind op_kind = make_op_kind<O>();

}  // namespace detail

/// A struct that can be an op: plain values with a `name` that say what they make of an image, without a
/// pixel. Optional members: `input_rect`, `output_rect`, `rows_together`, `geometric`, `tabular`, `header`.
template <class O>
concept OpStruct = requires(const O& op, Shape in) {
  { O::name } -> std::convertible_to<const char*>;
  op.check(in);
  { op.identity(in) } -> std::convertible_to<bool>;
  { op.output(in) } -> std::convertible_to<Shape>;
  { op.access(in) } -> std::convertible_to<Access>;
};

/// An op of any kind: a regular value. The struct inside lives in the thread's pool.
class Op {
 public:
  template <OpStruct O>
  Op(const O& op) : kind_(&detail::op_kind<O>), op_(detail::op_kind<O>.copy(&op)) {}
  Op(const Op& other) : kind_(other.kind_), op_(other.kind_->copy(other.op_)) {}
  Op(Op&& other) noexcept : kind_(other.kind_), op_(std::exchange(other.op_, nullptr)) {}
  Op& operator=(Op other) noexcept {
    std::swap(kind_, other.kind_);
    std::swap(op_, other.op_);
    return *this;
  }
  ~Op() {
    if (op_ != nullptr) kind_->destroy(op_);
  }

  /// The struct inside, or null if it is of another type.
  template <class O>
  [[nodiscard]] const O* get_if() const {
    return kind_->id == &detail::op_id<O> ? static_cast<const O*>(op_) : nullptr;
  }
  template <class O>
  [[nodiscard]] O* get_if() {
    return kind_->id == &detail::op_id<O> ? static_cast<O*>(op_) : nullptr;
  }
  template <class O>
  [[nodiscard]] bool is() const {
    return kind_->id == &detail::op_id<O>;
  }

  [[nodiscard]] const char* name() const { return kind_->name; }
  [[nodiscard]] const char* header() const { return kind_->header; }
  /// True for ops that move pixels, and so concern masks, boxes and keypoints.
  [[nodiscard]] bool geometric() const { return kind_->geometric; }
  /// True where each value becomes a function of itself: for 8 bits, a table.
  [[nodiscard]] bool tabular() const { return kind_->tabular; }
  [[nodiscard]] bool starts_with_tables() const { return kind_->starts_with_tables; }
  [[nodiscard]] std::span<const FusionRule> rules() const { return kind_->rules(); }

  /// Throws Error where a value is out of range for an image of shape `in`.
  void check(Shape in) const { kind_->check(op_, in); }
  /// True where the output is the input.
  [[nodiscard]] bool identity(Shape in) const { return kind_->identity(op_, in); }
  [[nodiscard]] Shape output(Shape in) const { return kind_->output(op_, in); }
  [[nodiscard]] Access access(Shape in) const { return kind_->access(op_, in); }
  /// The part of the input that a part of the output is computed from.
  [[nodiscard]] Rect input_rect(Shape in, const Rect& output) const {
    return kind_->input_rect(op_, in, output);
  }
  /// The part of the output that is computed where `wanted` is.
  [[nodiscard]] Rect output_rect(Shape in, const Rect& wanted) const {
    return kind_->output_rect(op_, in, wanted);
  }
  /// Tiles begin at multiples of so many rows.
  [[nodiscard]] int rows_together() const { return kind_->rows_together(op_); }
  /// Shows all fields, to be read or changed.
  void fields(FieldVisitor& visitor) { kind_->fields(op_, visitor); }

  /// The struct inside, for pixel code that was looked up by id().
  [[nodiscard]] const void* data() const { return op_; }
  [[nodiscard]] const void* id() const { return kind_->id; }

  friend bool operator==(const Op& a, const Op& b) {
    return a.id() == b.id() && a.kind_->equal(a.op_, b.op_);
  }

 private:
  const detail::OpKind* kind_;
  void* op_;
};

/// Ops in order.
using OpList = std::vector<Op, PoolAllocator<Op>>;

VARY_NAMESPACE_END
