// SPDX-License-Identifier: MIT
// Loops over pixels with three colours and perhaps alpha, and the kernel of SumChannels.
#if defined(VARY_SIMD_COLOR_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_COLOR_INL_HPP
#undef VARY_SIMD_COLOR_INL_HPP
#else
#define VARY_SIMD_COLOR_INL_HPP
#endif

#include "vary/simd/lanes/interleave-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

// The largest number of pixels in a block.
inline constexpr size_t largest_color_block = 64 > HWY_MAX_BYTES / 2 ? 64 : HWY_MAX_BYTES / 2;

/// Calls block(from, to, inner) for blocks of `step` pixels in all rows. A block must read and write exactly
/// these pixels; an inner one has two more pixels of the row on each side, which it may read, and those after
/// it, which it may also write. The last block of a row overlaps its predecessor; rows shorter than a block
/// go through a buffer.
template <class T, class Block>
HWY_INLINE void for_color_blocks(const ColorRows<T>& rows, size_t out_channels, size_t step,
                                 const Block& block) {
  alignas(64) T short_in[4 * largest_color_block] = {};
  alignas(64) T short_out[4 * largest_color_block];
  const size_t channels = rows.channels;
  // Contiguous rows are treated as one row.
  const bool tight = rows.in_stride == static_cast<std::ptrdiff_t>(rows.width * channels) &&
                     rows.out_stride == static_cast<std::ptrdiff_t>(rows.width * out_channels);
  const size_t width = tight ? rows.width * rows.row_count : rows.width;
  const size_t row_count = tight ? 1 : rows.row_count;
  const bool is_short = width < step;
  for (size_t y = 0; y < row_count; ++y) {
    const T* in = rows.in + static_cast<std::ptrdiff_t>(y) * rows.in_stride;
    T* out = rows.out + static_cast<std::ptrdiff_t>(y) * rows.out_stride;
    if (is_short) std::memcpy(short_in, in, width * channels * sizeof(T));
    for (size_t x = 0; x < width; x += step) {
      if (!is_short && x > width - step) x = width - step;
      const bool inner = x > 1 && width - x > step + 1;
      block(is_short ? short_in : in + x * channels, is_short ? short_out : out + x * out_channels, inner);
    }
    if (is_short && out_channels > 0) std::memcpy(out, short_out, width * out_channels * sizeof(T));
  }
}

/// Converts lanes of T to lanes of D, which have at least the same size.
template <class D, class V>
HWY_INLINE hn::Vec<D> widen(D d, V narrow) {
  using Lane = hn::TFromD<D>;
  using From = hn::TFromD<hn::DFromV<V>>;
  if constexpr (std::is_same_v<Lane, From>) {
    return narrow;
  } else if constexpr (std::is_same_v<Lane, float>) {
    return to_float<From>(d, narrow);
  } else {
    return hn::PromoteTo(d, narrow);
  }
}

/// The inverse: floats are rounded half up, signed lanes are clamped; unsigned lanes must fit.
template <class T, class D, class V = hn::Vec<D>>
HWY_INLINE auto narrowed(D d, V wide) {
  using Lane = hn::TFromD<D>;
  if constexpr (std::is_same_v<Lane, T>) {
    return wide;
  } else if constexpr (std::is_same_v<Lane, float>) {
    return to_pixels<T>(d, wide);
  } else {
    return hn::DemoteTo(hn::Rebind<T, D>(), hn::BitCast(hn::RebindToSigned<D>(), wide));
  }
}

#if VARY_VBMI
/// The shuffles that load 64-byte vectors with one colour per lane, twice as wide as T, from two vectors of
/// pixels, and store them. For stores, green and alpha are in the high halves of the lanes of red and blue.
template <class T, size_t channels>
struct WideOrder {
  static constexpr size_t lanes = 64 / sizeof(T);  // twice the number of pixels
  alignas(64) T load[4][lanes];
  alignas(64) T store[2][lanes];

