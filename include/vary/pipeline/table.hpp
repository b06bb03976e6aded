// SPDX-License-Identifier: MIT
// Tables: curves of 8-bit pixels that follow each other, as one look-up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "vary/core/part.hpp"
#include "vary/core/scratch.hpp"
#include "vary/ops/recipe.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// What ops that look at one value at a time make of every value of every channel: they are applied to a
/// picture of all values, so that a look-up gives their bits.
class PreparedTables {
 public:
  PreparedTables(std::span<const Op> steps, Shape in)
      : channels_(static_cast<std::size_t>(in.channels)), tables_(size * channels_) {
    const Shape shape{static_cast<int>(size), 1, in.channels};
    const Scratch<std::uint8_t> values(shape.elements()), results(shape.elements());
    for (std::size_t i = 0; i < shape.elements(); ++i) values[i] = static_cast<std::uint8_t>(i / channels_);
    apply<std::uint8_t>(steps, ImageView<const std::uint8_t>(values.data(), shape.width, 1, shape.channels),
                        ImageView<std::uint8_t>(results.data(), shape.width, 1, shape.channels));
    for (std::size_t i = 0; i < shape.elements(); ++i) {
      tables_[i % channels_ * size + i / channels_] = results[i];
    }
    keep_alpha_ = has_alpha(in) && is_identity(table(3));
    shared_ = true;
    for (std::size_t c = 1; c < channels_ - (keep_alpha_ ? 1 : 0); ++c) {
      shared_ = shared_ && std::memcmp(table(0), table(c), size) == 0;
    }
  }

  void operator()(const Part<const std::uint8_t>& in, const Part<std::uint8_t>& out) const {
    simd::run(simd::LookUp<std::uint8_t>{value_rows(in.cut(out.area()), out.pixels, keep_alpha_),
                                         tables_.data(), shared_ ? 1 : channels_});
  }

 private:
  static constexpr std::size_t size = simd::table_size<std::uint8_t>;

  [[nodiscard]] const std::uint8_t* table(std::size_t channel) const {
    return tables_.data() + channel * size;
  }
  static bool is_identity(const std::uint8_t* table) {
    for (std::size_t v = 0; v < size; ++v) {
      if (table[v] != v) return false;
    }
    return true;
  }

  std::size_t channels_;
  Scratch<std::uint8_t> tables_;
  bool keep_alpha_ = false;
  bool shared_ = true;
};

}  // namespace detail
VARY_NAMESPACE_END
