// SPDX-License-Identifier: MIT
// blend(): two images into one. Not part of a recipe, which has one input.
#pragma once

#include <cstddef>

#include "vary/core/error.hpp"
#include "vary/core/math.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/move/permute.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// The multiple of 2^-15 nearest to a weight in [0, 1]: what blend() takes it for.
inline double blend_weight(double weight) {
  return math::round_half_up(weight * simd::blend_unit) / simd::blend_unit;
}

/// out = weight * first + (1 - weight) * second, with blend_weight(weight). Weights 1 and 0 give one of the
/// two to the last bit, and floats stay between the two. All three have one shape; `out` may be
/// one of the others.
template <Pixel T>
void blend(ImageView<const T> first, ImageView<const T> second, double weight, ImageView<T> out) {
  if (!(weight >= 0 && weight <= 1)) refuse("blend", "weight", weight, " is no weight; give 0 to 1");
  if (first.shape() != second.shape() || first.shape() != out.shape()) {
    refuse("blend", "second", "is ", detail::spell(second.shape()), ", the first ",
           detail::spell(first.shape()), ", the output ", detail::spell(out.shape()), "; give one shape");
  }
  const int of_second = static_cast<int>((1 - blend_weight(weight)) * simd::blend_unit);
  if (of_second == 0 || of_second == simd::blend_unit) {
    const ImageView<const T> in = of_second == 0 ? first : second;
    if (in.data() == out.data()) return;
    return detail::copy_pixels<T>(in, out);
  }
  std::size_t rows = static_cast<std::size_t>(first.height());
  std::size_t count = first.shape().row_elements();
  const auto row = static_cast<std::ptrdiff_t>(count);
  if (first.stride() == row && second.stride() == row && out.stride() == row) {  // one long row
    count *= rows;
    rows = 1;
  }
  simd::run(simd::BlendRows<T>{first.data(), first.stride(), second.data(), second.stride(), out.data(),
                               out.stride(), rows, count, of_second});
}

}  // namespace ops
VARY_NAMESPACE_END
