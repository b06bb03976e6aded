// SPDX-License-Identifier: MIT
// Interpolates the shifts of a ShiftField and finds the sampling positions.
#if defined(VARY_SIMD_SHIFT_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_SHIFT_INL_HPP
#undef VARY_SIMD_SHIFT_INL_HPP
#else
#define VARY_SIMD_SHIFT_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// The weights of the nodes at position t of a cell, times `scale`.
HWY_INLINE void node_weights(size_t reach, double t, double scale, float* weights) {
  const double s = 1 - t;
  if (reach == 2) {
    weights[0] = static_cast<float>(s * scale);
    weights[1] = static_cast<float>(t * scale);
    return;
  }
  const double sixth = scale / 6;
  weights[0] = static_cast<float>(s * s * s * sixth);
  weights[1] = static_cast<float>((3 * t * t * t - 6 * t * t + 4) * sixth);
  weights[2] = static_cast<float>((3 * s * s * s - 6 * s * s + 4) * sixth);
  weights[3] = static_cast<float>(t * t * t * sixth);
}

/// Writes the shifts along row y as polynomials of the position in a cell: coefficient k of cell i along axis
/// a, in units of 1/256 pixel, is field.curves[(4 a + k) pitch + i]. Writes full vectors, also past the last
/// node.
inline HWY_NOINLINE void find_curves(const ShiftField& field, size_t y) {
  const hn::ScalableTag<float> d;
  const size_t lanes = hn::Lanes(d);
  const double v = (static_cast<double>(y) + 0.5) / field.spacing;
  const auto cell = static_cast<size_t>(v);
  float w[4];
  node_weights(field.reach, v - static_cast<double>(cell), 256 * field.scale, w);
  const size_t columns = field.columns;
  const size_t pitch = shift_pitch(columns);
  for (size_t axis = 0; axis < 2; ++axis) {
    const float* nodes = field.nodes + (axis * field.rows + cell) * columns;
    float* blended = field.curves + (8 + axis) * pitch;
    float* out = field.curves + 4 * axis * pitch;
    for (size_t i = 0; i < columns; i += lanes) {
      auto sum = hn::Mul(hn::LoadU(d, nodes + i), hn::Set(d, w[0]));
      for (size_t k = 1; k < field.reach; ++k) {
        sum = hn::Add(sum, hn::Mul(hn::LoadU(d, nodes + k * columns + i), hn::Set(d, w[k])));
      }
      hn::StoreU(sum, d, blended + i);
    }
    for (size_t i = 0; i + field.reach <= columns; i += lanes) {
      const auto c0 = hn::LoadU(d, blended + i);
      const auto c1 = hn::LoadU(d, blended + i + 1);
      if (field.reach == 2) {  // the other two coefficients are 0 already
        hn::StoreU(c0, d, out + i);
        hn::StoreU(hn::Sub(c1, c0), d, out + pitch + i);
        continue;
      }
      const auto half = hn::Set(d, 0.5f);
      const auto sixth = hn::Set(d, 1.0f / 6);
      const auto c2 = hn::LoadU(d, blended + i + 2);
      const auto c3 = hn::LoadU(d, blended + i + 3);
      const auto outer = hn::Add(c0, c2);
      hn::StoreU(hn::Mul(hn::Add(outer, hn::Mul(c1, hn::Set(d, 4.0f))), sixth), d, out + i);
      hn::StoreU(hn::Mul(hn::Sub(c2, c0), half), d, out + pitch + i);
      hn::StoreU(hn::Mul(hn::Sub(outer, hn::Add(c1, c1)), half), d, out + 2 * pitch + i);
      const auto inner = hn::Mul(hn::Sub(c1, c2), hn::Set(d, 3.0f));
      hn::StoreU(hn::Mul(hn::Add(hn::Sub(c3, c0), inner), sixth), d, out + 3 * pitch + i);
    }
  }
}

/// The shifts along one axis at the positions t in cells. `curve` has the coefficients of consecutive cells,
/// `cell` selects one of them for each lane.
template <class D, class Cells, class V = hn::Vec<D>>
HWY_INLINE V shift_at(D d, const float* curve, size_t pitch, Cells cell, V t) {
  const auto coefficient = [&](size_t k) HWY_ATTR {
    return hn::TableLookupLanes(hn::LoadU(d, curve + k * pitch), cell);
  };
  V sum = coefficient(3);
  sum = hn::Add(hn::Mul(sum, t), coefficient(2));
  sum = hn::Add(hn::Mul(sum, t), coefficient(1));
  return hn::Add(hn::Mul(sum, t), coefficient(0));
}

/// Finds the positions of `count` pixels from column `first` on in row y, for which find_curves() must have
/// been called; if `nearest`, rounded to the nearest pixel.
template <class Positions>
HWY_NOINLINE void find_positions(const ShiftField& field, size_t first, size_t y, size_t count, bool nearest,
                                 Positions& positions) {
  const hn::ScalableTag<float> d;
  const hn::RebindToSigned<decltype(d)> di;
  const hn::RebindToUnsigned<decltype(d)> du;
  const size_t pitch = shift_pitch(field.columns);
  const int32_t* cells = field.cells + first;
  const float* cell_positions = field.places + first;
  // Adding this rounds to an integer, which is in the low bits of the sum.
  const auto rounder = hn::Set(d, 0x1.8p23f);
  constexpr int32_t above = 0x4B400000 >> 8;
  const auto half = hn::Set(di, nearest ? 128 : 0);
  const auto fraction = hn::Set(du, nearest ? 0 : 0xFF000000u);
  const auto row = hn::Set(di, static_cast<int32_t>(y) - above);
  const auto column = hn::Add(hn::Iota(di, 0), hn::Set(di, static_cast<int32_t>(first) - above));
  for (size_t i = 0; i < count; i += hn::Lanes(d)) {
    const float* curve = field.curves + cells[i];
    const auto t = hn::LoadU(d, cell_positions + i);
    const auto cell = hn::IndicesFromVec(d, hn::Sub(hn::LoadU(di, cells + i), hn::Set(di, cells[i])));
    const auto shift = [&](const float* from) HWY_ATTR {
      return hn::Add(hn::BitCast(di, hn::Add(shift_at(d, from, pitch, cell, t), rounder)), half);
    };
    const auto dx = shift(curve);
    const auto dy = shift(curve + 4 * pitch);
    const auto pixel_x = hn::Add(column, hn::Set(di, static_cast<int32_t>(i)));
    hn::StoreU(hn::Add(pixel_x, hn::ShiftRight<8>(dx)), di, positions.column + i);
    hn::StoreU(hn::Add(row, hn::ShiftRight<8>(dy)), di, positions.row + i);
    hn::StoreU(hn::And(hn::ShiftLeft<24>(hn::BitCast(du, dx)), fraction), du, positions.right + i);
    hn::StoreU(hn::And(hn::ShiftLeft<24>(hn::BitCast(du, dy)), fraction), du, positions.down + i);
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
