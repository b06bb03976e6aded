// SPDX-License-Identifier: MIT
// Reorder: the channels in another order.
#pragma once

#include <cstddef>

#include "vary/core/list.hpp"
#include "vary/ops/bound.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out channel c = in channel order[c]; every channel occurs once.
struct Reorder {
  static constexpr const char* name = "Reorder";
  static constexpr const char* header = "vary/ops/move/reorder.hpp";

  List<int, 8> order;

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape) const { return Access::pointwise; }
  [[nodiscard]] bool identity(Shape) const {
    for (std::size_t c = 0; c < order.size(); ++c) {
      if (order[c] != static_cast<int>(c)) return false;
    }
    return true;
  }
  void check(Shape in) const {
    if (order.size() != static_cast<std::size_t>(in.channels)) {
      refuse(name, "order", "names ", order.size(), " channels, the image has ", in.channels,
             "; name each once");
    }
    check_order(name);
  }
  /// Throws Error in the name of `owner` unless the order is one of 0, 1, ..., size - 1.
  void check_order(const char* owner) const {
    for (int c = 0; c < static_cast<int>(order.size()); ++c) {
      int found = 0;
      for (const int source : order) found += source == c ? 1 : 0;
      if (found != 1) {
        refuse(owner, "order", "names channel ", c, " ", found, " times; name each of 0 to ",
               order.size() - 1, " once");
      }
    }
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("order", self.order);
  }
  friend bool operator==(const Reorder&, const Reorder&) = default;
};

template <Pixel T>
void apply(const Reorder& op, ImageView<const T> in, ImageView<T> out) {
  constexpr auto size = static_cast<std::ptrdiff_t>(sizeof(T));
  simd::run(simd::ReorderChannels{reinterpret_cast<const std::byte*>(in.data()), in.stride() * size,
                                  reinterpret_cast<std::byte*>(out.data()), out.stride() * size,
                                  static_cast<std::size_t>(in.height()), static_cast<std::size_t>(in.width()),
                                  sizeof(T), op.order.data(), op.order.size()});
}

}  // namespace ops

VARY_NAMESPACE_END

#include "vary/ops/move/fuse_reorders.hpp"

VARY_NAMESPACE_BEGIN
VARY_COMPILE_OP(ops::Reorder)
VARY_NAMESPACE_END