  constexpr WideOrder() : load{}, store{} {
    for (size_t i = 0; i < lanes; ++i) {
      for (size_t c = 0; c < channels; ++c) load[c][i] = static_cast<T>(i / 2 * channels + c);
      for (size_t half = 0; half < 2; ++half) {
        const size_t p = (half * lanes + i) / channels, c = (half * lanes + i) % channels;
        if (p < lanes / 2) store[half][i] = static_cast<T>(2 * p + c % 2 + (c < 2 ? 0 : lanes));
      }
    }
  }
};

HWY_INLINE __m512i shuffle_two_where(hn::Full512<uint8_t>, uint64_t mask, __m512i a, __m512i order,
                                     __m512i b) {
  return _mm512_maskz_permutex2var_epi8(mask, a, order, b);
}
HWY_INLINE __m512i shuffle_two_where(hn::Full512<uint16_t>, uint64_t mask, __m512i a, __m512i order,
                                     __m512i b) {
  return _mm512_maskz_permutex2var_epi16(static_cast<__mmask32>(mask), a, order, b);
}

/// True if D is a full vector of integers twice as wide as T: then the shuffles also widen and narrow.
template <class T, class D>
inline constexpr bool wide_colors =
    !hwy::IsFloat<hn::TFromD<D>>() && sizeof(hn::TFromD<D>) == 2 * sizeof(T) &&
    hn::MaxLanes(D()) * 2 * sizeof(T) == 64;

/// Loads alpha into the high halves of its lanes.
template <size_t channels, class D, class T, class V = hn::Vec<D>>
HWY_INLINE void load_wide_colors(D, const T* from, V& r, V& g, V& b, V& a) {
  static constexpr WideOrder<T, channels> order;
  const hn::Full512<T> narrow;
  const __m512i first = _mm512_loadu_si512(from);
  const T* rest = from + 64 / sizeof(T);
  const __m512i second =
      channels == 3 ? _mm512_castsi256_si512(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(rest)))
                    : _mm512_loadu_si512(rest);
  const auto plane = [&](size_t c, uint64_t mask) HWY_ATTR {
    return V{shuffle_two_where(narrow, mask, first, _mm512_load_si512(order.load[c]), second)};
  };
  r = plane(0, 0x5555555555555555u);
  g = plane(1, 0x5555555555555555u);
  b = plane(2, 0x5555555555555555u);
  if constexpr (channels == 4) a = plane(3, 0xAAAAAAAAAAAAAAAAu);
}
template <size_t channels, class D, class T, class V = hn::Vec<D>>
HWY_INLINE void store_wide_colors(D, V r, V g, V b, V a, T* to) {
  static constexpr WideOrder<T, channels> order;
  const hn::Full512<T> narrow;
  const V pair = hn::Or(r, hn::ShiftLeft<8 * sizeof(T)>(g));
  const V rest = channels == 4 ? hn::Or(b, a) : b;
  const auto half = [&](size_t i) HWY_ATTR {
    return shuffle_two(narrow, pair.raw, _mm512_load_si512(order.store[i]), rest.raw);
  };
  _mm512_storeu_si512(to, half(0));
  T* second = to + 64 / sizeof(T);
  if constexpr (channels == 3) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(second), _mm512_castsi512_si256(half(1)));
  } else {
    _mm512_storeu_si512(second, half(1));
  }
}
#endif

/// Loads the colours of as many pixels as D has lanes; `a` is only valid for store_colors().
template <size_t channels, class D, class T, class V = hn::Vec<D>>
HWY_INLINE void load_colors(D d, const T* from, V& r, V& g, V& b, V& a) {
#if VARY_VBMI
  if constexpr (wide_colors<T, D>) return load_wide_colors<channels>(d, from, r, g, b, a);
#endif
  const hn::Rebind<T, D> narrow;
  hn::Vec<decltype(narrow)> red, green, blue, alpha;
  if constexpr (channels == 3) {
    load_planes(narrow, from, red, green, blue);
  } else {
    hn::LoadInterleaved4(narrow, from, red, green, blue, alpha);
    a = widen(d, alpha);
  }
  r = widen(d, red);
  g = widen(d, green);
  b = widen(d, blue);
}

