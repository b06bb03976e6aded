// SPDX-License-Identifier: MIT
// Plan: how a recipe runs.
#pragma once

#include <span>

#include "vary/ops/recipe.hpp"

VARY_NAMESPACE_BEGIN

/// The steps that turn a picture of shape `in` into one of shape `out`. For now the ops of the recipe as they
/// stand: rules that join ops belong between the recipe and here, and may change no bit of the result.
struct Plan {
  Shape in;
  Shape out;
  std::span<const Op> steps;
};

/// The plan for a recipe, which must outlive it.
inline Plan make_plan(const Recipe& recipe) { return {recipe.input(), recipe.shape(), recipe.ops()}; }

VARY_NAMESPACE_END
