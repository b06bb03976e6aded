// SPDX-License-Identifier: MIT
// Sums of a block of values in two vectors of twice the bits, without shuffles: an order of its own, which
// ends where the block becomes pixels again.
#if defined(VARY_SIMD_HALVES_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_HALVES_INL_HPP
#undef VARY_SIMD_HALVES_INL_HPP
#else
#define VARY_SIMD_HALVES_INL_HPP
#endif

#include "vary/simd/move/copy-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Twice the bits of T. Half of a block is a vector of these: the even values of integers, then the odd ones;
/// of floats the first ones, then the rest.
template <class T>
using Wide = hwy::MakeWide<T>;
template <class T>
using HalfTag = hn::CappedTag<Wide<T>, 64 / sizeof(Wide<T>)>;

/// Neighbours in one lane, the first in its low half.
template <class T, class D>
HWY_INLINE hn::Vec<D> load_pairs(D d, const T* from) {
#if HWY_TARGET == HWY_SCALAR
  hn::TFromD<D> pair;
  std::memcpy(&pair, from, sizeof pair);
  return hn::Set(d, pair);
#else
  return hn::BitCast(d, hn::LoadU(hn::Repartition<T, D>(), from));
#endif
}

/// The same vector, which the compiler does not load again for a second use: most loads of a window cross a
/// line of the cache, and count double.
template <class V>
HWY_INLINE V kept(V v) {
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
  asm("" : "+v"(v.raw));
#elif HWY_ARCH_X86 && HWY_TARGET <= HWY_SSSE3
  asm("" : "+x"(v.raw));
#endif
  return v;
}

/// Adds a block to the sums of halves, the first of which is to be settled.
template <class T, class D, class V>
HWY_INLINE void add_halves(D d, const T* from, V& first, V& second) {
  if constexpr (std::is_same_v<T, float>) {
    const hn::Rebind<float, D> narrow;
    first = hn::Add(first, hn::PromoteTo(d, hn::LoadU(narrow, from)));
    second = hn::Add(second, hn::PromoteTo(d, hn::LoadU(narrow, from + hn::Lanes(d))));
  } else {
    // The odd values spoil the sum of the even ones by a multiple that is known in the end.
    const auto pairs = kept(load_pairs(d, from));
    first = hn::Add(first, pairs);
    second = hn::Add(second, hn::ShiftRight<8 * sizeof(T)>(pairs));
  }
}
template <class T, class V>
HWY_INLINE V settled(V first, V second) {
  if constexpr (std::is_same_v<T, float>) {
    return first;
  } else {
    return hn::Sub(first, hn::ShiftLeft<8 * sizeof(T)>(second));
  }
}

/// Halves that are pixels by now, as a block.
template <class T, class D, class V>
HWY_INLINE void store_halves(D d, V first, V second, T* to) {
  if constexpr (std::is_same_v<T, float>) {
    const hn::Rebind<float, D> narrow;
    hn::StoreU(hn::DemoteTo(narrow, first), narrow, to);
    hn::StoreU(hn::DemoteTo(narrow, second), narrow, to + hn::Lanes(d));
  } else {
    const auto pairs = hn::Or(first, hn::ShiftLeft<8 * sizeof(T)>(second));
#if HWY_TARGET == HWY_SCALAR
    const hn::TFromD<D> pair = hn::GetLane(pairs);
    std::memcpy(to, &pair, sizeof pair);
#else
    const hn::Repartition<T, D> narrow;
    hn::StoreU(hn::BitCast(narrow, pairs), narrow, to);
#endif
  }
}

/// Copies of the margins of a row of pixels or sums: few pixels one by one.
template <class T, class Lane>
HWY_INLINE void copy_margins(const PixelMover& mover, const BoxRows<T>& job, const Lane* row,
                             const Lane* constant, Lane* to) {
  const size_t channels = job.channels;
  if (job.window_width > 9) {
    return copy_runs(mover, reinterpret_cast<const std::byte*>(row), job.margins, job.margin_count,
                     reinterpret_cast<std::byte*>(to), reinterpret_cast<const std::byte*>(constant),
                     channels * sizeof(Lane));
  }
  for (size_t r = 0; r < job.margin_count; ++r) {
    const PixelRun run = job.margins[r];
    for (std::ptrdiff_t k = 0; k < run.count; ++k) {
      const auto at = static_cast<size_t>(run.from + k * run.step);
      const Lane* from = run.from < 0 ? constant : row + at * channels;
      Lane* pixel = to + static_cast<size_t>(run.to + k) * channels;
      for (size_t c = 0; c < channels; ++c) pixel[c] = from[c];
    }
  }
}

