// SPDX-License-Identifier: MIT
// The kernel of table lookups.
#if defined(VARY_SIMD_TABLE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_TABLE_INL_HPP
#undef VARY_SIMD_TABLE_INL_HPP
#else
#define VARY_SIMD_TABLE_INL_HPP
#endif

#include "vary/simd/lanes/lookup-inl.hpp"
#include "vary/simd/lanes/values-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

HWY_NOINLINE inline void look_up_shared(const ValueRows<uint8_t>& rows, const uint8_t* tables) {
  const ByteTable<256> table(tables);
  map_values<uint8_t>(rows, false, [=](auto d, auto x, size_t) HWY_ATTR { return table(d, x); });
}
HWY_NOINLINE inline void look_up_channels(const ValueRows<uint8_t>& rows, const uint8_t* tables) {
  const ByteTable<256> red(tables), green(tables + 256), blue(tables + 512);
  const ByteTable<256> alpha(tables + (rows.channels == 4 && !rows.keep_alpha ? 768 : 0));
  map_values<uint8_t>(rows, true, [=](auto d, auto x, size_t c) HWY_ATTR {
    return c < 2 ? (c == 0 ? red(d, x) : green(d, x)) : (c == 2 ? blue(d, x) : alpha(d, x));
  });
}
/// Looks up one value at a time.
template <class T, class Index>
HWY_INLINE void look_up_one_by_one(const LookUp<T>& job, const Index& index) {
  const ValueRows<T>& rows = job.rows;
  const size_t mapped = rows.keep_alpha ? rows.channels - 1 : rows.channels;
  const size_t next_table = job.table_count == 1 ? 0 : table_size<T>;
  for_rows(rows, [&](const T* in, T* out) HWY_ATTR {
    for (size_t c = 0; c < rows.channels; ++c) {
      const T* table = job.tables + c * next_table;
      const size_t end = rows.width * rows.channels;
      if (c < mapped) {
        for (size_t i = c; i < end; i += rows.channels) out[i] = table[index(in, i)];
      } else {
        for (size_t i = c; i < end; i += rows.channels) out[i] = in[i];
      }
    }
  });
}

/// The index of a float in a table of 65536 entries.
HWY_INLINE size_t index_of(float x) {
  const float bounded = x > 0 ? (x < 1 ? x : 1.0f) : 0.0f;
  return static_cast<size_t>(bounded * 65535.0f + 0.5f);
}

inline void kernel(const LookUp<uint8_t>& job) {
  if (job.table_count == 1) return look_up_shared(job.rows, job.tables);
  if (job.rows.channels == 3 || job.rows.channels == 4) return look_up_channels(job.rows, job.tables);
  look_up_one_by_one(job, [](const uint8_t* in, size_t i) { return in[i]; });
}
inline void kernel(const LookUp<uint16_t>& job) {
  look_up_one_by_one(job, [](const uint16_t* in, size_t i) { return in[i]; });
}
inline void kernel(const LookUp<float>& job) {
  look_up_one_by_one(job, [](const float* in, size_t i) { return index_of(in[i]); });
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
