// SPDX-License-Identifier: MIT
// Tables: pointwise ops on 8-bit values that follow each other, as one look-up.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <span>

#include "vary/core/scratch.hpp"
#include "vary/core/tile.hpp"
#include "vary/ops/apply.hpp"
#include "vary/ops/point/curve.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// Tabular ops in a row, bound: they are applied once to an image of all values, and a look-up then gives
/// their bits.
class BoundTables {
 public:
  BoundTables(std::span<const Op> steps, const OpTable<std::uint8_t>& table, Shape in)
      : keep_alpha_(has_alpha(in) && !any(steps, &ops::Curve::alpha)),
        channels_(are_shared(steps, in) ? 1 : static_cast<std::size_t>(in.channels)),
        tables_(size * channels_) {
    if (channels_ == 1) {
      fill(steps, table, tables_.data());
      return;
    }
    const Scratch<std::uint8_t> results(size * channels_);
    fill(steps, table, results.data());
    const std::uint8_t* result = results.data();
    for (std::size_t v = 0; v < size; ++v) {
      for (std::size_t c = 0; c < channels_; ++c) tables_[c * size + v] = *result++;
    }
  }

  void operator()(const Tile<const std::uint8_t>& in, const Tile<std::uint8_t>& out) const {
    simd::run(simd::LookUp<std::uint8_t>{value_rows(in.cut(out.rect()), out.pixels, keep_alpha_),
                                         tables_.data(), channels_});
  }

 private:
  static constexpr std::size_t size = simd::table_size<std::uint8_t>;

  /// All values, a pixel for each, through all steps.
  void fill(std::span<const Op> steps, const OpTable<std::uint8_t>& table, std::uint8_t* results) const {
    const int channels = static_cast<int>(channels_), width = static_cast<int>(size);
    const Scratch<std::uint8_t> values(size * channels_);
    std::uint8_t* value = values.data();
    for (std::size_t v = 0; v < size; ++v) {
      for (std::size_t c = 0; c < channels_; ++c) *value++ = static_cast<std::uint8_t>(v);
    }
    vary::apply<std::uint8_t>(steps, table, ImageView<const std::uint8_t>(values.data(), width, 1, channels),
                              ImageView<std::uint8_t>(results, width, 1, channels));
  }
  /// True where one table serves all channels, but for alpha that stays.
  [[nodiscard]] bool are_shared(std::span<const Op> steps, Shape in) const {
    return !any(steps, &ops::Curve::per_channel) && (keep_alpha_ || !has_alpha(in));
  }
  static bool any(std::span<const Op> steps, bool ops::Curve::*flag) {
    return std::any_of(steps.begin(), steps.end(), [&](const Op& op) {
      const auto* curve = op.get_if<ops::Curve>();
      return curve != nullptr && curve->*flag;
    });
  }

  bool keep_alpha_;
  std::size_t channels_;
  Scratch<std::uint8_t> tables_;
};

template <class O>
const OpCode<std::uint8_t>& table_code() {
  static constexpr OpCode<std::uint8_t> code = code_of<std::uint8_t, BoundTables>(
      &op_id<O>, [](void* memory, std::span<const Op> steps, const OpTable<std::uint8_t>& table,
                    const Tile<const std::uint8_t>& in,
                    const Rect&) { ::new (memory) BoundTables(steps, table, in.whole); });
  return code;
}

}  // namespace detail
VARY_NAMESPACE_END
