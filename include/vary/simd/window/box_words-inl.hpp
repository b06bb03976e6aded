// SPDX-License-Identifier: MIT
// Means of small windows of 8-bit pixels with AVX-512: updates column sums from row to row, and shuffles
// adjacent ones.
#if defined(VARY_SIMD_BOX_WORDS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_BOX_WORDS_INL_HPP
#undef VARY_SIMD_BOX_WORDS_INL_HPP
#else
#define VARY_SIMD_BOX_WORDS_INL_HPP
#endif

#include "vary/simd/window/box-inl.hpp"
#include "vary/simd/window/three_by_three-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
/// columns[i] += plus[i] - minus[i]
HWY_NOINLINE inline void update_columns(uint16_t* columns, const uint8_t* plus, const uint8_t* minus,
                                        size_t count) {
  const auto update = [=](size_t i, __m256i added, __m256i removed) HWY_ATTR {
    const __m512i sum = _mm512_add_epi16(_mm512_load_si512(columns + i), _mm512_cvtepu8_epi16(added));
    _mm512_store_si512(columns + i, _mm512_sub_epi16(sum, _mm512_cvtepu8_epi16(removed)));
  };
  size_t i = 0;
  for (; i + words <= count; i += words) {
    update(i, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(plus + i)),
           _mm256_loadu_si256(reinterpret_cast<const __m256i*>(minus + i)));
  }
  if (i == count) return;
  const auto rest = static_cast<__mmask32>((1u << (count - i)) - 1);
  update(i, _mm256_maskz_loadu_epi8(rest, plus + i), _mm256_maskz_loadu_epi8(rest, minus + i));
}

/// The means of `window` (3, 5, 7 or 9) column sums with a spacing of `spacing`, by sums of three. May read
/// two vectors past the end; `count` must be at least a vector.
template <size_t window>
HWY_NOINLINE void average_words(const uint16_t* line, size_t spacing, const BoxMean mean, uint8_t* to,
                                size_t count) {
  const hn::Full512<uint16_t> d;
  const __m512i one = order_from(spacing), two = order_from(2 * spacing);
  const __m512i far = order_from((window == 5 ? 4 : 6) * spacing), three = order_from(3 * spacing);
  const auto sum_of_three = [=](__m512i a, __m512i b) HWY_ATTR {
    const __m512i next = _mm512_permutex2var_epi16(a, one, b), after = _mm512_permutex2var_epi16(a, two, b);
    return _mm512_add_epi16(_mm512_add_epi16(a, next), after);
  };
  // From two vectors a, b of column sums, and their sums of three.
  const auto means = [=](__m512i a, __m512i b, __m512i threes, __m512i next_threes) HWY_ATTR {
    __m512i sum = threes;
    if constexpr (window == 5) {
      sum = _mm512_add_epi16(sum, _mm512_permutex2var_epi16(a, three, b));
      sum = _mm512_add_epi16(sum, _mm512_permutex2var_epi16(a, far, b));
    } else if constexpr (window == 7) {
      sum = _mm512_add_epi16(sum, _mm512_permutex2var_epi16(threes, three, next_threes));
      sum = _mm512_add_epi16(sum, _mm512_permutex2var_epi16(a, far, b));
    } else if constexpr (window == 9) {
      sum = _mm512_add_epi16(sum, _mm512_permutex2var_epi16(threes, three, next_threes));
      sum = _mm512_add_epi16(sum, _mm512_permutex2var_epi16(threes, far, next_threes));
    }
    return mean(d, hn::Vec512<uint16_t>{sum}).raw;
  };
  const auto load = [=](size_t i) HWY_ATTR { return _mm512_loadu_si512(line + i); };
  __m512i a = load(0), b = load(words), threes = sum_of_three(a, b);
  size_t i = 0;
  for (; i + 2 * words <= count; i += 2 * words) {
    const __m512i c = load(i + 2 * words), e = load(i + 3 * words);
    const __m512i next = sum_of_three(b, c), last = sum_of_three(c, e);
    _mm512_storeu_si512(to + i, join_bytes(means(a, b, threes, next), means(b, c, next, last)));
    a = c;
    b = e;
    threes = last;
  }
  for (; i < count; i += words) {
    const size_t at = i + words <= count ? i : count - words;
    a = load(at);
    b = load(at + words);
    const __m512i pixels = means(a, b, sum_of_three(a, b), sum_of_three(b, load(at + 2 * words)));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + at), _mm512_cvtepi16_epi8(pixels));
  }
}

/// False if the job is not supported: other windows, rows shorter than a vector, more than five channels.
HWY_NOINLINE inline bool box_by_words(const BoxRows<uint8_t>& job) {
  const size_t window = job.window_width, height = job.window_height, channels = job.channels;
  const size_t row = job.width * channels;
  if (window != 3 && window != 5 && window != 7 && window != 9) return false;
  if (height > box_direct || row < words || job.width < window || channels > 5) return false;
  // The column sums are aligned; the left margin is smaller than a vector.
  auto* const columns = reinterpret_cast<uint16_t*>(job.memory) + words;
  const size_t margin = window / 2 * channels;
  uint16_t* const line = columns - margin;
  std::memset(columns, 0, row * sizeof(uint16_t));
  for (size_t k = 0; k < height; ++k) add_pixels(columns, job.rows[k], columns, row);
  uint16_t constant[5];
  for (size_t c = 0; c < channels; ++c) constant[c] = static_cast<uint16_t>(job.constant[c] * height);
  const PixelMover mover(channels * sizeof(uint16_t));
  const BoxMean mean(window * height, white<uint8_t>);
  for (size_t y = 0; y < job.row_count; ++y) {
    if (y > 0) update_columns(columns, job.rows[y + height - 1], job.rows[y - 1], row);
    copy_margins(mover, job, columns, constant, line);
    uint8_t* const out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    if (window == 3) average_words<3>(line, channels, mean, out, row);
    if (window == 5) average_words<5>(line, channels, mean, out, row);
    if (window == 7) average_words<7>(line, channels, mean, out, row);
    if (window == 9) average_words<9>(line, channels, mean, out, row);
  }
  return true;
}
#else
inline bool box_by_words(const BoxRows<uint8_t>&) { return false; }
#endif

template <class T>
void kernel(const BoxRows<T>& job) {
  if constexpr (std::is_same_v<T, uint8_t>) {
    if (three_by_three<false>(job) || box_by_words(job)) return;
  }
  if (box_is_direct(job.window_width, job.window_height)) return box_direct_rows(job);
  if constexpr (std::is_same_v<T, uint8_t>) {
    return box_shared_rows<uint32_t>(job);
  } else {
    if constexpr (std::is_same_v<T, uint16_t>) {
      if (job.window_width * job.window_height < size_t{1} << 15) return box_shared_rows<uint32_t>(job);
    }
    box_shared_rows<double>(job);
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
