// SPDX-License-Identifier: MIT
// Noise samples for the values or the pixels of an image, row by row.
#if defined(VARY_SIMD_SPREAD_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_SPREAD_INL_HPP
#undef VARY_SIMD_SPREAD_INL_HPP
#else
#define VARY_SIMD_SPREAD_INL_HPP
#endif

#include "vary/simd/lanes/lookup-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

inline constexpr size_t noise_chunk = 1920;    // values: a multiple of a vector, and of 1 to 6 channels
inline constexpr size_t noise_scratch = 1984;  // the groups of 64 samples that a chunk overlaps at most

#if VARY_VBMI
/// The order that repeats each of 64 bytes three times, in three vectors.
struct TripleOrder {
  alignas(64) uint8_t from[192];
  constexpr TripleOrder() : from{} {
    for (size_t i = 0; i < 192; ++i) from[i] = static_cast<uint8_t>(i / 3);
  }
};
HWY_INLINE void store_triples(hn::Vec512<uint8_t> x, hn::Full512<uint8_t>, uint8_t* to) {
  static constexpr TripleOrder order;
  for (size_t i = 0; i < 192; i += 64) {
    _mm512_storeu_si512(to + i, _mm512_permutexvar_epi8(_mm512_load_si512(order.from + i), x.raw));
  }
}
#endif
template <class V, class D>
HWY_INLINE void store_triples(V x, D d, hn::TFromD<D>* to) {
  hn::StoreInterleaved3(x, x, x, d, to);
}

/// Repeats each number `share` times, the first one `phase` times less, until `count` are written. Returns
/// them; may read and write up to one vector past the end.
template <class E>
HWY_INLINE const E* spread(const E* numbers, size_t share, size_t phase, size_t count, E* out) {
  const hn::CappedTag<E, 64 / sizeof(E)> d;
  const size_t step = hn::Lanes(d);
  if (share == 1) return numbers;
  if (share <= 4 && phase == 0) {
    for (size_t i = 0; i < count; i += share * step, numbers += step) {
      const auto x = hn::LoadU(d, numbers);
      if (share == 2) hn::StoreInterleaved2(x, x, d, out + i);
      if (share == 3) store_triples(x, d, out + i);
      if (share == 4) hn::StoreInterleaved4(x, x, x, x, d, out + i);
    }
    return out;
  }
  for (size_t i = 0; i < count; ++i) {
    out[i] = *numbers;
    if (++phase == share) phase = 0, ++numbers;
  }
  return out;
}

/// Calls body(y, i, numbers, n) for the values [i, i + n) of row y; value v of the image, counted row by row,
/// has number v / share. fill(group, groups, numbers) writes groups of 64 consecutive numbers.
template <class E, class Job, class Fill, class Body>
HWY_INLINE void with_numbers(const Job& job, const Fill& fill, const Body& body) {
  alignas(64) E numbers[noise_scratch + 64 / sizeof(E)];
  alignas(64) E copies[noise_chunk + 4 * 64 / sizeof(E)];
  for (size_t y = 0; y < job.rows.row_count; ++y) {
    size_t n = 0;
    for (size_t i = 0; i < job.rows.count; i += n) {
      n = job.rows.count - i < noise_chunk ? job.rows.count - i : noise_chunk;
      const uint64_t value = job.rows.number(y, i);
      const uint64_t first = value / job.share;
      const size_t skip = first % 64, phase = value % job.share;
      const size_t sample_count = skip + (phase + n - 1) / job.share + 1;
      fill(first / 64, (sample_count + 63) / 64, numbers);
      body(y, i, spread(numbers + skip, job.share, phase, n, copies), n);
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
