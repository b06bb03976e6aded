// SPDX-License-Identifier: MIT
// 3x3 windows of 8-bit pixels with AVX-512, two rows at a time: means, and the weights 1 2 1 in both
// directions.
#if defined(VARY_SIMD_THREE_BY_THREE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_THREE_BY_THREE_INL_HPP
#undef VARY_SIMD_THREE_BY_THREE_INL_HPP
#else
#define VARY_SIMD_THREE_BY_THREE_INL_HPP
#endif

#include "vary/simd/lanes/words-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
/// Words of two output rows.
struct WordPair {
  __m512i upper, lower;
};

/// The column sums of two output rows, from four input rows. Weighted: 1 2 1, plus 2 for the final rounding.
template <bool weighted, class Load>
HWY_INLINE WordPair sum_columns(const Load& load) {
  const __m512i r0 = load(0), r1 = load(1), r2 = load(2), r3 = load(3);
  const __m512i shared = _mm512_add_epi16(r1, r2);
  if constexpr (!weighted) return {_mm512_add_epi16(r0, shared), _mm512_add_epi16(shared, r3)};
  const __m512i rounded = _mm512_add_epi16(shared, _mm512_set1_epi16(2));
  return {_mm512_add_epi16(_mm512_add_epi16(r0, r1), rounded),
          _mm512_add_epi16(_mm512_add_epi16(r2, r3), rounded)};
}
template <bool weighted>
HWY_INLINE WordPair columns_at(const uint8_t* const* rows, size_t i) {
  return sum_columns<weighted>([=](size_t k) HWY_ATTR {
    return _mm512_cvtepu8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(rows[k] + i)));
  });
}
/// The same at the end of a row with `count` values left.
template <bool weighted>
HWY_INLINE WordPair partial_columns_at(const uint8_t* const* rows, size_t i, size_t count) {
  const __mmask32 mask = count < words ? static_cast<__mmask32>((1u << count) - 1) : ~__mmask32{0};
  return sum_columns<weighted>(
      [=](size_t k) HWY_ATTR { return _mm512_cvtepu8_epi16(_mm256_maskz_loadu_epi8(mask, rows[k] + i)); });
}

/// The pixel from three column sums.
template <bool weighted>
HWY_INLINE __m512i combine_columns(__m512i a, __m512i b, __m512i c) {
  const __m512i outer = _mm512_add_epi16(a, c);
  if constexpr (weighted) return _mm512_srli_epi16(_mm512_add_epi16(outer, _mm512_add_epi16(b, b)), 4);
  const __m512i sum = _mm512_add_epi16(_mm512_add_epi16(outer, b), _mm512_set1_epi16(4));
  return _mm512_mulhi_epu16(sum, _mm512_set1_epi16(7282));  // sum / 9, exact for sums of nine bytes
}

/// Writes both ends of two rows, 32 values each; only the outermost pixel is final.
template <bool weighted>
HWY_NOINLINE void filter_ends(const uint8_t* const* rows, const BoxRows<uint8_t>& job, std::ptrdiff_t left,
                              std::ptrdiff_t right, uint8_t* upper, uint8_t* lower) {
  const size_t channels = job.channels, row = job.width * channels;
  alignas(64) uint16_t strips[2][3 * words];
  const auto store_sums = [&](const WordPair& sums, size_t at) HWY_ATTR {
    _mm512_storeu_si512(strips[0] + at, sums.upper);
    _mm512_storeu_si512(strips[1] + at, sums.lower);
  };
  const auto store_margin = [&](std::ptrdiff_t pixel, size_t at) {
    for (size_t c = 0; c < channels; ++c) {
      const auto value = [&](size_t k) {
        return pixel < 0 ? int{job.constant[c]} : int{rows[k][static_cast<size_t>(pixel) * channels + c]};
      };
      const int shared = value(1) + value(2);
      const int rounding = weighted ? 2 : 0;
      strips[0][at + c] = static_cast<uint16_t>(value(0) + shared + (weighted ? value(1) : 0) + rounding);
      strips[1][at + c] = static_cast<uint16_t>(shared + value(3) + (weighted ? value(2) : 0) + rounding);
    }
  };
  const auto store = [&](const uint16_t* strip, uint8_t* to) HWY_ATTR {
    const __m512i pixels =
        combine_columns<weighted>(_mm512_loadu_si512(strip), _mm512_loadu_si512(strip + channels),
                                  _mm512_loadu_si512(strip + 2 * channels));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm512_cvtepi16_epi8(pixels));
  };
  store_sums(columns_at<weighted>(rows, 0), channels);
  store_margin(left, 0);
  store(strips[0], upper);
  store(strips[1], lower);
  store_sums(columns_at<weighted>(rows, row - words - channels), 0);
  store_sums(columns_at<weighted>(rows, row - words), channels);
  store_margin(right, words + channels);
  store(strips[0], upper + row - words);
  store(strips[1], lower + row - words);
}

