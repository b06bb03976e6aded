// SPDX-License-Identifier: MIT
// Where the pixels of a smooth field of shifts read.
#if defined(VARY_SIMD_PLACES_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_PLACES_INL_HPP
#undef VARY_SIMD_PLACES_INL_HPP
#else
#define VARY_SIMD_PLACES_INL_HPP
#endif

#include "vary/simd/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

// A vector more than a chunk: the last of a cell may reach beyond it.
inline constexpr size_t displace_room = displace_chunk + shift_lanes;

/// Where the pixels of a chunk read: the pixel at the top left of each place, and 256ths beyond it.
struct Places {
  alignas(64) int32_t column[displace_room];
  alignas(64) int32_t row[displace_room];
  alignas(64) int32_t right[displace_room];
  alignas(64) int32_t down[displace_room];
};

/// The same as offsets into the picture, 0 for those that have a border to mind: these are listed.
struct Offsets {
  alignas(64) int32_t at[displace_room];
  uint32_t outside[displace_chunk];
  size_t outside_count;
};

/// The weights of the nodes around a place in its cell.
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

/// The shifts along row y as polynomials of the place in a cell: coefficient k of cell i along axis a, in
/// 256ths of a pixel, is curves[(4 a + k) pitch + i]. Whole vectors, whatever lies beyond the last node.
HWY_NOINLINE void find_curves(const ShiftField& field, size_t y, float* curves) {
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
    float* blended = curves + (8 + axis) * pitch;
    float* out = curves + 4 * axis * pitch;
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
      if (field.reach == 2) {  // the other two coefficients stay 0
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

/// The shifts along one axis at the places t in cells: `curve` has the coefficients of the first cell and of
/// those that follow, `cell` says which of them a lane takes.
template <class D, class Cells, class V = hn::Vec<D>>
HWY_INLINE V shift_at(D d, const float* curve, size_t pitch, Cells cell, V t) {
  const auto coefficient = [=](size_t k) HWY_ATTR {
    return hn::TableLookupLanes(hn::LoadU(d, curve + k * pitch), cell);
  };
  V sum = coefficient(3);
  sum = hn::Add(hn::Mul(sum, t), coefficient(2));
  sum = hn::Add(hn::Mul(sum, t), coefficient(1));
  return hn::Add(hn::Mul(sum, t), coefficient(0));
}

/// The places that the `count` pixels of row y from column `first` on read.
HWY_INLINE void find_places(const ShiftField& field, const float* curves, size_t y, size_t first,
                            size_t count, Places& places) {
  const hn::ScalableTag<float> d;
  const hn::RebindToSigned<decltype(d)> di;
  const size_t pitch = shift_pitch(field.columns);
  const int32_t* cells = field.cells + first;
  const float* in_cells = field.places + first;
  // A sum of that size keeps whole numbers alone: its lowest bits are the rounded shift.
  const auto rounder = hn::Set(d, 0x1.8p23f);
  constexpr int32_t above = 0x4B400000 >> 8;
  const auto row = hn::Set(di, static_cast<int32_t>(y) - above);
  const auto fraction = hn::Set(di, 255);
  const auto column = hn::Add(hn::Iota(di, 0), hn::Set(di, static_cast<int32_t>(first) - above));
  for (size_t i = 0; i < count; i += hn::Lanes(d)) {
    const float* curve = curves + cells[i];
    const auto t = hn::LoadU(d, in_cells + i);
    const auto cell = hn::IndicesFromVec(d, hn::Sub(hn::LoadU(di, cells + i), hn::Set(di, cells[i])));
    const auto dx = hn::BitCast(di, hn::Add(shift_at(d, curve, pitch, cell, t), rounder));
    const auto dy = hn::BitCast(di, hn::Add(shift_at(d, curve + 4 * pitch, pitch, cell, t), rounder));
    const auto here = hn::Add(column, hn::Set(di, static_cast<int32_t>(i)));
    hn::Store(hn::Add(here, hn::ShiftRight<8>(dx)), di, places.column + i);
    hn::Store(hn::Add(row, hn::ShiftRight<8>(dy)), di, places.row + i);
    hn::Store(hn::And(dx, fraction), di, places.right + i);
    hn::Store(hn::And(dy, fraction), di, places.down + i);
  }
}

/// Offsets of the places whose four pixels lie inside, with `spare` columns to the right of them.
template <class T>
HWY_INLINE void find_offsets(const DisplaceRows<T>& job, const Places& places, int64_t spare, size_t count,
                             Offsets& offsets) {
  const hn::ScalableTag<int32_t> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const size_t lanes = hn::Lanes(d);
  offsets.outside_count = 0;
  const auto columns = hn::Set(du, static_cast<uint32_t>(job.width - 1 - spare));
  const auto rows = hn::Set(du, static_cast<uint32_t>(job.height - 1));
  const auto stride = hn::Set(d, static_cast<int32_t>(job.in_stride));
  const auto channels = hn::Set(d, static_cast<int32_t>(job.channels));
  for (size_t i = 0; i < count; i += lanes) {
    const auto column = hn::Load(d, places.column + i);
    const auto row = hn::Load(d, places.row + i);
    const auto across = hn::VecFromMask(du, hn::Lt(hn::BitCast(du, column), columns));
    const auto down = hn::VecFromMask(du, hn::Lt(hn::BitCast(du, row), rows));
    const auto inside = hn::BitCast(d, hn::And(across, down));
    const auto offset = hn::Add(hn::Mul(row, stride), hn::Mul(column, channels));
    hn::Store(hn::And(offset, inside), d, offsets.at + i);
    if (HWY_LIKELY(hn::AllTrue(d, hn::Ne(inside, hn::Zero(d))))) continue;
    for (size_t j = i; j < i + lanes && j < count; ++j) {
      const bool in_width = places.column[j] >= 0 && places.column[j] < job.width - 1 - spare;
      const bool in_height = places.row[j] >= 0 && places.row[j] < job.height - 1;
      if (!in_width || !in_height) offsets.outside[offsets.outside_count++] = static_cast<uint32_t>(j);
    }
  }
}

/// True where find_offsets() may be asked: offsets are of 32 bits, and there are pixels around offset 0.
template <class T>
HWY_INLINE bool has_inside(const DisplaceRows<T>& job, int64_t spare) {
  return job.width > 1 + spare && job.height > 1 &&
         (job.height + 1) * static_cast<int64_t>(job.in_stride) < int64_t{1} << 31;
}

/// The pixel at (x, y), which may lie outside.
template <class T>
HWY_INLINE const T* pixel_beside(const DisplaceRows<T>& job, int64_t x, int64_t y) {
  const int64_t column = border_index(job.border, x, job.width);
  const int64_t row = border_index(job.border, y, job.height);
  if (column < 0 || row < 0) return job.constant;
  return job.in + row * job.in_stride + column * static_cast<int64_t>(job.channels);
}

/// Copies the four pixels around place i, minding the border, to `to`, `to` + right, `to` + below and
/// `to` + below + right.
template <class T>
HWY_NOINLINE void fetch_one(const DisplaceRows<T>& job, const Places& places, size_t i, T* to, size_t right,
                            size_t below) {
  for (int tap = 0; tap < 4; ++tap) {
    const T* pixel = pixel_beside(job, int64_t{places.column[i]} + tap % 2, int64_t{places.row[i]} + tap / 2);
    T* place = to + (tap % 2 == 0 ? 0 : right) + (tap / 2 == 0 ? 0 : below);
    for (size_t c = 0; c < job.channels; ++c) place[c] = pixel[c];
  }
}

/// body(places, count, out) for the chunks of all rows.
template <class T, class Body>
HWY_INLINE void for_places(const DisplaceRows<T>& job, const Body& body) {
  const auto width = static_cast<size_t>(job.width);
  Places places;
  for (size_t y = 0; y < static_cast<size_t>(job.height); ++y) {
    find_curves(job.field, y, job.curves);
    T* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    for (size_t x = 0; x < width; x += displace_chunk) {
      const size_t count = width - x < displace_chunk ? width - x : displace_chunk;
      find_places(job.field, job.curves, y, x, count, places);
      body(places, count, out + x * job.channels);
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
