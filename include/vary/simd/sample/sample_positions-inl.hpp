// SPDX-License-Identifier: MIT
// SamplePositions: the source positions of a chunk of pixels.
#if defined(VARY_SIMD_SAMPLE_POSITIONS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_SAMPLE_POSITIONS_INL_HPP
#undef VARY_SIMD_SAMPLE_POSITIONS_INL_HPP
#else
#define VARY_SIMD_SAMPLE_POSITIONS_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"
#include "vary/simd/sample/shift-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// A chunk padded by the largest number of 32-bit lanes (SVE, 2048 bits).
inline constexpr size_t padded_chunk = sample_chunk + 64;

/// The source positions of a chunk: the pixel at the top left, which may be outside of the image, and the
/// distance to the right of it and below it, in units of 2^-32 pixel. Magnitudes are below 2^30 pixels.
struct SamplePositions {
  alignas(64) int32_t column[padded_chunk];
  alignas(64) int32_t row[padded_chunk];
  alignas(64) uint32_t right[padded_chunk];
  alignas(64) uint32_t down[padded_chunk];
};

/// The multiples of the steps of a grid for the lanes of two vectors.
class SampleRamp {
 public:
  explicit SampleRamp(const SampleGrid& grid) {
    for (size_t i = 0; i < 64; ++i) {
      x[i] = static_cast<int64_t>(i) * grid.x_step;
      y[i] = static_cast<int64_t>(i) * grid.y_step;
    }
  }
  alignas(64) int64_t x[64];
  alignas(64) int64_t y[64];
};

/// Stores positions in 32.32 fixed point as integers and fractions.
template <class D, class V>
HWY_INLINE void store_positions(D, V first, V second, int32_t* integer, uint32_t* fraction) {
#if HWY_TARGET == HWY_SCALAR
  const int64_t positions[] = {hn::GetLane(first), hn::GetLane(second)};
  for (size_t i = 0; i < 2; ++i) {
    integer[i] = static_cast<int32_t>(positions[i] >> 32);
    fraction[i] = static_cast<uint32_t>(positions[i] & 0xFFFFFFFF);
  }
#else
  const hn::Repartition<uint32_t, D> du;
  const hn::Repartition<int32_t, D> di;
  hn::StoreU(hn::ConcatOdd(di, hn::BitCast(di, second), hn::BitCast(di, first)), di, integer);
  hn::StoreU(hn::ConcatEven(du, hn::BitCast(du, second), hn::BitCast(du, first)), du, fraction);
#endif
}

/// Calls body(d, i, x, next x, y, next y) with the positions, in 32.32 fixed point plus `shift`, of the
/// pixels from x on in row y. Vectors come in pairs, so there may be one too many.
template <class Body>
HWY_INLINE void for_affine(const SampleGrid& grid, const SampleRamp& ramp, int64_t x, int64_t y, size_t count,
                           int64_t shift, const Body& body) {
  const hn::ScalableTag<int64_t> d;
  const size_t lanes = hn::Lanes(d);
  const auto pair = static_cast<int64_t>(2 * lanes);
  const auto x0 = hn::Set(d, grid.x_start + shift + x * grid.x_step + y * grid.x_turn);
  const auto y0 = hn::Set(d, grid.y_start + shift + x * grid.y_step + y * grid.y_turn);
  auto x1 = hn::Add(x0, hn::Load(d, ramp.x));
  auto x2 = hn::Add(x0, hn::LoadU(d, ramp.x + lanes));
  auto y1 = hn::Add(y0, hn::Load(d, ramp.y));
  auto y2 = hn::Add(y0, hn::LoadU(d, ramp.y + lanes));
  const auto x_step = hn::Set(d, pair * grid.x_step);
  const auto y_step = hn::Set(d, pair * grid.y_step);
  for (size_t i = 0; i < count; i += 2 * lanes) {
    body(d, i, x1, x2, y1, y2);
    x1 = hn::Add(x1, x_step);
    x2 = hn::Add(x2, x_step);
    y1 = hn::Add(y1, y_step);
    y2 = hn::Add(y2, y_step);
  }
}

