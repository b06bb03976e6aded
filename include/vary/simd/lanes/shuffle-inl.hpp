// SPDX-License-Identifier: MIT
// Kernels that permute the bytes of a row in blocks of full pixels, with one shuffle for each block.
#if defined(VARY_SIMD_SHUFFLE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_SHUFFLE_INL_HPP
#undef VARY_SIMD_SHUFFLE_INL_HPP
#else
#define VARY_SIMD_SHUFFLE_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// The number of bytes that one shuffle permutes; 0 if the target has none.
#if VARY_VBMI
inline constexpr size_t shuffle_bytes = 64;
#elif HWY_TARGET != HWY_SCALAR
inline constexpr size_t shuffle_bytes = 16;
#else
inline constexpr size_t shuffle_bytes = 0;
#endif

/// Byte i of a block of full pixels is byte from[i] of the loaded vector.
struct Shuffle {
  alignas(64) uint8_t from[64];
  size_t bytes;  ///< the size of a block; 0 if a pixel does not fit
};

/// from[i] = choose(i, first byte of the pixel of i); choose() may overflow.
template <class Choose>
HWY_INLINE void fill_shuffle(Shuffle& shuffle, size_t pixel_bytes, const Choose& choose) {
  shuffle.bytes = pixel_bytes > shuffle_bytes ? 0 : shuffle_bytes / pixel_bytes * pixel_bytes;
  if (shuffle.bytes == 0) return;
  const auto pixel = static_cast<uint32_t>(pixel_bytes);
  const uint32_t reciprocal = 65536 / pixel + 1;  // 64 divisions would take longer than a row
  for (uint32_t i = 0; i < 64; ++i) {
    const uint32_t first = (i * reciprocal >> 16) * pixel;
    shuffle.from[i] = static_cast<uint8_t>(choose(i, first) & (shuffle_bytes - 1));
  }
}

/// Writes `count` copies of one pixel; each iteration doubles the number of copies.
inline void repeat_doubling(const std::byte* pixel, std::byte* to, size_t count, size_t pixel_bytes) {
  if (count == 0) return;
  const size_t bytes = count * pixel_bytes;
  std::memcpy(to, pixel, pixel_bytes);
  for (size_t done = pixel_bytes; done < bytes; done *= 2) {
    std::memcpy(to + done, to, done < bytes - done ? done : bytes - done);
  }
}

/// to[i] = from[count - 1 - i], one pixel at a time.
inline void reverse_singly(const std::byte* from, std::byte* to, size_t count, size_t pixel_bytes) {
  for (size_t i = 0; i < count; ++i) {
    std::memcpy(to + i * pixel_bytes, from + (count - 1 - i) * pixel_bytes, pixel_bytes);
  }
}

#if HWY_TARGET != HWY_SCALAR
using ShuffleTag = hn::FixedTag<uint8_t, shuffle_bytes>;
using ShuffleVector = hn::Vec<ShuffleTag>;

HWY_INLINE const uint8_t* as_bytes(const std::byte* from) { return reinterpret_cast<const uint8_t*>(from); }
HWY_INLINE uint8_t* as_bytes(std::byte* to) { return reinterpret_cast<uint8_t*>(to); }

#if VARY_VBMI
HWY_INLINE ShuffleVector shuffled(ShuffleVector v, ShuffleVector from) {
  return {_mm512_permutexvar_epi8(from.raw, v.raw)};
}
HWY_INLINE __mmask64 first_bytes(size_t count) {  // count in [1, 64]
  return ~__mmask64{0} >> (64 - count);
}
/// Loads `count` bytes into the first lanes; no other memory is read.
HWY_INLINE ShuffleVector load_first(const std::byte* from, size_t count) {
  return {_mm512_maskz_loadu_epi8(first_bytes(count), from)};
}
/// Loads the `count` bytes before `end` into the last lanes.
HWY_INLINE ShuffleVector load_last(const std::byte* end, size_t count) {
  return {_mm512_maskz_loadu_epi8(first_bytes(count) << (64 - count), end - 64)};
}
HWY_INLINE void store_first(ShuffleVector v, std::byte* to, size_t count) {
  _mm512_mask_storeu_epi8(to, first_bytes(count), v.raw);
}
#else
HWY_INLINE ShuffleVector shuffled(ShuffleVector v, ShuffleVector from) {
  return hn::TableLookupBytes(v, from);
}
template <size_t size>
HWY_INLINE void copy_ends(std::byte* to, const std::byte* from, size_t count) {
  std::byte last[size];
  std::memcpy(last, from + count - size, size);
  std::memcpy(to, from, size);
  std::memcpy(to + count - size, last, size);
}
/// Copies 1 to 16 bytes without a function call.
HWY_INLINE void copy_few(std::byte* to, const std::byte* from, size_t count) {
  if (count >= 8) return copy_ends<8>(to, from, count);
  if (count >= 4) return copy_ends<4>(to, from, count);
  if (count >= 2) return copy_ends<2>(to, from, count);
  *to = *from;
}
HWY_INLINE ShuffleVector load_first(const std::byte* from, size_t count) {
  alignas(16) std::byte bytes[16] = {};
  copy_few(bytes, from, count);
  return hn::Load(ShuffleTag(), as_bytes(bytes));
}
HWY_INLINE ShuffleVector load_last(const std::byte* end, size_t count) {
  alignas(16) std::byte bytes[16] = {};
  copy_few(bytes + 16 - count, end - count, count);
  return hn::Load(ShuffleTag(), as_bytes(bytes));
}
HWY_INLINE void store_first(ShuffleVector v, std::byte* to, size_t count) {
  alignas(16) std::byte bytes[16];
  hn::Store(v, ShuffleTag(), as_bytes(bytes));
  copy_few(to, bytes, count);
}
#endif

