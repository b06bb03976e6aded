// SPDX-License-Identifier: MIT
// Bound: an op bound to an image; OpTable: the pixel code of the ops that a pipeline may meet.
#pragma once

#include <cstddef>
#include <new>
#include <span>

#include "vary/core/scratch.hpp"
#include "vary/core/tile.hpp"
#include "vary/ops/op.hpp"
#include "vary/ops/op_types.hpp"

VARY_NAMESPACE_BEGIN

namespace ops {

/// An op bound to an image, to be run on any of its tiles. What takes time is done once, in the constructor:
/// ops that have such work specialise this. Others have a function `apply_tile<T>(op, in, out)` or, if they
/// are pointwise, `apply<T>(op, in, out)`, which takes any views.
template <Pixel T, class O>
class Bound {
 public:
  /// For an image like `in`, all pixels of which are there if the op has access to them, and for tiles of the
  /// rectangle `out`. The op must outlive this.
  Bound(const O& op, const Tile<const T>& /*in*/, const Rect& /*out*/) : op_(op) {}

  /// out = the op applied. `in` holds what input_rect() says.
  void operator()(const Tile<const T>& in, const Tile<T>& out) const {
    if constexpr (requires { apply_tile<T>(op_, in, out); }) {
      apply_tile<T>(op_, in, out);
    } else {
      apply<T>(op_, in.cut(out.rect()), out.pixels);
    }
  }

 private:
  const O& op_;
};

/// out = the op applied to all of `in`. `out` has the shape op.output(in.shape()) and does not overlap `in`.
template <Pixel T, class O>
void apply(const O& op, ImageView<const T> in, ImageView<T> out) {
  const Tile<const T> from(in);
  const Tile<T> to(out);
  const Bound<T, O> bound(op, from, to.rect());
  bound(from, to);
}

}  // namespace ops

template <Pixel T>
class OpTable;

/// The pixel code of one kind of op, behind pointers. The bound op lies in memory that the caller provides.
template <Pixel T>
struct OpCode {
  const void* id;     ///< of the op's type
  std::size_t bytes;  ///< of a bound op
  /// Binds the first of `steps`, or all of them if this is the code of a table.
  void (*bind)(void* memory, std::span<const Op> steps, const OpTable<T>& table, const Tile<const T>& in,
               const Rect& out);
  void (*run)(const void* bound, const Tile<const T>& in, const Tile<T>& out);
  void (*release)(void* bound);
  /// The code for this op and the tabular ones behind it as one look-up; null where there is none.
  const OpCode& (*as_table)();
};

namespace detail {

/// OpCode of a class that is bound as `B(arguments...)`.
template <Pixel T, class B>
constexpr OpCode<T> code_of(const void* id, decltype(OpCode<T>::bind) bind) {
  return {id,
          sizeof(B),
          bind,
          [](const void* bound, const Tile<const T>& in, const Tile<T>& out) {
            (*static_cast<const B*>(bound))(in, out);
          },
          [](void* bound) { static_cast<B*>(bound)->~B(); },
          nullptr};
}

/// The code of a run of tabular ops for 8 bits, the first of which is an O: ops/point/table.hpp.
template <class O>
const OpCode<std::uint8_t>& table_code();

/// The pixel code of O for T. Compiled in the library where kernels are separate.
template <Pixel T, class O>
const OpCode<T>& op_code() {
  using B = ops::Bound<T, O>;
  static constexpr OpCode<T> code = [] {
    OpCode<T> made = code_of<T, B>(&op_id<O>, [](void* memory, std::span<const Op> steps, const OpTable<T>&,
                                                 const Tile<const T>& in, const Rect& out) {
      ::new (memory) B(*static_cast<const O*>(steps.front().data()), in, out);
    });
    if constexpr (sizeof(T) == 1 && op_kind<O>.tabular) made.as_table = table_code<O>;
    return made;
  }();
  return code;
}

}  // namespace detail

/// The pixel code of several kinds of ops, for pixels of T: what a pipeline was compiled for.
template <Pixel T>
class OpTable {
 public:
  /// The table of these types.
  template <class... Os>
  static OpTable of(OpTypes<Os...>) {
    static constexpr Entry entries[] = {&detail::op_code<T, Os>..., nullptr};
    return OpTable(std::span(entries, sizeof...(Os)));
  }

  /// The code for an op. Throws Error, with what to include and to declare, where there is none.
  [[nodiscard]] const OpCode<T>& code(const Op& op) const {
    for (const Entry entry : entries_) {
      if (entry().id == op.id()) return entry();
    }
    const char* const header = op.header();
    refuse(op.name(), "", "is drawn by a transform that does not declare it; ",
           *header == '\0' ? "" : "include <", header, *header == '\0' ? "" : "> and ",
           "write `using Ops = vary::OpTypes<vary::ops::", op.name(), ">;` in the transform");
  }

 private:
  using Entry = const OpCode<T>& (*)();
  explicit OpTable(std::span<const Entry> entries) : entries_(entries) {}

  std::span<const Entry> entries_;
};

/// Ops bound to images one after the other, in scratch memory, released in the reverse order.
template <Pixel T>
class BoundOps {
 public:
  /// For at most so many ops, which take at most so many bytes together (see bytes_for()).
  BoundOps(std::size_t count, std::size_t bytes) : items_(count), memory_(bytes) {}
  ~BoundOps() {
    while (count_ > 0) {
      const Item& item = items_[--count_];
      item.code->release(item.bound);
    }
  }
  BoundOps(const BoundOps&) = delete;
  BoundOps& operator=(const BoundOps&) = delete;

  /// Of the memory, for an op with this code.
  static std::size_t bytes_for(const OpCode<T>& code) { return (code.bytes + 63) / 64 * 64; }

  void bind(const OpCode<T>& code, std::span<const Op> steps, const OpTable<T>& table,
            const Tile<const T>& in, const Rect& out) {
    void* const place = memory_.data() + used_;
    code.bind(place, steps, table, in, out);  // may throw: it is not counted then
    items_[count_++] = {&code, place};
    used_ += bytes_for(code);
  }
  /// Runs the i-th that was bound.
  void run(std::size_t i, const Tile<const T>& in, const Tile<T>& out) const {
    items_[i].code->run(items_[i].bound, in, out);
  }

 private:
  struct Item {
    const OpCode<T>* code;
    void* bound;
  };
  Scratch<Item> items_;
  Scratch<std::byte> memory_;
  std::size_t count_ = 0;
  std::size_t used_ = 0;
};

/// Applies one op. `out` has the shape op.output(in.shape()) and does not overlap `in`.
template <Pixel T>
void apply(const Op& op, const OpTable<T>& table, ImageView<const T> in, ImageView<T> out) {
  const OpCode<T>& code = table.code(op);
  const Tile<const T> from(in);
  const Tile<T> to(out);
  BoundOps<T> bound(1, BoundOps<T>::bytes_for(code));
  bound.bind(code, std::span(&op, 1), table, from, to.rect());
  bound.run(0, from, to);
}

// The pixel code of an op for all types, in the library.
#define VARY_COMPILE_OP(O)                                                            \
  VARY_COMPILE_ONCE(const OpCode<std::uint8_t>& detail::op_code<std::uint8_t, O>())   \
  VARY_COMPILE_ONCE(const OpCode<std::uint16_t>& detail::op_code<std::uint16_t, O>()) \
  VARY_COMPILE_ONCE(const OpCode<float>& detail::op_code<float, O>())

VARY_NAMESPACE_END
