// SPDX-License-Identifier: MIT
// Places brought into the image, as its border has it, and gone through in chunks.
#if defined(VARY_SIMD_SAMPLE_BORDER_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_SAMPLE_BORDER_INL_HPP
#undef VARY_SIMD_SAMPLE_BORDER_INL_HPP
#else
#define VARY_SIMD_SAMPLE_BORDER_INL_HPP
#endif

#include "vary/simd/sample/sample_positions-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// What settle_places() finds: for each pixel of the chunk the offset of its top left tap in elements, and
/// those pixels whose taps do not lie side by side in the image, whose offset is 0. Pixels before `begin`
/// and from `end` on show nothing but the constant.
struct SampleOffsets {
  alignas(64) int32_t at[sample_places];
  int32_t special[sample_places];
  size_t special_count;
  size_t begin;
  size_t end;
};

/// Between its pixels a mirrored image is what it is at the mirrored position, and beyond its edge pixels
/// what it is at the edge: so positions move, not taps. Wrapped ones stay between the last pixel and the
/// first. One axis of one position, however far away.
inline HWY_NOINLINE void fold_position(Border border, int64_t size, int32_t& whole, uint32_t& fraction) {
  const auto modulo = [](int64_t a, int64_t n) { return (a % n + n) % n; };
  int64_t i = whole;
  if (size == 1 && border == Border::reflect) border = Border::edge;
  if (border == Border::wrap) {
    i = modulo(i, size);
  } else if (border == Border::edge) {
    if (i < 0 || i >= size - 1) {
      i = i < 0 ? 0 : size - 1;
      fraction = 0;
    }
  } else if (border != Border::constant) {
    const int64_t again = border == Border::symmetric ? 1 : 0;  // how often edge pixels are repeated
    i = modulo(i, 2 * (size - 1 + again));
    const int64_t beyond = i - (size - 1);
    if (beyond > 0 || (beyond == 0 && again == 0)) {
      i = 2 * (size - 1) + again - i - (fraction == 0 ? 0 : 1);
      fraction = 0 - fraction;
    } else if (beyond == 0) {
      fraction = 0;
    }
    if (i < 0) i = 0, fraction = 0;
  }
  whole = static_cast<int32_t>(i);
}

/// The same for vectors of positions that lie at most an image away; others are left outside.
template <class D, class V, class U>
HWY_INLINE void fold_positions(D d, Border border, int32_t size, V& whole, U& fraction) {
  const hn::RebindToUnsigned<D> du;
  const auto zero = hn::Zero(d);
  const auto last = hn::Set(d, size - 1);
  const auto before = hn::Lt(whole, zero);
  if (border == Border::wrap) {
    const auto back = hn::IfThenElseZero(hn::Gt(whole, last), hn::Set(d, size));
    whole = hn::Sub(hn::Add(whole, hn::IfThenElseZero(before, hn::Set(d, size))), back);
    return;
  }
  const auto beyond = hn::Gt(whole, hn::Set(d, size - 2));
  const auto outside = hn::RebindMask(du, hn::Or(before, beyond));
  if (border == Border::edge || size == 1) {
    whole = hn::IfThenElse(beyond, last, hn::IfThenZeroElse(before, whole));
    fraction = hn::IfThenZeroElse(outside, fraction);
    return;
  }
  const int32_t again = border == Border::symmetric ? 1 : 0;
  const auto some = hn::VecFromMask(d, hn::Ne(hn::BitCast(d, fraction), zero));  // -1 where there are some
  const auto mirrored = hn::Sub(some, whole);
  auto low = hn::Sub(mirrored, hn::Set(d, again));
  auto high = hn::Add(mirrored, hn::Set(d, 2 * (size - 1) + again));
  auto rest = hn::Sub(hn::Zero(du), fraction);
  if (again == 1) {  // between an edge pixel and its copy
    const auto between = hn::Or(hn::Eq(whole, hn::Set(d, -1)), hn::Eq(whole, last));
    rest = hn::IfThenZeroElse(hn::RebindMask(du, between), rest);
    low = hn::Max(low, zero);
    high = hn::Min(high, last);
  }
  whole = hn::IfThenElse(before, low, hn::IfThenElse(beyond, high, whole));
  fraction = hn::IfThenElse(outside, rest, fraction);
}

/// What settle_places() needs to know of an image.
struct SampleLimits {
  Border border;
  int64_t width;
  int64_t height;
  int64_t stride;
  int64_t channels;
  int64_t columns;  ///< places in columns before this one, and
  int64_t rows;     ///< in rows before this one, may be read without a look at borders
  int64_t taps;     ///< read along each axis

  /// `taps` pixels along each axis are read, and `spare` pixels to the right of them. Offsets have 32 bits.
  template <class T>
  SampleLimits(const SampleRows<T>& job, int64_t taps_read, int64_t spare)
      : border(job.border),
        width(job.width),
        height(job.height),
        stride(job.in_stride),
        channels(static_cast<int64_t>(job.channels)),
        columns(width - taps_read + 1 - spare),
        rows(height - taps_read + 1),
        taps(taps_read) {
    const bool small = (height + 1) * stride < int64_t{1} << 30 && width < 1 << 29;
    if (!small || columns <= 0 || rows <= 0) columns = rows = 0;
  }
};

