// SPDX-License-Identifier: MIT
// Windows of 3 x 3 pixels of 8 bits by AVX-512, two rows at a time: plain means, and weights 1 2 1 both ways.
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
/// Something for each of two rows.
struct WordPair {
  __m512i upper, lower;
};

/// Sums of three rows each, of four in a row; weighted 1 2 1, and 2 more, which round in the end.
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
/// Of the last of a row.
template <bool weighted>
HWY_INLINE WordPair some_columns_at(const uint8_t* const* rows, size_t i, size_t count) {
  const __mmask32 some = count < words ? static_cast<__mmask32>((1u << count) - 1) : ~__mmask32{0};
  return sum_columns<weighted>(
      [=](size_t k) HWY_ATTR { return _mm512_cvtepu8_epi16(_mm256_maskz_loadu_epi8(some, rows[k] + i)); });
}

/// Three sums of columns as a pixel.
template <bool weighted>
HWY_INLINE __m512i pixel_of_three(__m512i a, __m512i b, __m512i c) {
  const __m512i outer = _mm512_add_epi16(a, c);
  if constexpr (weighted) return _mm512_srli_epi16(_mm512_add_epi16(outer, _mm512_add_epi16(b, b)), 4);
  const __m512i sum = _mm512_add_epi16(_mm512_add_epi16(outer, b), _mm512_set1_epi16(4));
  return _mm512_mulhi_epu16(sum, _mm512_set1_epi16(7282));  // a ninth, exact for sums of nine bytes
}

/// Both ends of two rows, 32 values each, of which the outermost pixel counts.
template <bool weighted>
HWY_NOINLINE void ends_of_three(const uint8_t* const* rows, const BoxRows<uint8_t>& job, std::ptrdiff_t left,
                                std::ptrdiff_t right, uint8_t* upper, uint8_t* lower) {
  const size_t channels = job.channels, row = job.width * channels;
  alignas(64) uint16_t strips[2][3 * words];
  const auto put = [&](const WordPair& sums, size_t at) HWY_ATTR {
    _mm512_storeu_si512(strips[0] + at, sums.upper);
    _mm512_storeu_si512(strips[1] + at, sums.lower);
  };
  const auto put_margin = [&](std::ptrdiff_t pixel, size_t at) {
    for (size_t c = 0; c < channels; ++c) {
      const auto value = [&](size_t k) {
        return pixel < 0 ? int{job.constant[c]} : int{rows[k][static_cast<size_t>(pixel) * channels + c]};
      };
      const int shared = value(1) + value(2);
      const int more = weighted ? 2 : 0;
      strips[0][at + c] = static_cast<uint16_t>(value(0) + shared + (weighted ? value(1) : 0) + more);
      strips[1][at + c] = static_cast<uint16_t>(shared + value(3) + (weighted ? value(2) : 0) + more);
    }
  };
  const auto store = [&](const uint16_t* strip, uint8_t* to) HWY_ATTR {
    const __m512i pixels =
        pixel_of_three<weighted>(_mm512_loadu_si512(strip), _mm512_loadu_si512(strip + channels),
                                 _mm512_loadu_si512(strip + 2 * channels));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm512_cvtepi16_epi8(pixels));
  };
  put(columns_at<weighted>(rows, 0), channels);
  put_margin(left, 0);
  store(strips[0], upper);
  store(strips[1], lower);
  put(columns_at<weighted>(rows, row - words - channels), 0);
  put(columns_at<weighted>(rows, row - words), channels);
  put_margin(right, words + channels);
  store(strips[0], upper + row - words);
  store(strips[1], lower + row - words);
}

/// What lies between the outermost pixels of two rows.
template <bool weighted>
HWY_NOINLINE void middle_of_three(const uint8_t* const* rows, size_t row, size_t apart, uint8_t* upper,
                                  uint8_t* lower) {
  const __m512i one = order_from(apart), two = order_from(2 * apart);
  const auto pixels = [=](__m512i a, __m512i b) HWY_ATTR {
    return pixel_of_three<weighted>(a, _mm512_permutex2var_epi16(a, one, b),
                                    _mm512_permutex2var_epi16(a, two, b));
  };
  upper += apart;
  lower += apart;
  size_t i = 0;
  WordPair a = columns_at<weighted>(rows, 0);
  for (; i + 3 * words <= row; i += 2 * words) {
    const WordPair b = columns_at<weighted>(rows, i + words), c = columns_at<weighted>(rows, i + 2 * words);
    _mm512_storeu_si512(upper + i, join_bytes(pixels(a.upper, b.upper), pixels(b.upper, c.upper)));
    _mm512_storeu_si512(lower + i, join_bytes(pixels(a.lower, b.lower), pixels(b.lower, c.lower)));
    a = c;
  }
  const size_t count = row - 2 * apart;
  for (; i < count; i += words) {
    const size_t at = i + words <= count ? i : count - words;
    a = columns_at<weighted>(rows, at);
    const WordPair b = some_columns_at<weighted>(rows, at + words, row - at - words);
    const auto store = [=](__m512i words_of, uint8_t* to) HWY_ATTR {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm512_cvtepi16_epi8(words_of));
    };
    store(pixels(a.upper, b.upper), upper + at);
    store(pixels(a.lower, b.lower), lower + at);
  }
}

/// False for what it is not made for: other windows, short rows, more than five channels. Memory for one row
/// is needed.
template <bool weighted>
HWY_NOINLINE bool three_by_three(const BoxRows<uint8_t>& job) {
  const size_t channels = job.channels, row = job.width * channels;
  if (job.window_width != 3 || job.window_height != 3 || channels > 5 || row < 2 * words) return false;
  std::ptrdiff_t beside[2] = {-1, -1};  // which pixels lie left and right of a row; below 0: the constant
  for (size_t r = 0; r < job.margin_count; ++r) {
    const PixelRun run = job.margins[r];
    for (std::ptrdiff_t k = 0; k < run.count; ++k) {
      beside[run.to + k == 0 ? 0 : 1] = run.from < 0 ? -1 : run.from + k * run.step;
    }
  }
  for (size_t y = 0; y < job.row_count; y += 2) {
    const bool single = y + 1 == job.row_count;
    const uint8_t* const rows[4] = {job.rows[y], job.rows[y + 1], job.rows[y + 2],
                                    job.rows[single ? y + 2 : y + 3]};
    uint8_t* const upper = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    uint8_t* const lower = single ? reinterpret_cast<uint8_t*>(job.memory) : upper + job.out_stride;
    ends_of_three<weighted>(rows, job, beside[0], beside[1], upper, lower);
    middle_of_three<weighted>(rows, row, channels, upper, lower);
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