/// value + (base - 1.5 * 2^32) in 32.32 fixed point, for |value| < 2^31: adding `base` rounds to 2^-20 and
/// aligns the bits.
template <class D, class V>
HWY_INLINE auto fixed_position(D d, V value, double base) {
  const hn::RebindToSigned<D> di;
  const auto bits = hn::BitCast(di, hn::Add(value, hn::Set(d, base)));
  return hn::Xor(hn::ShiftLeft<12>(bits), hn::Set(di, hwy::LimitsMin<int64_t>()));
}

/// The same as for_affine() for projective maps.
template <class Body>
HWY_INLINE void for_projective(const SampleGrid& grid, int64_t x, int64_t y, size_t count, int64_t shift,
                               const Body& body) {
  const hn::ScalableTag<double> d;
  const hn::RebindToSigned<decltype(d)> di;
  const size_t lanes = hn::Lanes(d);
  const auto& m = grid.map;
  const double y_center = static_cast<double>(y) + 0.5;
  const double base = 0x1.8p32 - 0.5 + static_cast<double>(shift) * 0x1p-32;
  const auto x_row = hn::Set(d, m[1] * y_center + m[2]);
  const auto y_row = hn::Set(d, m[4] * y_center + m[5]);
  const auto w_row = hn::Set(d, m[7] * y_center + 1);
  const auto step = hn::Set(d, static_cast<double>(lanes));
  auto x_center = hn::Add(hn::Iota(d, 0), hn::Set(d, static_cast<double>(x) + 0.5));
  for (size_t i = 0; i < count; i += 2 * lanes) {
    const auto next_center = hn::Add(x_center, step);
    const auto w1 = hn::Add(hn::Mul(hn::Set(d, m[6]), x_center), w_row);
    const auto w2 = hn::Add(hn::Mul(hn::Set(d, m[6]), next_center), w_row);
    const auto r1 = hn::Div(hn::Set(d, 1.0), w1);
    const auto r2 = hn::Div(hn::Set(d, 1.0), w2);
    const auto at = [=](double slope, auto row, auto where, auto reciprocal) HWY_ATTR {
      return fixed_position(d, hn::Mul(hn::Add(hn::Mul(hn::Set(d, slope), where), row), reciprocal), base);
    };
    body(di, i, at(m[0], x_row, x_center, r1), at(m[0], x_row, next_center, r2),
         at(m[3], y_row, x_center, r1), at(m[3], y_row, next_center, r2));
    x_center = hn::Add(next_center, step);
  }
}

template <class Body>
HWY_INLINE void for_positions(const SampleGrid& grid, const SampleRamp& ramp, int64_t x, int64_t y,
                              size_t count, int64_t shift, const Body& body) {
  if (grid.projective) return for_projective(grid, x, y, count, shift, body);
  for_affine(grid, ramp, x, y, count, shift, body);
}

/// Finds the positions of `count` pixels from x on in row y; if `nearest`, rounded to the nearest pixel.
inline HWY_NOINLINE void find_positions(const SampleGrid& grid, const SampleRamp& ramp, int64_t x, int64_t y,
                                        size_t count, bool nearest, SamplePositions& positions) {
  const int64_t shift = nearest ? int64_t{1} << 31 : 0;
  for_positions(grid, ramp, x, y, count, shift,
                [&](auto d, size_t i, auto x1, auto x2, auto y1, auto y2) HWY_ATTR {
                  store_positions(d, x1, x2, positions.column + i, positions.right + i);
                  store_positions(d, y1, y2, positions.row + i, positions.down + i);
                });
  if (!nearest) return;
  for (size_t i = 0; i < count; ++i) positions.right[i] = positions.down[i] = 0;
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