// The next two take their arguments by value, because a reload after a masked store would stall.

/// Permutes `bytes` bytes (full pixels) from `from` to `to`, block by block. The bytes of a vector beyond its
/// block are written too and then overwritten; the last blocks are stored exactly.
HWY_INLINE void shuffle_forwards(ShuffleVector index, size_t block, const std::byte* from, std::byte* to,
                                 size_t bytes) {
  const ShuffleTag d;
  size_t i = 0;
  for (; i + shuffle_bytes <= bytes; i += block) {
    hn::StoreU(shuffled(hn::LoadU(d, as_bytes(from + i)), index), d, as_bytes(to + i));
  }
  for (; i < bytes; i += block) {
    const size_t rest = bytes - i < block ? bytes - i : block;
    store_first(shuffled(load_first(from + i, rest), index), to + i, rest);
  }
}

/// As above, but the source ends at `end` and its blocks are read in reverse order.
HWY_INLINE void shuffle_backwards(ShuffleVector index, size_t block, const std::byte* end, std::byte* to,
                                  size_t bytes) {
  const ShuffleTag d;
  size_t i = 0;
  for (; i + shuffle_bytes <= bytes; i += block) {
    const ShuffleVector v = hn::LoadU(d, as_bytes(end - i - shuffle_bytes));
    hn::StoreU(shuffled(v, index), d, as_bytes(to + i));
  }
  for (; i < bytes; i += block) {
    const size_t rest = bytes - i < block ? bytes - i : block;
    store_first(shuffled(load_last(end - i, rest), index), to + i, rest);
  }
}

/// As above, but all blocks are read from one pixel.
inline void shuffle_still(const Shuffle& shuffle, const std::byte* pixel, size_t pixel_bytes, std::byte* to,
                          size_t bytes) {
  const ShuffleTag d;
  const size_t block = shuffle.bytes;
  const ShuffleVector v = shuffled(load_first(pixel, pixel_bytes), hn::Load(d, shuffle.from));
  size_t i = 0;
  for (; i + shuffle_bytes <= bytes; i += block) hn::StoreU(v, d, as_bytes(to + i));
  for (; i < bytes; i += block) store_first(v, to + i, bytes - i < block ? bytes - i : block);
}
#endif

#if HWY_TARGET != HWY_SCALAR && !VARY_VBMI
/// Reverses pixels of the size of a lane, in full vectors; returns the number of bytes written.
template <class Lane>
HWY_INLINE size_t reverse_lanes(const std::byte* end, std::byte* to, size_t bytes) {
  // Highway 1.0 cannot reverse bytes: reverses pairs of bytes, then swaps the bytes of each pair.
  constexpr bool single = sizeof(Lane) == 1;
  const hn::ScalableTag<std::conditional_t<single, uint16_t, Lane>> d;
  const size_t step = hn::Lanes(d) * sizeof(hn::TFromD<decltype(d)>);
  size_t i = 0;
  for (; i + step <= bytes; i += step) {
    const auto* from = reinterpret_cast<const hn::TFromD<decltype(d)>*>(end - i - step);
    auto v = hn::Reverse(d, hn::LoadU(d, from));
    if constexpr (single) v = hn::Or(hn::ShiftLeft<8>(v), hn::ShiftRight<8>(v));
    hn::StoreU(v, d, reinterpret_cast<hn::TFromD<decltype(d)>*>(to + i));
  }
  return i;
}
#endif

