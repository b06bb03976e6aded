// SPDX-License-Identifier: MIT
// Maps sampling positions into the image by its border, and loops over chunks of positions.
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

/// The result of resolve_positions(): for each pixel of the chunk the offset of its top left tap in elements.
/// Special pixels, whose taps are not adjacent in the image, have the offset 0 and are listed. Pixels before
/// `begin` and from `end` on are the constant.
struct SampleOffsets {
  alignas(64) int32_t at[padded_chunk];
  int32_t special[padded_chunk];
  size_t special_count;
  size_t begin;
  size_t end;
};

/// Folds a position along one axis, at any distance, into the image. A mirrored image between pixels has the
/// value of the mirrored position, so positions are mapped instead of taps. Wrapped positions between the
/// last pixel and the first stay there.
inline HWY_NOINLINE void fold_position(Border border, int64_t size, int32_t& integer, uint32_t& fraction) {
  const auto modulo = [](int64_t a, int64_t n) { return (a % n + n) % n; };
  int64_t i = integer;
  if (size == 1 && border == Border::reflect) border = Border::edge;
  if (border == Border::wrap) {
    i = modulo(i, size);
  } else if (border == Border::edge) {
    if (i < 0 || i >= size - 1) {
      i = i < 0 ? 0 : size - 1;
      fraction = 0;
    }
  } else if (border != Border::constant) {
    const int64_t repeats = border == Border::symmetric ? 1 : 0;  // repetitions of the edge pixel
    i = modulo(i, 2 * (size - 1 + repeats));
    const int64_t beyond = i - (size - 1);
    if (beyond > 0 || (beyond == 0 && repeats == 0)) {
      i = 2 * (size - 1) + repeats - i - (fraction == 0 ? 0 : 1);
      fraction = 0 - fraction;
    } else if (beyond == 0) {
      fraction = 0;
    }
    if (i < 0) i = 0, fraction = 0;
  }
  integer = static_cast<int32_t>(i);
}

/// The same for vectors of positions at a distance of at most the size; others remain outside.
template <class D, class V, class U>
HWY_INLINE void fold_positions(D d, Border border, int32_t size, V& integer, U& fraction) {
  const hn::RebindToUnsigned<D> du;
  const auto zero = hn::Zero(d);
  const auto last = hn::Set(d, size - 1);
  const auto before = hn::Lt(integer, zero);
  if (border == Border::wrap) {
    const auto back = hn::IfThenElseZero(hn::Gt(integer, last), hn::Set(d, size));
    integer = hn::Sub(hn::Add(integer, hn::IfThenElseZero(before, hn::Set(d, size))), back);
    return;
  }
  const auto beyond = hn::Gt(integer, hn::Set(d, size - 2));
  const auto outside = hn::RebindMask(du, hn::Or(before, beyond));
  if (border == Border::edge || size == 1) {
    integer = hn::IfThenElse(beyond, last, hn::IfThenZeroElse(before, integer));
    fraction = hn::IfThenZeroElse(outside, fraction);
    return;
  }
  const int32_t repeats = border == Border::symmetric ? 1 : 0;
  const auto has_fraction = hn::VecFromMask(d, hn::Ne(hn::BitCast(d, fraction), zero));  // -1 if nonzero
  const auto mirrored = hn::Sub(has_fraction, integer);
  auto low = hn::Sub(mirrored, hn::Set(d, repeats));
  auto high = hn::Add(mirrored, hn::Set(d, 2 * (size - 1) + repeats));
  auto rest = hn::Sub(hn::Zero(du), fraction);
  if (repeats == 1) {  // between an edge pixel and its copy
    const auto between = hn::Or(hn::Eq(integer, hn::Set(d, -1)), hn::Eq(integer, last));
    rest = hn::IfThenZeroElse(hn::RebindMask(du, between), rest);
    low = hn::Max(low, zero);
    high = hn::Min(high, last);
  }
  integer = hn::IfThenElse(before, low, hn::IfThenElse(beyond, high, integer));
  fraction = hn::IfThenElse(outside, rest, fraction);
}

/// The properties of an image that resolve_positions() needs.
struct SampleLimits {
  Border border;
  int64_t width;
  int64_t height;
  int64_t stride;
  int64_t channels;
  int64_t columns;  ///< positions in columns below this one and
  int64_t rows;     ///< in rows below this one need no border
  int64_t taps;     ///< along each axis

