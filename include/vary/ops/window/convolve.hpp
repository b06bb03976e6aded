// SPDX-License-Identifier: MIT
// Convolve: a weighted mean of the neighbours, each axis by itself.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "vary/core/border.hpp"
#include "vary/core/fill.hpp"
#include "vary/core/list.hpp"
#include "vary/core/math.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/window/window.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out(x, y) = sum over i, j of across[i] * down[j] * in(x + i - i0, y + j - j0), around the middle taps
/// i0, j0. Each list has an odd number of weights that sum to one; floats are not clamped. 8-bit pixels under
/// weights of 0 or more are less than 0.15 off before they are rounded: weights are whole numbers of 2^-14
/// there, and what goes from one direction to the other has 6 bits more than a pixel.
struct Convolve {
  static constexpr const char* name = "Convolve";
  static constexpr const char* header = "vary/ops/window/convolve.hpp";
  using Taps = List<float, 32>;

  Taps across{1.0f};
  Taps down{1.0f};
  Border border = Border::reflect;
  Fill fill{};

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape in) const {
    return detail::window_access(in, static_cast<int>(down.size()), border);
  }
  [[nodiscard]] Rect output_rect(Shape in, const Rect& wanted) const {
    return detail::window_output(in, wanted, static_cast<int>(across.size()), border);
  }
  [[nodiscard]] Rect input_rect(Shape in, const Rect& out) const {
    return detail::window_input(in, out, static_cast<int>(down.size()), border);
  }
  [[nodiscard]] bool identity(Shape) const { return across.size() == 1 && down.size() == 1; }
  void check(Shape in) const {
    check_taps(across, "across");
    check_taps(down, "down");
    fill.check(name, "fill", in.channels);
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("across", self.across);
    visit("down", self.down);
    visit("border", self.border);
    visit("fill", self.fill);
  }
  friend bool operator==(const Convolve&, const Convolve&) = default;

 private:
  static void check_taps(const Taps& taps, const char* field) {
    double sum = 0;
    for (const float tap : taps) sum += static_cast<double>(tap);
    if (taps.size() % 2 == 0) {
      refuse(name, field, taps.size(), " taps have no middle; give an odd number");
    }
    if (!(std::fabs(sum - 1) < 1e-4)) {
      refuse(name, field, "sums to ", sum, "; weights must sum to 1");
    }
  }
};

/// Fills `pairs`, room for taps.size() of them, with the weights as whole numbers that sum to one exactly.
/// False, if one is negative: then sums may leave the range of pixels.
inline bool integer_weights(const Convolve::Taps& taps, std::int32_t* pairs, simd::IntegerWeights& weights) {
  constexpr double unit = 1 << 14;
  const std::size_t middle = taps.size() / 2;
  weights = {pairs, true};
  int sum = 0;
  const auto whole = [&](std::size_t k) {
    return static_cast<int>(math::round_half_up(static_cast<double>(taps[k]) * unit));
  };
  for (std::size_t k = 0; k < taps.size(); ++k) {
    if (!(taps[k] >= 0)) return false;
    if (taps[k] != taps[taps.size() - 1 - k]) weights.symmetric = false;
    sum += whole(k);
  }
  // What rounding has lost or won belongs to the middle: the others stay symmetric.
  const int middle_weight = whole(middle) + (1 << 14) - sum;
  if (middle_weight < 0) return false;
  const std::size_t terms = weights.symmetric ? middle + 1 : taps.size();
  for (std::size_t term = 0; term < terms; ++term) {
    const std::size_t k = weights.symmetric ? middle - term : term;
    const int weight = k == middle ? middle_weight : whole(k);
    if (term % 2 == 0) pairs[term / 2] = 0;
    pairs[term / 2] |= weight << (term % 2 * 16);
  }
  return true;
}

template <Pixel T>
void apply_tile(const Convolve& op, const Tile<const T>& in, const Tile<T>& to) {
  const ImageView<T> out = to.pixels;
  const detail::WindowSource<T> source(in, to.rect(), static_cast<int>(op.across.size()),
                                       static_cast<int>(op.down.size()), op.border, op.fill);
  const simd::WindowRows<T>& from = source.rows();
  const Scratch<float> constant(from.channels);
  for (std::size_t c = 0; c < from.channels; ++c) constant[c] = static_cast<float>(from.constant[c]);
  const Scratch<float> line(
      simd::convolve_memory<T>(from.width, from.channels, op.across.size(), op.down.size()));

  const Scratch<std::int32_t> down_pairs(op.down.size()), across_pairs(op.across.size());
  simd::IntegerWeights down{}, across{};
  const bool whole = sizeof(T) == 1 && integer_weights(op.down, down_pairs.data(), down) &&
                     integer_weights(op.across, across_pairs.data(), across);
  if (!whole) down = across = {};

  simd::run(simd::ConvolveRows<T>{from.rows, from.row_count, op.down.data(), op.down.size(), op.across.data(),
                                  op.across.size(), from.width, from.channels, from.margins,
                                  from.margin_count, constant.data(), line.data(), down, across, out.data(),
                                  out.stride()});
}

}  // namespace ops

VARY_COMPILE_OP(ops::Convolve)

VARY_NAMESPACE_END