/// Reverses or repeats runs of pixels of one size, with shuffles that are computed once.
class PixelMover {
 public:
  explicit PixelMover(size_t pixel_bytes) : pixel_bytes_(pixel_bytes) {
    const auto last = static_cast<uint32_t>(shuffle_bytes - pixel_bytes);
    fill_shuffle(reversed_, pixel_bytes,
                 [=](uint32_t i, uint32_t first) { return last - first + (i - first); });
    fill_shuffle(repeated_, pixel_bytes, [](uint32_t i, uint32_t first) { return i - first; });
  }

  /// Writes `count` copies of one pixel.
  void repeat(const std::byte* pixel, std::byte* to, size_t count) const {
#if HWY_TARGET != HWY_SCALAR
    if (repeated_.bytes != 0) {
      return shuffle_still(repeated_, pixel, pixel_bytes_, to, count * pixel_bytes_);
    }
#endif
    repeat_doubling(pixel, to, count, pixel_bytes_);
  }

  /// to(y)[i] = from(y)[count - 1 - i] for all rows y in which from(y) is not null.
  template <class From, class To>
  HWY_INLINE void reverse(size_t row_count, const From& from, const To& to, size_t count) const {
#if HWY_TARGET != HWY_SCALAR
    if (reversed_.bytes != 0) {
      const ShuffleVector index = hn::Load(ShuffleTag(), reversed_.from);
      const size_t block = reversed_.bytes, pixel_bytes = pixel_bytes_, bytes = count * pixel_bytes;
      for (size_t y = 0; y < row_count; ++y) {
        const std::byte* row = from(y);
        if (row == nullptr) continue;
        const size_t done = reverse_vectors(pixel_bytes, row + bytes, to(y), bytes);
        shuffle_backwards(index, block, row + bytes - done, to(y) + done, bytes - done);
      }
      return;
    }
#endif
    for (size_t y = 0; y < row_count; ++y) {
      if (from(y) != nullptr) reverse_singly(from(y), to(y), count, pixel_bytes_);
    }
  }

 private:
  /// Reverses pixels of the size of a lane if vectors are larger than a block; returns the number of bytes
  /// written.
  static size_t reverse_vectors([[maybe_unused]] size_t pixel_bytes, [[maybe_unused]] const std::byte* end,
                                [[maybe_unused]] std::byte* to, [[maybe_unused]] size_t bytes) {
#if HWY_TARGET != HWY_SCALAR && !VARY_VBMI
    if (pixel_bytes == 1) return reverse_lanes<uint8_t>(end, to, bytes);
    if (pixel_bytes == 2) return reverse_lanes<uint16_t>(end, to, bytes);
    if (pixel_bytes == 4) return reverse_lanes<uint32_t>(end, to, bytes);
    if (pixel_bytes == 8) return reverse_lanes<uint64_t>(end, to, bytes);
#endif
    return 0;
  }

  size_t pixel_bytes_;
  Shuffle reversed_;
  Shuffle repeated_;
};

#if HWY_TARGET != HWY_SCALAR && !VARY_VBMI
// If shuffles are limited to 16-byte lanes, larger vectors combine two loads, `reach` bytes before and after
// the position, which together contain all bytes that cross a multiple of 16. The pattern has a period of 48
// bytes (three vectors), or of one vector if the pixel size is a power of two.
struct Windows {
  using Tag = hn::CappedTag<uint8_t, 64>;
  alignas(64) uint8_t before[48 + 64];
  alignas(64) uint8_t after[48 + 64];
  size_t reach;
  size_t vectors;  ///< in a period; 0 if the pixel size is not supported
};

/// Byte b of a pixel comes from byte source[b] of the input pixel.
inline void fill_windows(Windows& windows, const uint8_t* source, size_t pixel_bytes, size_t element_bytes) {
  const bool power = pixel_bytes <= 16 && (pixel_bytes & (pixel_bytes - 1)) == 0;
  windows.reach = power ? 0 : pixel_bytes - element_bytes;
  windows.vectors = power ? 1 : (48 % pixel_bytes == 0 && windows.reach <= 8 ? 3 : 0);
  if (windows.vectors == 0) return;
  constexpr uint8_t zero_lane = 0x80;
  for (size_t i = 0, b = 0; i < 48 + 64; ++i, b = b + 1 == pixel_bytes ? 0 : b + 1) {
    const size_t from = i % 16 + source[b] + windows.reach - b;
    const bool within = from < 16;
    windows.before[i] = within ? static_cast<uint8_t>(from) : zero_lane;
    windows.after[i] = within ? zero_lane : static_cast<uint8_t>(from - 2 * windows.reach);
  }
}