/// One bit for each lane.
template <class D, class M>
HWY_INLINE uint64_t lane_bits(D d, M mask) {
  uint8_t bytes[16] = {};
  uint64_t bits = 0;
  hn::StoreMaskBits(d, mask, bytes);
  std::memcpy(&bits, bytes, (hn::MaxLanes(d) + 7) / 8);
  return bits;
}

/// For the places i to i + lanes beside a constant: finds their offsets, which of them show anything else,
/// and which of those are special.
inline HWY_NOINLINE void settle_constant(const SampleLimits& limits, const SamplePlaces& places, size_t i,
                                         size_t count, SampleOffsets& offsets) {
  const hn::ScalableTag<int32_t> d;
  const size_t lanes = hn::Lanes(d);
  const size_t some = count - i < lanes ? count - i : lanes;
  const auto column = hn::LoadU(d, places.column + i);
  const auto row = hn::LoadU(d, places.row + i);
  const auto between = [=](auto value, int64_t first, int64_t end) HWY_ATTR {
    return hn::And(hn::Gt(value, hn::Set(d, static_cast<int32_t>(first - 1))),
                   hn::Lt(value, hn::Set(d, static_cast<int32_t>(end))));
  };
  const auto seen =
      hn::And(between(column, 1 - limits.taps, limits.width), between(row, 1 - limits.taps, limits.height));
  const uint64_t bits = lane_bits(d, hn::And(seen, hn::FirstN(d, some)));
  const bool first = offsets.begin == i;  // none before it has shown anything else
  if (bits == 0 && first) {
    offsets.begin = offsets.end = i + some;
    return;
  }
  if (first) offsets.begin = i + hwy::Num0BitsBelowLS1Bit_Nonzero64(bits);
  if (bits != 0) offsets.end = i + 64 - hwy::Num0BitsAboveMS1Bit_Nonzero64(bits);
  const auto inside = hn::And(between(column, 0, limits.columns), between(row, 0, limits.rows));
  const auto offset = hn::Add(hn::Mul(row, hn::Set(d, static_cast<int32_t>(limits.stride))),
                              hn::Mul(column, hn::Set(d, static_cast<int32_t>(limits.channels))));
  hn::StoreU(hn::IfThenElseZero(inside, offset), d, offsets.at + i);
  const auto place = hn::Iota(d, static_cast<int32_t>(i));
  const auto special =
      hn::AndNot(inside, between(place, static_cast<int64_t>(offsets.begin), static_cast<int64_t>(i + some)));
  hn::StoreU(hn::Compress(place, special), d, offsets.special + offsets.special_count);
  offsets.special_count += hn::CountTrue(d, special);
}

/// Folds the places i to i + lanes, finds their offsets, and lists those that are special.
inline HWY_NOINLINE void settle_border(const SampleLimits& limits, SamplePlaces& places, size_t i,
                                       size_t count, SampleOffsets& offsets) {
  const hn::ScalableTag<int32_t> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const size_t lanes = hn::Lanes(d);
  const size_t stop = count < i + lanes ? count : i + lanes;
  if (limits.columns > 0) {
    auto column = hn::LoadU(d, places.column + i);
    auto row = hn::LoadU(d, places.row + i);
    auto right = hn::LoadU(du, places.right + i);
    auto down = hn::LoadU(du, places.down + i);
    fold_positions(d, limits.border, static_cast<int32_t>(limits.width), column, right);
    fold_positions(d, limits.border, static_cast<int32_t>(limits.height), row, down);
    // As unsigned numbers: Highway's comparisons of these are slower on older targets.
    const auto within = [=](auto value, int64_t limit) HWY_ATTR {
      return hn::And(hn::Gt(value, hn::Set(d, -1)), hn::Lt(value, hn::Set(d, static_cast<int32_t>(limit))));
    };
    if (hn::AllTrue(d, hn::And(within(column, limits.width), within(row, limits.height)))) {
      hn::StoreU(column, d, places.column + i);
      hn::StoreU(row, d, places.row + i);
      hn::StoreU(right, du, places.right + i);
      hn::StoreU(down, du, places.down + i);
      const auto offset = hn::Add(hn::Mul(row, hn::Set(d, static_cast<int32_t>(limits.stride))),
                                  hn::Mul(column, hn::Set(d, static_cast<int32_t>(limits.channels))));
      hn::StoreU(offset, d, offsets.at + i);
      if (hn::AllTrue(d, hn::And(within(column, limits.columns), within(row, limits.rows)))) {
        if (stop > i) offsets.end = stop;
        return;
      }
    }
  }
  for (size_t j = i; j < stop; ++j) {
    offsets.at[j] = 0;
    fold_position(limits.border, limits.width, places.column[j], places.right[j]);
    fold_position(limits.border, limits.height, places.row[j], places.down[j]);
    const int64_t column = places.column[j], row = places.row[j];
    if (column >= 0 && column < limits.columns && row >= 0 && row < limits.rows) {
      offsets.at[j] = static_cast<int32_t>(row * limits.stride + column * limits.channels);
    } else {
      offsets.special[offsets.special_count++] = static_cast<int32_t>(j);
    }
  }
  if (stop > i) offsets.end = stop;
}