/// Stores colours as pixels of T: floats are rounded half up and clamped unless T is float.
template <size_t channels, class D, class T, class V = hn::Vec<D>>
HWY_INLINE void store_colors(D d, V r, V g, V b, V a, T* to) {
#if VARY_VBMI
  if constexpr (wide_colors<T, D>) return store_wide_colors<channels>(d, r, g, b, a, to);
#endif
  const hn::Rebind<T, D> narrow;
  if constexpr (channels == 3) {
    store_planes(narrowed<T>(d, r), narrowed<T>(d, g), narrowed<T>(d, b), narrow, to);
  } else {
    hn::StoreInterleaved4(narrowed<T>(d, r), narrowed<T>(d, g), narrowed<T>(d, b), narrowed<T>(d, a), narrow,
                          to);
  }
}

/// A value in integer units of a sum, rounded down; floats are clamped to [-4, 4], NaN counts as -4.
template <class T>
HWY_INLINE std::int64_t sum_units(T value) {
  if constexpr (std::is_same_v<T, float>) {
    const float bounded = value > -4.0f ? (value < 4.0f ? value : 4.0f) : -4.0f;
    return static_cast<std::int64_t>(std::floor(bounded * 0x1p20f));
  } else {
    return value;
  }
}

#if HWY_TARGET != HWY_SCALAR
// Vectors are summed in groups of 3 or 4, which contain full pixels, so that each lane belongs to one
// channel. Lanes with twice the bits of an integer, or with 32 bits for floats, can sum this many groups.
inline constexpr size_t largest_sum_run = 256;

/// Calls visit(from) for groups of `step` values in all rows, the last one of a row rest with zeros; calls
/// flush() after at most `largest_sum_run` groups.
template <class T, class Visit, class Flush>
HWY_INLINE void for_groups(const SumChannels<T>& job, size_t step, const Visit& visit, const Flush& flush) {
  alignas(64) T padded[4 * HWY_MAX_BYTES / sizeof(T)] = {};
  size_t count = job.width * job.channels;
  size_t row_count = job.row_count;
  if (job.in_stride == static_cast<std::ptrdiff_t>(count)) {  // contiguous: treated as one row
    count *= row_count;
    row_count = 1;
  }
  size_t pending = 0;
  for (size_t y = 0; y < row_count; ++y) {
    const T* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    for (size_t i = 0; i < count; i += step) {
      const bool full = count - i >= step;
      if (!full) std::memcpy(padded, in + i, (count - i) * sizeof(T));
      visit(full ? in + i : padded);
      const bool last = y + 1 == row_count && i + step >= count;
      if (++pending < largest_sum_run && !last) continue;
      flush();  // only one call, so that it is inlined and the sums stay in registers
      pending = 0;
    }
  }
}

