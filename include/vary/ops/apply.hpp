// SPDX-License-Identifier: MIT
// apply(): ops one after the other, each to an image of its own.
#pragma once

#include <cstddef>
#include <span>
#include <utility>

#include "vary/core/scratch.hpp"
#include "vary/ops/bound.hpp"
#include "vary/ops/move/permute.hpp"

VARY_NAMESPACE_BEGIN

/// out = what the last op leaves of `in`; it has that shape. What every fused plan is measured against.
template <Pixel T>
void apply(std::span<const Op> steps, const OpTable<T>& table, ImageView<const T> in, ImageView<T> out) {
  if (steps.empty()) {
    return detail::copy_pixels<T>(in, out);
  }
  std::size_t largest = 0;
  Shape shape = in.shape();
  for (const Op& step : steps.first(steps.size() - 1)) {
    shape = step.output(shape);
    if (shape.elements() > largest) largest = shape.elements();
  }
  // Each step reads what the one before has left in the other buffer. A crop only narrows what the next one
  // reads.
  const Scratch<T> one(largest);
  const Scratch<T> other(steps.size() > 2 ? largest : 0);
  T* buffers[] = {one.data(), other.data()};
  for (const Op& step : steps.first(steps.size() - 1)) {
    const auto* crop = step.get_if<ops::Permute>();
    if (crop != nullptr && crop->crops(in.shape())) {
      in = {in.row(crop->y) + std::ptrdiff_t{crop->x} * in.channels(), crop->width, crop->height,
            in.channels(), in.stride()};
      continue;
    }
    shape = step.output(in.shape());
    const ImageView<T> between(buffers[0], shape.width, shape.height, shape.channels);
    apply<T>(step, table, in, between);
    in = between;
    std::swap(buffers[0], buffers[1]);
  }
  apply<T>(steps.back(), table, in, out);
}

VARY_COMPILE_ONCE(void apply(std::span<const Op>, const OpTable<std::uint8_t>&, ImageView<const std::uint8_t>,
                             ImageView<std::uint8_t>))
VARY_COMPILE_ONCE(void apply(std::span<const Op>, const OpTable<std::uint16_t>&,
                             ImageView<const std::uint16_t>, ImageView<std::uint16_t>))
VARY_COMPILE_ONCE(void apply(std::span<const Op>, const OpTable<float>&, ImageView<const float>,
                             ImageView<float>))

VARY_NAMESPACE_END