/// Writes two rows without their outermost pixels.
template <bool weighted>
HWY_NOINLINE void filter_middle(const uint8_t* const* rows, size_t row, size_t spacing, uint8_t* upper,
                                uint8_t* lower) {
  const __m512i one = order_from(spacing), two = order_from(2 * spacing);
  const auto pixels = [=](__m512i a, __m512i b) HWY_ATTR {
    return combine_columns<weighted>(a, _mm512_permutex2var_epi16(a, one, b),
                                     _mm512_permutex2var_epi16(a, two, b));
  };
  upper += spacing;
  lower += spacing;
  size_t i = 0;
  WordPair a = columns_at<weighted>(rows, 0);
  for (; i + 3 * words <= row; i += 2 * words) {
    const WordPair b = columns_at<weighted>(rows, i + words), c = columns_at<weighted>(rows, i + 2 * words);
    _mm512_storeu_si512(upper + i, join_bytes(pixels(a.upper, b.upper), pixels(b.upper, c.upper)));
    _mm512_storeu_si512(lower + i, join_bytes(pixels(a.lower, b.lower), pixels(b.lower, c.lower)));
    a = c;
  }
  const size_t count = row - 2 * spacing;
  for (; i < count; i += words) {
    const size_t at = i + words <= count ? i : count - words;
    a = columns_at<weighted>(rows, at);
    const WordPair b = partial_columns_at<weighted>(rows, at + words, row - at - words);
    const auto store = [=](__m512i words_of, uint8_t* to) HWY_ATTR {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm512_cvtepi16_epi8(words_of));
    };
    store(pixels(a.upper, b.upper), upper + at);
    store(pixels(a.lower, b.lower), lower + at);
  }
}

/// False if the job is not supported: other windows, short rows, more than five channels. Needs scratch for
/// one row.
template <bool weighted>
HWY_NOINLINE bool three_by_three(const BoxRows<uint8_t>& job) {
  const size_t channels = job.channels, row = job.width * channels;
  if (job.window_width != 3 || job.window_height != 3 || channels > 5 || row < 2 * words) return false;
  std::ptrdiff_t margin_pixels[2] = {-1, -1};  // the pixels left and right of a row; -1: the constant
  for (size_t r = 0; r < job.margin_count; ++r) {
    const PixelRun run = job.margins[r];
    for (std::ptrdiff_t k = 0; k < run.count; ++k) {
      margin_pixels[run.to + k == 0 ? 0 : 1] = run.from < 0 ? -1 : run.from + k * run.step;
    }
  }
  for (size_t y = 0; y < job.row_count; y += 2) {
    const bool single = y + 1 == job.row_count;
    const uint8_t* const rows[4] = {job.rows[y], job.rows[y + 1], job.rows[y + 2],
                                    job.rows[single ? y + 2 : y + 3]};
    uint8_t* const upper = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    uint8_t* const lower = single ? reinterpret_cast<uint8_t*>(job.memory) : upper + job.out_stride;
    filter_ends<weighted>(rows, job, margin_pixels[0], margin_pixels[1], upper, lower);
    filter_middle<weighted>(rows, row, channels, upper, lower);
  }
  return true;
}
#else
template <bool weighted>
bool three_by_three(const BoxRows<uint8_t>&) {
  return false;
}
#endif

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