/// Integers: sums even and odd lanes separately in lanes of twice the width, and flushes them to totals of
/// four times the width in the same way.
template <size_t group, class T>
HWY_NOINLINE void sum_groups(const SumChannels<T>& job) {
  using Wide = hwy::MakeWide<T>;
  using Total = hwy::MakeWide<Wide>;
  const hn::ScalableTag<T> d;
  const hn::Repartition<Wide, decltype(d)> wide;
  const hn::Repartition<Total, decltype(d)> wider;
  const size_t lanes = hn::Lanes(d);
  constexpr size_t max_lanes = HWY_MAX_BYTES / sizeof(Total);
  alignas(64) Total totals[4 * group][max_lanes] = {};
  const auto store_totals = [&]() HWY_ATTR {
    for (size_t i = 0, c = 0; i < group * lanes; ++i, c = c + 1 == job.channels ? 0 : c + 1) {
      const size_t quarter = i / lanes * 4 + i % 2 * 2 + i % 4 / 2;
      job.sums[c] += static_cast<std::int64_t>(totals[quarter][i % lanes / 4]);
    }
    std::memset(totals, 0, sizeof totals);
  };
  auto even0 = hn::Zero(wide), even1 = even0, even2 = even0, even3 = even0;
  auto odd0 = even0, odd1 = even0, odd2 = even0, odd3 = even0;
  const auto add = [&](const T* from, auto& even, auto& odd) HWY_ATTR {
    const auto pairs = hn::BitCast(wide, hn::LoadU(d, from));
    even = hn::Add(even, hn::And(pairs, hn::Set(wide, hwy::LimitsMax<T>())));
    odd = hn::Add(odd, hn::ShiftRight<8 * sizeof(T)>(pairs));
  };
  const auto flush_half = [&](auto& sum, Total(*to)[max_lanes]) HWY_ATTR {
    const auto pairs = hn::BitCast(wider, sum);
    const auto low = hn::And(pairs, hn::Set(wider, hwy::LimitsMax<Wide>()));
    hn::StoreU(hn::Add(hn::LoadU(wider, to[0]), low), wider, to[0]);
    hn::StoreU(hn::Add(hn::LoadU(wider, to[1]), hn::ShiftRight<16 * sizeof(T)>(pairs)), wider, to[1]);
    sum = hn::Zero(wide);
  };
  const auto flush_pair = [&](auto& even, auto& odd, size_t vector) HWY_ATTR {
    flush_half(even, totals + 4 * vector);
    flush_half(odd, totals + 4 * vector + 2);
  };
  size_t flush_count = 0;
  const auto visit = [&](const T* from) HWY_ATTR {
    add(from, even0, odd0);
    add(from + lanes, even1, odd1);
    add(from + 2 * lanes, even2, odd2);
    if constexpr (group == 4) add(from + 3 * lanes, even3, odd3);
  };
  for_groups(job, group * lanes, visit, [&]() HWY_ATTR {
    flush_pair(even0, odd0, 0);
    flush_pair(even1, odd1, 1);
    flush_pair(even2, odd2, 2);
    if constexpr (group == 4) flush_pair(even3, odd3, 3);
    if (++flush_count % 0x8000 == 0) store_totals();
  });
  store_totals();
}

/// Floats, in integer units of 2^-20.
template <size_t group>
HWY_NOINLINE void sum_groups(const SumChannels<float>& job) {
  const hn::ScalableTag<float> d;
  const hn::RebindToSigned<decltype(d)> di;
  const size_t lanes = hn::Lanes(d);
  alignas(64) int32_t totals[group * HWY_MAX_BYTES / sizeof(int32_t)];
  auto sum0 = hn::Zero(di), sum1 = sum0, sum2 = sum0, sum3 = sum0;
  const auto add = [&](const float* from, auto& sum) HWY_ATTR {
    const auto value = hn::LoadU(d, from);
    const auto high = hn::Set(d, 4.0f), low = hn::Set(d, -4.0f);
    const auto capped = hn::IfThenElse(hn::Lt(value, high), value, high);
    const auto bounded = hn::IfThenElse(hn::Gt(value, low), capped, low);
    sum = hn::Add(sum, hn::ConvertTo(di, hn::Floor(hn::Mul(bounded, hn::Set(d, 0x1p20f)))));
  };
  const auto visit = [&](const float* from) HWY_ATTR {
    add(from, sum0);
    add(from + lanes, sum1);
    add(from + 2 * lanes, sum2);
    if constexpr (group == 4) add(from + 3 * lanes, sum3);
  };
  for_groups(job, group * lanes, visit, [&]() HWY_ATTR {
    hn::StoreU(sum0, di, totals);
    hn::StoreU(sum1, di, totals + lanes);
    hn::StoreU(sum2, di, totals + 2 * lanes);
    if constexpr (group == 4) hn::StoreU(sum3, di, totals + 3 * lanes);
    for (size_t i = 0, c = 0; i < group * lanes; ++i, c = c + 1 == job.channels ? 0 : c + 1) {
      job.sums[c] += totals[i];
    }
    sum0 = sum1 = sum2 = sum3 = hn::Zero(di);
  });
}
#endif

template <class T>
void kernel(const SumChannels<T>& job) {
  for (size_t c = 0; c < job.channels; ++c) job.sums[c] = 0;
#if HWY_TARGET != HWY_SCALAR
  if (job.channels == 3) return sum_groups<3>(job);
  if (job.channels <= 4) return sum_groups<4>(job);
#endif
  for (size_t y = 0; y < job.row_count; ++y) {
    const T* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    for (size_t x = 0; x < job.width; ++x, in += job.channels) {
      for (size_t c = 0; c < job.channels; ++c) job.sums[c] += sum_units(in[c]);
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
