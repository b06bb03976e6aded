// SPDX-License-Identifier: MIT
// ByteTable: vector lookups in a table of 128 or 256 bytes.
#if defined(VARY_SIMD_LOOKUP_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_LOOKUP_INL_HPP
#undef VARY_SIMD_LOOKUP_INL_HPP
#else
#define VARY_SIMD_LOOKUP_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"

// How the target looks up bytes: VBMI takes two instructions for 128 entries; others take a chain of 16-byte
// shuffles, NEON takes four tables of 64 bytes, and the rest a scalar loop.
#undef VARY_LOOKUP_CHAIN
#undef VARY_LOOKUP_NEON
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_SSSE3 && !VARY_VBMI
#define VARY_LOOKUP_CHAIN 1
#elif HWY_ARCH_ARM_A64 && !HWY_HAVE_SCALABLE && HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128
#define VARY_LOOKUP_NEON 1
#endif

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// table[index] for vectors of bytes with index < entries. The table must outlive this object.
template <size_t entries>
class ByteTable {
  static_assert(entries == 128 || entries == 256);

 public:
#if VARY_VBMI
  explicit ByteTable(const uint8_t* table) : table_(table) {
    v0_ = _mm512_loadu_si512(table);
    v1_ = _mm512_loadu_si512(table + 64);
    v2_ = _mm512_loadu_si512(table + (entries == 256 ? 128 : 0));
    v3_ = _mm512_loadu_si512(table + (entries == 256 ? 192 : 64));
  }
#elif VARY_LOOKUP_CHAIN
  /// The table is split into rows of 16 entries. A shuffle uses the low four bits of an index in [0, 127] and
  /// returns 0 for a negative one, so shuffle k with index - 16 k contributes only for k up to the row of the
  /// index. The rows are stored as differences (xor), which accumulate to the row of the index.
  explicit ByteTable(const uint8_t* table) {
    for (size_t i = 0; i < entries; ++i) {
      deltas_[i] = static_cast<uint8_t>(table[i] ^ (i % 128 < 16 ? 0 : table[i - 16]));
    }
  }
#else
  explicit ByteTable(const uint8_t* table) : table_(table) {}
#endif

  template <class D, class V = hn::Vec<D>>
  HWY_INLINE V operator()(D d, V index) const {
    static_assert(sizeof(hn::TFromD<D>) == 1);
#if VARY_VBMI || VARY_LOOKUP_CHAIN || VARY_LOOKUP_NEON
    if constexpr (hn::MaxLanes(D()) >= 16) return look_up(d, index);
#endif
    HWY_ALIGN uint8_t lanes[HWY_MAX_BYTES];
    hn::Store(index, d, lanes);
    for (size_t i = 0; i < hn::Lanes(d); ++i) lanes[i] = entry(lanes[i]);
    return hn::Load(d, lanes);
  }

 private:
#if VARY_VBMI
  template <class D>
  HWY_INLINE hn::Vec512<uint8_t> look_up(D, hn::Vec512<uint8_t> index) const {
    const __m512i low = _mm512_permutex2var_epi8(v0_, index.raw, v1_);
    if constexpr (entries == 128) return hn::Vec512<uint8_t>{low};
    const __m512i high = _mm512_permutex2var_epi8(v2_, index.raw, v3_);
    return hn::Vec512<uint8_t>{_mm512_mask_mov_epi8(low, _mm512_movepi8_mask(index.raw), high)};
  }
  template <class D>
  HWY_INLINE hn::Vec256<uint8_t> look_up(D, hn::Vec256<uint8_t> index) const {
    const hn::Full512<uint8_t> wide;
    const hn::Vec512<uint8_t> all{_mm512_castsi256_si512(index.raw)};
    return hn::Vec256<uint8_t>{_mm512_castsi512_si256(look_up(wide, all).raw)};
  }
  template <class D>
  HWY_INLINE hn::Vec128<uint8_t> look_up(D, hn::Vec128<uint8_t> index) const {
    const hn::Full512<uint8_t> wide;
    const hn::Vec512<uint8_t> all{_mm512_castsi128_si512(index.raw)};
    return hn::Vec128<uint8_t>{_mm512_castsi512_si128(look_up(wide, all).raw)};
  }
  __m512i v0_, v1_, v2_, v3_;
#elif VARY_LOOKUP_CHAIN
  template <class D, class V = hn::Vec<D>>
  HWY_INLINE V look_up(D d, V index) const {
    const V low = look_up_half(d, index, deltas_);
    if constexpr (entries == 128) return low;
    return hn::Xor(low, look_up_half(d, hn::Xor(index, hn::Set(d, 128)), deltas_ + 128));
  }
  template <class D, class V = hn::Vec<D>>
  HWY_INLINE V look_up_half(D d, V index, const uint8_t* deltas) const {
    const hn::RebindToSigned<D> di;
    const auto sixteen = hn::Set(di, 16);
    auto offset = hn::BitCast(di, index);
    V sum = hn::TableLookupBytes(hn::LoadDup128(d, deltas), index);
    for (size_t k = 16; k < 128; k += 16) {
      offset = hn::SaturatedSub(offset, sixteen);
      sum = hn::Xor(sum, hn::TableLookupBytes(hn::LoadDup128(d, deltas + k), hn::BitCast(d, offset)));
    }
    return sum;
  }
  [[nodiscard]] uint8_t entry(size_t i) const {
    uint8_t sum = deltas_[i];
    while (i % 128 >= 16) sum = static_cast<uint8_t>(sum ^ deltas_[i -= 16]);
    return sum;
  }
  alignas(64) uint8_t deltas_[entries];
#elif VARY_LOOKUP_NEON
  template <class D>
  HWY_INLINE hn::Vec128<uint8_t> look_up(D, hn::Vec128<uint8_t> index) const {
    uint8x16_t offset = index.raw;
    uint8x16_t sum = vqtbl4q_u8(vld1q_u8_x4(table_), offset);
    for (size_t k = 64; k < entries; k += 64) {
      offset = vsubq_u8(offset, vdupq_n_u8(64));
      sum = vorrq_u8(sum, vqtbl4q_u8(vld1q_u8_x4(table_ + k), offset));
    }
    return hn::Vec128<uint8_t>(sum);
  }
#endif
#if !VARY_LOOKUP_CHAIN
  [[nodiscard]] uint8_t entry(size_t i) const { return table_[i]; }
  const uint8_t* table_;
#endif
};

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
