// SPDX-License-Identifier: MIT
// Sums of blocks of values in two vectors (halves) of lanes with twice the bits, without shuffles. The order
// of the lanes is restored when the halves are stored as pixels.
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

/// The type with twice the bits of T. Each half of a block is a vector of these. For integers the first half
/// has the even values and the second the odd ones; for floats they are consecutive.
template <class T>
using Wide = hwy::MakeWide<T>;
template <class T>
using HalfTag = hn::CappedTag<Wide<T>, 64 / sizeof(Wide<T>)>;

/// Loads pairs of adjacent values to one lane each, the first in the low half.
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

/// Keeps the compiler from loading a vector again for its second use: most loads of a window cross a cache
/// line and take twice the time.
template <class V>
HWY_INLINE V keep_in_register(V v) {
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
  asm("" : "+v"(v.raw));
#elif HWY_ARCH_X86 && HWY_TARGET <= HWY_SSSE3
  asm("" : "+x"(v.raw));
#endif
  return v;
}

/// Adds a block to the sums of both halves. The first sum needs corrected() at the end.
template <class T, class D, class V>
HWY_INLINE void add_halves(D d, const T* from, V& first, V& second) {
  if constexpr (std::is_same_v<T, float>) {
    const hn::Rebind<float, D> narrow;
    first = hn::Add(first, hn::PromoteTo(d, hn::LoadU(narrow, from)));
    second = hn::Add(second, hn::PromoteTo(d, hn::LoadU(narrow, from + hn::Lanes(d))));
  } else {
    // The first sum also contains the odd values, times 2^bits of T; corrected() subtracts them.
    const auto pairs = keep_in_register(load_pairs(d, from));
    first = hn::Add(first, pairs);
    second = hn::Add(second, hn::ShiftRight<8 * sizeof(T)>(pairs));
  }
}
template <class T, class V>
HWY_INLINE V corrected(V first, V second) {
  if constexpr (std::is_same_v<T, float>) {
    return first;
  } else {
    return hn::Sub(first, hn::ShiftLeft<8 * sizeof(T)>(second));
  }
}

/// Stores two halves that have the range of pixels as a block.
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

/// Copies the margins of a row of pixels or sums; small ones pixel by pixel.
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

/// Calls across(from, line, count) for segments of a row that are full blocks: the middle is read in place,
/// both ends from a copy with margins. A copy of the full row would be read while it is in the store queue.
template <class T, class Across>
HWY_INLINE void for_row_segments(const PixelMover& mover, const BoxRows<T>& job, const T* row, T* extended,
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

/// Calls body(i, upper, lower) for the blocks of two output rows, where i is the first value of a block. The
/// last block may be incomplete.
template <class T, class Body>
HWY_INLINE void for_row_pairs(T* upper, T* lower, size_t count, const Body& body) {
  const size_t step = 2 * hn::Lanes(HalfTag<T>());
  size_t i = 0;
  for (; i + step <= count; i += step) body(i, upper + i, lower + i);
  if (i == count) return;
  T rest[2][64 / sizeof(T)];
  body(i, rest[0], rest[1]);
  std::memcpy(upper + i, rest[0], (count - i) * sizeof(T));
  std::memcpy(lower + i, rest[1], (count - i) * sizeof(T));
}

/// Applies a small separable window, `at_once` (1 or 2) rows at a time. across(extended, line, count) writes
/// a line of halves from a row with margins; down(lines, upper, lower) writes one or two output rows from
/// window_height + at_once - 1 lines.
template <size_t at_once, class T, class Across, class Down>
HWY_INLINE void apply_small_window(const BoxRows<T>& job, const Across& across, const Down& down) {
  const size_t row = job.width * job.channels;
  const size_t left = job.window_width / 2;
  const size_t line_count = job.window_height + at_once - 1;
  const size_t input_rows = job.row_count + job.window_height - 1;
  const size_t extended_bytes = line_bytes((row + 2 * left * job.channels) * sizeof(T));
  const size_t row_bytes = line_bytes(row * sizeof(T));
  const size_t step = line_bytes(2 * row * sizeof(T));
  T* const extended = reinterpret_cast<T*>(job.memory);
  T* const unused_row = reinterpret_cast<T*>(job.memory + extended_bytes);
  const auto line = [&](size_t k) {
    return reinterpret_cast<Wide<T>*>(job.memory + extended_bytes + row_bytes + k * step);
  };
  const PixelMover mover(job.channels * sizeof(T));
  const Wide<T>* lines[box_direct + 1];
  size_t lines_done = 0, slot = 0;  // the number of lines so far, and the slot of the next one
  for (size_t y = 0; y < job.row_count; y += at_once) {
    for (; lines_done < y + line_count && lines_done < input_rows; ++lines_done) {
      for_row_segments(mover, job, job.rows[lines_done], extended, line(slot), across);
      slot = slot + 1 == line_count ? 0 : slot + 1;
    }
    // The next slot has the oldest line. The last of an odd number of rows needs one line less.
    const bool single = at_once == 2 && y + 1 == job.row_count;
    size_t at = single ? slot + 1 : slot;
    for (size_t k = 0; k < line_count; ++k, ++at) {
      if (at >= line_count) at -= line_count;
      lines[k] = line(at);
    }
    if (single) lines[line_count - 1] = lines[0];
    T* const upper = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    down(lines, upper, single || at_once == 1 ? unused_row : upper + job.out_stride);
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