/// Brings places into the image as the border has it (but for the constant), and finds their offsets.
inline HWY_NOINLINE void settle_places(const SampleLimits& limits, SamplePlaces& places, size_t count,
                                       SampleOffsets& offsets) {
  const hn::ScalableTag<int32_t> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const size_t lanes = hn::Lanes(d);
  offsets.special_count = offsets.begin = offsets.end = 0;
  const auto columns = hn::Set(du, static_cast<uint32_t>(limits.columns));
  const auto rows = hn::Set(du, static_cast<uint32_t>(limits.rows));
  const auto stride = hn::Set(d, static_cast<int32_t>(limits.stride));
  const auto channels = hn::Set(d, static_cast<int32_t>(limits.channels));
  for (size_t i = 0; i < count; i += lanes) {
    const auto column = hn::LoadU(d, places.column + i);
    const auto row = hn::LoadU(d, places.row + i);
    const auto across = hn::Lt(hn::BitCast(du, column), columns);
    const auto down = hn::Lt(hn::BitCast(du, row), rows);
    if (HWY_LIKELY(hn::AllTrue(du, hn::And(across, down)))) {
      hn::StoreU(hn::Add(hn::Mul(row, stride), hn::Mul(column, channels)), d, offsets.at + i);
      offsets.end = i + lanes < count ? i + lanes : count;
    } else if (limits.border == Border::constant) {
      settle_constant(limits, places, i, count, offsets);
    } else {
      settle_border(limits, places, i, count, offsets);
    }
  }
  if (offsets.end < offsets.begin) offsets.end = offsets.begin;
  for (size_t i = offsets.end; i < offsets.end + 16; ++i) offsets.at[i] = 0;  // read by sixteens
}

/// The pixel at (x, y), which may lie outside.
template <class T>
HWY_INLINE const T* pixel_at(const SampleRows<T>& job, int64_t x, int64_t y) {
  const int64_t column = border_index(job.border, x, job.width);
  const int64_t row = border_index(job.border, y, job.height);
  if (column < 0 || row < 0) return job.constant;
  return job.in + row * job.in_stride + column * static_cast<int64_t>(job.channels);
}

/// Copies the four pixels around a settled place i to `to`, `to` + right, `to` + below, `to` + below + right.
template <class T>
HWY_NOINLINE void fetch_special(const SampleRows<T>& job, const SamplePlaces& places, size_t i, T* to,
                                size_t right, size_t below) {
  const int64_t x = places.column[i], y = places.row[i];
  for (int tap = 0; tap < 4; ++tap) {
    const T* pixel = pixel_at(job, x + tap % 2, y + tap / 2);
    T* place = to + (tap % 2 == 0 ? 0 : right) + (tap / 2 == 0 ? 0 : below);
    for (size_t c = 0; c < job.channels; ++c) place[c] = pixel[c];
  }
}

/// body(places, offsets, count, out) for the chunks of all rows: it writes the pixels from offsets.begin to
/// offsets.end, and may write others of the chunk, which become the constant.
template <class T, class Body>
HWY_INLINE void for_chunks(const SampleRows<T>& job, const SampleLimits& limits, const Body& body) {
  const SampleRamp ramp(job.grid);
  SamplePlaces places;
  SampleOffsets offsets;
  T* constant = job.taps + 4 * sample_plane(job.channels);
  const size_t channels = job.channels;
  if (job.border == Border::constant) {
    for (size_t i = 0; i < sample_chunk * channels; ++i) constant[i] = job.constant[i % channels];
  }
  for (size_t y = 0; y < job.row_count; ++y) {
    const int64_t at_y = job.first_y + static_cast<int64_t>(y);
    if (job.field != nullptr) find_curves(*job.field, static_cast<size_t>(at_y));
    T* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    for (size_t x = 0; x < job.out_width; x += sample_chunk, out += sample_chunk * channels) {
      const size_t count = job.out_width - x < sample_chunk ? job.out_width - x : sample_chunk;
      const int64_t at_x = job.first_x + static_cast<int64_t>(x);
      if (job.field != nullptr) {
        find_places(*job.field, static_cast<size_t>(at_x), static_cast<size_t>(at_y), count, job.nearest,
                    places);
      } else {
        find_places(job.grid, ramp, at_x, at_y, count, job.nearest, places);
      }
      settle_places(limits, places, count, offsets);
      const size_t begin = offsets.begin, end = offsets.end;
      if (begin < end) body(places, offsets, count, out);
      if (begin > 0) std::memcpy(out, constant, begin * channels * sizeof(T));
      if (end < count) std::memcpy(out + end * channels, constant, (count - end) * channels * sizeof(T));
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