/// Permutes full vectors of a row; returns the number of bytes written.
inline size_t shuffle_windows(const Windows& windows, const Shuffle& shuffle, const std::byte* from,
                              std::byte* to, size_t bytes) {
  const Windows::Tag d;
  const size_t step = hn::Lanes(d), reach = windows.reach;
  size_t i = 0;
  if (windows.vectors == 1) {
    const auto index = hn::LoadU(d, windows.before);
    for (; i + step <= bytes; i += step) {
      hn::StoreU(hn::TableLookupBytes(hn::LoadU(d, as_bytes(from + i)), index), d, as_bytes(to + i));
    }
  } else if (windows.vectors == 3 && 3 * step + 64 <= bytes) {
    // The first block, which has no bytes before it.
    const ShuffleTag block;
    hn::StoreU(shuffled(hn::LoadU(block, as_bytes(from)), hn::Load(block, shuffle.from)), block,
               as_bytes(to));
    const size_t second = step % 48, third = 2 * step % 48;
    const auto before0 = hn::LoadU(d, windows.before), after0 = hn::LoadU(d, windows.after);
    const auto before1 = hn::LoadU(d, windows.before + second);
    const auto after1 = hn::LoadU(d, windows.after + second);
    const auto before2 = hn::LoadU(d, windows.before + third);
    const auto after2 = hn::LoadU(d, windows.after + third);
    const auto move = [=](size_t at, auto before, auto after) HWY_ATTR {
      const auto low = hn::TableLookupBytesOr0(hn::LoadU(d, as_bytes(from + at - reach)), before);
      const auto high = hn::TableLookupBytesOr0(hn::LoadU(d, as_bytes(from + at + reach)), after);
      hn::StoreU(hn::Or(low, high), d, as_bytes(to + at));
    };
    for (i = shuffle.bytes; i + 3 * step + reach <= bytes; i += 3 * step) {
      move(i, before0, after0);
      move(i + step, before1, after1);
      move(i + 2 * step, before2, after2);
    }
  }
  return i;
}
#endif

template <class Lane>
HWY_INLINE void reorder_singly(const ReorderChannels& job) {
  for (size_t y = 0; y < job.row_count; ++y) {
    const auto* in = reinterpret_cast<const Lane*>(job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride);
    auto* out = reinterpret_cast<Lane*>(job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride);
    for (size_t i = 0; i < job.count * job.channels; i += job.channels) {
      for (size_t c = 0; c < job.channels; ++c) out[i + c] = in[i + static_cast<size_t>(job.order[c])];
    }
  }
}

inline void kernel(const ReorderChannels& shared) {
  const ReorderChannels job = shared;  // a copy, because the compiler assumes that stores may alias `shared`
#if HWY_TARGET != HWY_SCALAR
  const size_t pixel_bytes = job.channels * job.element_bytes;
  if (pixel_bytes <= shuffle_bytes) {
    uint8_t source[shuffle_bytes];
    for (size_t c = 0, b = 0; c < job.channels; ++c) {
      const size_t first = static_cast<size_t>(job.order[c]) * job.element_bytes;
      for (size_t k = 0; k < job.element_bytes; ++k) source[b++] = static_cast<uint8_t>(first + k);
    }
    Shuffle shuffle;
    fill_shuffle(shuffle, pixel_bytes, [&](uint32_t i, uint32_t first) { return first + source[i - first]; });
#if !VARY_VBMI
    Windows windows;
    fill_windows(windows, source, pixel_bytes, job.element_bytes);
#endif
    const ShuffleVector index = hn::Load(ShuffleTag(), shuffle.from);
    const size_t bytes = job.count * pixel_bytes;
    for (size_t y = 0; y < job.row_count; ++y) {
      const std::byte* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
      std::byte* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
      size_t done = 0;
#if !VARY_VBMI
      done = shuffle_windows(windows, shuffle, in, out, bytes);
#endif
      shuffle_forwards(index, shuffle.bytes, in + done, out + done, bytes - done);
    }
    return;
  }
#endif
  if (job.element_bytes == 1) return reorder_singly<uint8_t>(job);
  if (job.element_bytes == 2) return reorder_singly<uint16_t>(job);
  reorder_singly<uint32_t>(job);
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
