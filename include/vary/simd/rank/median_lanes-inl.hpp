// SPDX-License-Identifier: MIT
// Conversions between pixels and lanes that all targets order in the same way, for medians.
#if defined(VARY_SIMD_MEDIAN_LANES_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_MEDIAN_LANES_INL_HPP
#undef VARY_SIMD_MEDIAN_LANES_INL_HPP
#else
#define VARY_SIMD_MEDIAN_LANES_INL_HPP
#endif

#include "vary/simd/window/window-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

// Floats are compared as integers, which is the same on all targets: -0 is less than 0, and NaN is less or
// greater than all numbers, depending on its sign. Integer pixels are used as they are in networks; for
// comparisons their sign bit is flipped, because few targets compare unsigned bytes.

/// Converts the bits of a float to an integer with the same order, and back.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V order_of_float(D d, V bits) {
  return hn::Xor(bits, hn::And(hn::ShiftRight<31>(bits), hn::Set(d, 0x7FFFFFFF)));
}

/// Loads pixels of T as integers with the same order.
template <class T, class D>
HWY_INLINE hn::Vec<D> load_ordered(D d, const T* from) {
  const auto pixels = hn::LoadU(hn::Rebind<T, D>(), from);
  if constexpr (std::is_same_v<T, hn::TFromD<D>>) {
    return pixels;
  } else if constexpr (std::is_same_v<T, float>) {
    return order_of_float(d, hn::BitCast(d, pixels));
  } else if constexpr (sizeof(T) < sizeof(hn::TFromD<D>)) {
    return hn::PromoteTo(d, pixels);
  } else {
    return hn::Xor(hn::BitCast(d, pixels), hn::Set(d, hwy::LimitsMin<hn::TFromD<D>>()));
  }
}

template <class T, class D>
HWY_INLINE void store_ordered(D d, hn::Vec<D> value, T* to) {
  const hn::Rebind<T, D> pixels;
  if constexpr (std::is_same_v<T, hn::TFromD<D>>) {
    hn::StoreU(value, pixels, to);
  } else if constexpr (std::is_same_v<T, float>) {
    hn::StoreU(hn::BitCast(pixels, order_of_float(d, value)), pixels, to);
  } else if constexpr (sizeof(T) < sizeof(hn::TFromD<D>)) {
    hn::StoreU(hn::DemoteTo(pixels, value), pixels, to);
  } else {
    const auto biased = hn::Xor(value, hn::Set(d, hwy::LimitsMin<hn::TFromD<D>>()));
    hn::StoreU(hn::BitCast(pixels, biased), pixels, to);
  }
}

/// Stores the first `count` lanes, or all if there are fewer.
template <class T, class D>
HWY_INLINE void store_ordered_part(D d, hn::Vec<D> value, T* to, size_t count) {
  if (count >= hn::Lanes(d)) return store_ordered<T>(d, value, to);
  alignas(HWY_MAX_BYTES) T all[HWY_MAX_BYTES / sizeof(T)];
  store_ordered<T>(d, value, all);
  std::memcpy(to, all, count * sizeof(T));
}

template <class T, class Lane>
HWY_NOINLINE void order_row(const T* from, Lane* to, size_t count) {
  for_lanes_overlapping(hn::ScalableTag<Lane>(), count, [=](auto d, size_t i) HWY_ATTR {
    hn::StoreU(load_ordered<T>(d, from + i), d, to + i);
  });
}

/// The rows of a job with margins, as lanes in lines of scratch.
template <class Lane, class T>
class OrderedLines {
 public:
  explicit OrderedLines(const MedianRows<T>& job)
      : in_(job.in),
        stride_(line_stride(job.in)),
        lines_(reinterpret_cast<Lane*>(job.lines) + stride_),
        mover_(job.in.channels * sizeof(Lane)) {
    order_row(in_.constant, lines_ - stride_, in_.channels);
  }

  [[nodiscard]] size_t stride() const { return stride_; }
  [[nodiscard]] Lane* line(size_t i) const { return lines_ + i * stride_; }
  /// Reads row y to line i; nothing for rows after the last one.
  const Lane* read(size_t y, size_t i) const {
    if (y + 1 >= in_.row_count + in_.window_height) return line(i);
    order_row(in_.rows[y], line(i) + in_.left * in_.channels, in_.width * in_.channels);
    fill_margins(mover_, in_, lines_ - stride_, line(i));
    return line(i);
  }

 private:
  WindowRows<T> in_;
  size_t stride_;
  Lane* lines_;
  PixelMover mover_;
};

template <class T>
T* median_row(const MedianRows<T>& job, size_t y) {
  return job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