/// across(from, line, count) for all of a row, in pieces of whole blocks: the middle from where it is, both
/// ends from a copy with margins. A copy of the whole row would be read before it has left the store queue.
template <class T, class Across>
HWY_INLINE void row_in_pieces(const PixelMover& mover, const BoxRows<T>& job, const T* row, T* extended,
                              Wide<T>* line, const Across& across) {
  const size_t block = 2 * hn::Lanes(HalfTag<T>());
  const size_t count = job.width * job.channels;
  const size_t margin = job.window_width / 2 * job.channels;
  const size_t head = (margin + block - 1) / block * block;
  const size_t tail = count < margin ? 0 : (count - margin) / block * block;
  const auto copy = [=](size_t from, size_t to) HWY_ATTR {
    copy_bytes(reinterpret_cast<const std::byte*>(row + from),
               reinterpret_cast<std::byte*>(extended + margin + from), (to - from) * sizeof(T));
  };
  copy_margins(mover, job, row, job.constant, extended);
  if (tail <= head) {
    copy(0, count);
    return across(extended, line, count);
  }
  copy(0, head + margin);
  copy(tail - margin, count);
  across(row + head - margin, line + head, tail - head);
  if (head > 0) across(extended, line, head);
  if (tail < count) across(extended + tail, line + tail, count - tail);
}

/// body(i, upper, lower) for the first value i of each block of two rows and where it goes; of the last
/// block, what the rows have of it.
template <class T, class Body>
HWY_INLINE void for_two_rows(T* upper, T* lower, size_t count, const Body& body) {
  const size_t step = 2 * hn::Lanes(HalfTag<T>());
  size_t i = 0;
  for (; i + step <= count; i += step) body(i, upper + i, lower + i);
  if (i == count) return;
  T rest[2][64 / sizeof(T)];
  body(i, rest[0], rest[1]);
  std::memcpy(upper + i, rest[0], (count - i) * sizeof(T));
  std::memcpy(lower + i, rest[1], (count - i) * sizeof(T));
}

/// Small windows, `at_once` (1 or 2) rows at a time. across(extended, line) makes a line of halves of a row
/// with its margins; down(lines, upper, lower) makes one row or two of window_height lines or one more.
template <size_t at_once, class T, class Across, class Down>
HWY_INLINE void windows_of_rows(const BoxRows<T>& job, const Across& across, const Down& down) {
  const size_t row = job.width * job.channels;
  const size_t left = job.window_width / 2;
  const size_t kept_lines = job.window_height + at_once - 1;
  const size_t needed = job.row_count + job.window_height - 1;
  const size_t extended_bytes = line_bytes((row + 2 * left * job.channels) * sizeof(T));
  const size_t row_bytes = line_bytes(row * sizeof(T));
  const size_t step = line_bytes(2 * row * sizeof(T));
  T* const extended = reinterpret_cast<T*>(job.memory);
  T* const spare = reinterpret_cast<T*>(job.memory + extended_bytes);
  const auto line = [&](size_t k) {
    return reinterpret_cast<Wide<T>*>(job.memory + extended_bytes + row_bytes + k * step);
  };
  const PixelMover mover(job.channels * sizeof(T));
  const Wide<T>* lines[box_direct + 1];
  size_t made = 0, slot = 0;  // rows so far, and the line for the next one
  for (size_t y = 0; y < job.row_count; y += at_once) {
    for (; made < y + kept_lines && made < needed; ++made) {
      row_in_pieces(mover, job, job.rows[made], extended, line(slot), across);
      slot = slot + 1 == kept_lines ? 0 : slot + 1;
    }
    // The line for the next row is the oldest; but the last of an odd number of rows has no other below.
    const bool single = at_once == 2 && y + 1 == job.row_count;
    size_t at = single ? slot + 1 : slot;
    for (size_t k = 0; k < kept_lines; ++k, ++at) {
      if (at >= kept_lines) at -= kept_lines;
      lines[k] = line(at);
    }
    if (single) lines[kept_lines - 1] = lines[0];
    T* const upper = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    down(lines, upper, single || at_once == 1 ? spare : upper + job.out_stride);
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
