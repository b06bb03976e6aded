// SPDX-License-Identifier: MIT
// jitter(): noise on plain numbers.
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <span>

#include "vary/core/error.hpp"
#include "vary/random/random.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN

/// Adds sigma * n to each value, with independent standard normal n. `sigma` is in the data's own units,
/// 0 or more; nothing is clamped. Value i gets the same noise in a longer span. Throws Error for a sigma
/// that is negative or not finite.
template <std::floating_point T, std::size_t extent>
void jitter(std::span<T, extent> values, double sigma, const Key& key = {}) {
  if (!(sigma >= 0) || !std::isfinite(sigma)) {
    refuse("jitter", "sigma", sigma, " is no deviation; give 0 or more");
  }
  if (sigma == 0) return;
  const Stream stream = Random(key).child("jitter").stream();
  constexpr std::size_t chunk = 256;
  float normal[chunk];
  for (std::size_t first = 0; first < values.size(); first += chunk) {
    const std::size_t count = values.size() - first < chunk ? values.size() - first : chunk;
    simd::run(simd::FillNormal{stream.a, stream.b, first, normal, count});
    for (std::size_t i = 0; i < count; ++i) {
      T& value = values[first + i];
      value = static_cast<T>(static_cast<double>(value) + sigma * static_cast<double>(normal[i]));
    }
  }
}

/// The same for a vector, an array, or whatever else a span can be made from.
template <class Values>
requires requires(Values& values) { std::span(values); }
void jitter(Values& values, double sigma, const Key& key = {}) { jitter(std::span(values), sigma, key); }

VARY_NAMESPACE_END
