// SPDX-License-Identifier: MIT
// run(): a plan is carried out.
#pragma once

#include "vary/core/image.hpp"
#include "vary/pipeline/plan.hpp"

VARY_NAMESPACE_BEGIN

/// out = the plan applied to `in`. Throws Error where a shape is not the one that was planned for, or where
/// the two overlap in memory.
template <Pixel T>
void run(const Plan& plan, ImageView<const T> in, ImageView<T> out) {
  if (in.shape() != plan.in) {
    refuse("run", "in", "is ", detail::spell(in.shape()), "; the recipe is for ", detail::spell(plan.in));
  }
  if (out.shape() != plan.out) {
    refuse("run", "out", "is ", detail::spell(out.shape()), "; the recipe makes ", detail::spell(plan.out));
  }
  if (detail::overlap<T>(in, out)) {
    refuse("run", "out", "overlaps the picture it is made from; give other memory");
  }
  apply<T>(plan.steps, in, out);
}

/// A recipe, drawn or read back, applied to a picture of the shape it is for.
template <Pixel T>
Image<T> replay(const Recipe& recipe, ImageView<const T> in) {
  Image<T> out;
  out.resize(recipe.shape());
  run<T>(make_plan(recipe), in, out.view());
  return out;
}
template <Pixel T>
Image<T> replay(const Recipe& recipe, const Image<T>& in) {
  return replay<T>(recipe, in.view());
}

VARY_NAMESPACE_END