  /// `taps_read` pixels along each axis are read, and `spare` pixels to the right of them. Offsets have 32
  /// bits.
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

/// The mask as one bit per lane.
template <class D, class M>
HWY_INLINE uint64_t lane_bits(D d, M mask) {
  uint8_t bytes[16] = {};
  uint64_t bits = 0;
  hn::StoreMaskBits(d, mask, bytes);
  std::memcpy(&bits, bytes, (hn::MaxLanes(d) + 7) / 8);
  return bits;
}

/// For a constant border: the offsets of the positions [i, i + lanes), the range of those that read the
/// image, and which of them are special.
inline HWY_NOINLINE void resolve_constant(const SampleLimits& limits, const SamplePositions& positions,
                                          size_t i, size_t count, SampleOffsets& offsets) {
  const hn::ScalableTag<int32_t> d;
  const size_t lanes = hn::Lanes(d);
  const size_t valid_lanes = count - i < lanes ? count - i : lanes;
  const auto column = hn::LoadU(d, positions.column + i);
  const auto row = hn::LoadU(d, positions.row + i);
  const auto between = [=](auto value, int64_t first, int64_t end) HWY_ATTR {
    return hn::And(hn::Gt(value, hn::Set(d, static_cast<int32_t>(first - 1))),
                   hn::Lt(value, hn::Set(d, static_cast<int32_t>(end))));
  };
  const auto reads_image =
      hn::And(between(column, 1 - limits.taps, limits.width), between(row, 1 - limits.taps, limits.height));
  const uint64_t bits = lane_bits(d, hn::And(reads_image, hn::FirstN(d, valid_lanes)));
  const bool first = offsets.begin == i;  // no position so far reads the image
  if (bits == 0 && first) {
    offsets.begin = offsets.end = i + valid_lanes;
    return;
  }
  if (first) offsets.begin = i + hwy::Num0BitsBelowLS1Bit_Nonzero64(bits);
  if (bits != 0) offsets.end = i + 64 - hwy::Num0BitsAboveMS1Bit_Nonzero64(bits);
  const auto inside = hn::And(between(column, 0, limits.columns), between(row, 0, limits.rows));
  const auto offset = hn::Add(hn::Mul(row, hn::Set(d, static_cast<int32_t>(limits.stride))),
                              hn::Mul(column, hn::Set(d, static_cast<int32_t>(limits.channels))));
  hn::StoreU(hn::IfThenElseZero(inside, offset), d, offsets.at + i);
  const auto index = hn::Iota(d, static_cast<int32_t>(i));
  const auto special = hn::AndNot(
      inside, between(index, static_cast<int64_t>(offsets.begin), static_cast<int64_t>(i + valid_lanes)));
  hn::StoreU(hn::Compress(index, special), d, offsets.special + offsets.special_count);
  offsets.special_count += hn::CountTrue(d, special);
}

/// For the other borders: folds the positions [i, i + lanes), finds their offsets, and lists special ones.
inline HWY_NOINLINE void resolve_border(const SampleLimits& limits, SamplePositions& positions, size_t i,
                                        size_t count, SampleOffsets& offsets) {
  const hn::ScalableTag<int32_t> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const size_t lanes = hn::Lanes(d);
  const size_t stop = count < i + lanes ? count : i + lanes;
  if (limits.columns > 0) {
    auto column = hn::LoadU(d, positions.column + i);
    auto row = hn::LoadU(d, positions.row + i);
    auto right = hn::LoadU(du, positions.right + i);
    auto down = hn::LoadU(du, positions.down + i);
    fold_positions(d, limits.border, static_cast<int32_t>(limits.width), column, right);
    fold_positions(d, limits.border, static_cast<int32_t>(limits.height), row, down);
    // Signed, because unsigned comparisons are slower on older targets.
    const auto within = [=](auto value, int64_t limit) HWY_ATTR {
      return hn::And(hn::Gt(value, hn::Set(d, -1)), hn::Lt(value, hn::Set(d, static_cast<int32_t>(limit))));
    };
    if (hn::AllTrue(d, hn::And(within(column, limits.width), within(row, limits.height)))) {
      hn::StoreU(column, d, positions.column + i);
      hn::StoreU(row, d, positions.row + i);
      hn::StoreU(right, du, positions.right + i);
      hn::StoreU(down, du, positions.down + i);
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
    fold_position(limits.border, limits.width, positions.column[j], positions.right[j]);
    fold_position(limits.border, limits.height, positions.row[j], positions.down[j]);
    const int64_t column = positions.column[j], row = positions.row[j];
    if (column >= 0 && column < limits.columns && row >= 0 && row < limits.rows) {
      offsets.at[j] = static_cast<int32_t>(row * limits.stride + column * limits.channels);
    } else {
      offsets.special[offsets.special_count++] = static_cast<int32_t>(j);
    }
  }
  if (stop > i) offsets.end = stop;
}

/// Folds positions into the image (except for a constant border), and finds their offsets.
inline HWY_NOINLINE void resolve_positions(const SampleLimits& limits, SamplePositions& positions,
                                           size_t count, SampleOffsets& offsets) {
  const hn::ScalableTag<int32_t> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const size_t lanes = hn::Lanes(d);
  offsets.special_count = offsets.begin = offsets.end = 0;
  const auto columns = hn::Set(du, static_cast<uint32_t>(limits.columns));
  const auto rows = hn::Set(du, static_cast<uint32_t>(limits.rows));
  const auto stride = hn::Set(d, static_cast<int32_t>(limits.stride));
  const auto channels = hn::Set(d, static_cast<int32_t>(limits.channels));
  for (size_t i = 0; i < count; i += lanes) {
    const auto column = hn::LoadU(d, positions.column + i);
    const auto row = hn::LoadU(d, positions.row + i);
    const auto across = hn::Lt(hn::BitCast(du, column), columns);
    const auto down = hn::Lt(hn::BitCast(du, row), rows);
    if (HWY_LIKELY(hn::AllTrue(du, hn::And(across, down)))) {
      hn::StoreU(hn::Add(hn::Mul(row, stride), hn::Mul(column, channels)), d, offsets.at + i);
      offsets.end = i + lanes < count ? i + lanes : count;
    } else if (limits.border == Border::constant) {
      resolve_constant(limits, positions, i, count, offsets);
    } else {
      resolve_border(limits, positions, i, count, offsets);
    }
  }
  if (offsets.end < offsets.begin) offsets.end = offsets.begin;
  for (size_t i = offsets.end; i < offsets.end + 16; ++i) offsets.at[i] = 0;  // read in groups of 16
}

/// The pixel at (x, y), which may be outside of the image.
template <class T>
HWY_INLINE const T* pixel_at(const SampleRows<T>& job, int64_t x, int64_t y) {
  const int64_t column = border_index(job.border, x, job.width);
  const int64_t row = border_index(job.border, y, job.height);
  if (column < 0 || row < 0) return job.constant;
  return job.in + row * job.in_stride + column * static_cast<int64_t>(job.channels);
}

/// Copies the four pixels around resolved position i to `to`, to + right, to + below, to + below + right.
template <class T>
HWY_NOINLINE void fetch_special(const SampleRows<T>& job, const SamplePositions& positions, size_t i, T* to,
                                size_t right, size_t below) {
  const int64_t x = positions.column[i], y = positions.row[i];
  for (int tap = 0; tap < 4; ++tap) {
    const T* pixel = pixel_at(job, x + tap % 2, y + tap / 2);
    T* out = to + (tap % 2 == 0 ? 0 : right) + (tap / 2 == 0 ? 0 : below);
    for (size_t c = 0; c < job.channels; ++c) out[c] = pixel[c];
  }
}

/// Calls body(positions, offsets, count, out) for the chunks of all rows. The body writes the pixels
/// [offsets.begin, offsets.end); it may write others of the chunk, which then become the constant.
template <class T, class Body>
HWY_INLINE void for_chunks(const SampleRows<T>& job, const SampleLimits& limits, const Body& body) {
  const SampleRamp ramp(job.grid);
  SamplePositions positions;
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
        find_positions(*job.field, static_cast<size_t>(at_x), static_cast<size_t>(at_y), count, job.nearest,
                       positions);
      } else {
        find_positions(job.grid, ramp, at_x, at_y, count, job.nearest, positions);
      }
      resolve_positions(limits, positions, count, offsets);
      const size_t begin = offsets.begin, end = offsets.end;
      if (begin < end) body(positions, offsets, count, out);
      if (begin > 0) std::memcpy(out, constant, begin * channels * sizeof(T));
      if (end < count) std::memcpy(out + end * channels, constant, (count - end) * channels * sizeof(T));
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
