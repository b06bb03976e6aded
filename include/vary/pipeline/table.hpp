// SPDX-License-Identifier: MIT
// Tables: curves of 8-bit pixels that follow each other, as one look-up.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>

#include "vary/core/tile.hpp"
#include "vary/core/scratch.hpp"
#include "vary/ops/recipe.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// What ops that look at one value at a time make of every value of every channel: they are applied to a
/// image of all values, so that a look-up gives their bits.
class PreparedTables {
 public:
  PreparedTables(std::span<const Op> steps, Shape in)
      : keep_alpha_(has_alpha(in) && !any(steps, &ops::Curve::alpha)),
        channels_(are_shared(steps, in) ? 1 : static_cast<std::size_t>(in.channels)),
        tables_(size * channels_) {
    if (channels_ == 1) {
      fill(steps, tables_.data());
      return;
    }
    const Scratch<std::uint8_t> results(size * channels_);
    fill(steps, results.data());
    const std::uint8_t* result = results.data();
    for (std::size_t v = 0; v < size; ++v) {
      for (std::size_t c = 0; c < channels_; ++c) tables_[c * size + v] = *result++;
    }
  }

  void operator()(const Tile<const std::uint8_t>& in, const Tile<std::uint8_t>& out) const {
    simd::run(simd::LookUp<std::uint8_t>{value_rows(in.cut(out.area()), out.pixels, keep_alpha_),
                                         tables_.data(), channels_});
  }

 private:
  static constexpr std::size_t size = simd::table_size<std::uint8_t>;

  /// All values, a pixel for each, through all steps.
  void fill(std::span<const Op> steps, std::uint8_t* results) const {
    const int channels = static_cast<int>(channels_), width = static_cast<int>(size);
    const Scratch<std::uint8_t> values(size * channels_);
    std::uint8_t* value = values.data();
    for (std::size_t v = 0; v < size; ++v, value += channels_) {
      for (std::size_t c = 0; c < channels_; ++c) value[c] = static_cast<std::uint8_t>(v);
    }
    apply<std::uint8_t>(steps, ImageView<const std::uint8_t>(values.data(), width, 1, channels),
                        ImageView<std::uint8_t>(results, width, 1, channels));
  }
  /// True where one table serves all channels, but for alpha that stays.
  [[nodiscard]] bool are_shared(std::span<const Op> steps, Shape in) const {
    return !any(steps, &ops::Curve::per_channel) && (keep_alpha_ || !has_alpha(in));
  }
  static bool any(std::span<const Op> steps, bool ops::Curve::*flag) {
    return std::any_of(steps.begin(), steps.end(), [&](const Op& op) {
      const auto* curve = std::get_if<ops::Curve>(&op);
      return curve != nullptr && curve->*flag;
    });
  }

  bool keep_alpha_;
  std::size_t channels_;
  Scratch<std::uint8_t> tables_;
};

}  // namespace detail
VARY_NAMESPACE_END
