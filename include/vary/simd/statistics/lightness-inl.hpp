// SPDX-License-Identifier: MIT
// The kernels of Clahe: they measure and change lightness.
#if defined(VARY_SIMD_LIGHTNESS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_LIGHTNESS_INL_HPP
#undef VARY_SIMD_LIGHTNESS_INL_HPP
#else
#define VARY_SIMD_LIGHTNESS_INL_HPP
#endif

#include "vary/simd/lanes/lookup-inl.hpp"
#include "vary/simd/point/color-inl.hpp"
#include "vary/simd/statistics/octave_pieces-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

// A row passes through stages, each a loop over rows with one channel: linear light, levels, mapped levels,
// pixels. The loops process full vectors.

/// to[i] = pieces(raise + sum over k of weights[k] * rows[k * plane + i]), where the sum is first clamped to
/// [0, 1] if `bounded`. Integers are rounded.
template <bool bounded, class T>
HWY_NOINLINE void transform_rows(const float* rows, size_t width, const float* weights, float raise,
                                 const OctavePieces& pieces, T* to) {
  const hn::ScalableTag<float> d;
  const size_t plane = lightness_room(width);
  const PieceTables tables(pieces);
  const auto first = hn::Set(d, weights[0]), second = hn::Set(d, weights[1]), third = hn::Set(d, weights[2]);
  const auto raised = hn::Set(d, raise), zero = hn::Zero(d), one = hn::Set(d, 1.0f);
  for (size_t i = 0; i < width; i += hn::Lanes(d)) {
    auto sum =
        hn::Add(hn::Mul(hn::LoadU(d, rows + i), first), hn::Mul(hn::LoadU(d, rows + plane + i), second));
    sum = hn::Add(sum, hn::Mul(hn::LoadU(d, rows + 2 * plane + i), third));
    if constexpr (bounded) sum = hn::Min(hn::Max(sum, zero), one);  // there is no NaN
    const auto value = tables(d, hn::Add(sum, raised));
    if constexpr (std::is_same_v<T, float>) {
      hn::StoreU(value, d, to + i);
    } else {
      const hn::RebindToSigned<decltype(d)> di;
      const hn::Rebind<T, decltype(d)> narrow;
      // A float from 2^23 on has no fraction bits; its low bits are the integer.
      const auto rounded = hn::BitCast(di, hn::Add(value, hn::Set(d, 0x1p23f)));
      hn::StoreU(hn::DemoteTo(narrow, hn::Sub(rounded, hn::Set(di, 0x4B000000))), narrow, to + i);
    }
  }
}

#if VARY_VBMI
template <size_t channels>
HWY_NOINLINE void color_lights(const ColorRows<uint8_t>& row, const LabTables<uint8_t>& tables,
                               float* lights) {
  const hn::Full512<uint8_t> d;
  const hn::Full512<float> wide;
  const size_t plane = lightness_room(row.width);
  const ByteTable<256> low(tables.light_low), high(tables.light_high);
  // Byte 0 of a lane comes from the first vector, byte 1 from the second.
  alignas(64) static constexpr auto lanes = [] {
    std::array<uint8_t, 256> order{};
    for (size_t i = 0; i < 256; ++i) order[i] = static_cast<uint8_t>(i / 4 + i % 4 * 64);
    return order;
  }();
  for_color_blocks(row, 0, 64, [&](const uint8_t* from, uint8_t*, bool) HWY_ATTR {
    const size_t x = row.width < 64 ? 0 : static_cast<size_t>(from - row.in) / channels;
    auto r = hn::Zero(d), g = r, b = r, a = r;
    load_colors<channels>(d, from, r, g, b, a);
    const auto store = [&](auto color, float* to) HWY_ATTR {
      const auto bottom = low(d, color), top = high(d, color);
      for (size_t quarter = 0; quarter < 4; ++quarter) {
        const __m512i order = _mm512_load_si512(lanes.data() + 64 * quarter);
        const hn::Vec512<int32_t> light{
            shuffle_two_where(d, 0x3333333333333333u, bottom.raw, order, top.raw)};
        hn::StoreU(hn::ConvertTo(wide, light), wide, to + 16 * quarter);
      }
    };
    store(r, lights + x);
    store(g, lights + plane + x);
    store(b, lights + 2 * plane + x);
  });
}
#else
template <size_t channels>
HWY_NOINLINE void color_lights(const ColorRows<uint8_t>& row, const LabTables<uint8_t>& tables,
                               float* lights) {
  const size_t plane = lightness_room(row.width);
  for (size_t x = 0; x < row.width; ++x) {
    for (size_t c = 0; c < 3; ++c) {
      const uint8_t value = row.in[x * channels + c];
      lights[c * plane + x] = static_cast<float>(tables.light_low[value] | tables.light_high[value] << 8);
    }
  }
}
#endif
template <size_t channels, class T>
HWY_NOINLINE void color_lights(const ColorRows<T>& row, const LabTables<T>& tables, float* lights) {
  const hn::ScalableTag<float> d;
  const size_t plane = lightness_room(row.width);
  const PieceTables pieces(tables.light);
  for_color_blocks(row, 0, hn::Lanes(d), [&](const T* from, T*, bool) HWY_ATTR {
    const size_t x = row.width < hn::Lanes(d) ? 0 : static_cast<size_t>(from - row.in) / channels;
    auto r = hn::Zero(d), g = r, b = r, a = r;
    load_colors<channels>(d, from, r, g, b, a);
    const auto store = [&](auto color, float* to) HWY_ATTR {
      const auto raised = hn::Add(clamp_pixel<T>(d, color), hn::Set(d, tables.light_raise));
      hn::StoreU(pieces(d, raised), d, to);
    };
    store(r, lights + x);
    store(g, lights + plane + x);
    store(b, lights + 2 * plane + x);
  });
}

/// The linear light of a row with 3 or 4 channels, as three rows.
template <class T>
HWY_INLINE void row_lights(const ColorRows<T>& row, const LabTables<T>& tables, float* lights) {
  row.channels == 3 ? color_lights<3>(row, tables, lights) : color_lights<4>(row, tables, lights);
}

/// The cube roots f(X), f(Y) or f(Z), by row k of the matrix.
template <class T>
HWY_INLINE void row_roots(const float* lights, size_t width, const LabTables<T>& tables, size_t k,
                          float* roots) {
  transform_rows<false>(lights, width, tables.to + 3 * k, tables.root_raise, tables.root, roots);
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V level_of_root(D d, V root) {
  return hn::Sub(hn::Mul(root, hn::Set(d, static_cast<float>(level_gain))),
                 hn::Set(d, static_cast<float>(level_bias)));
}
/// The levels of pixels with one channel.
template <class T, class D>
HWY_INLINE hn::Vec<D> level_of_value(D d, const T* in) {
  constexpr float unit = 255.0f / static_cast<float>(white<T>);
  return hn::Mul(clamp_pixel<T>(d, load_float(d, in)), hn::Set(d, unit));
}
/// Levels as bytes, rounded down and at most `most`.
template <class D, class V = hn::Vec<D>>
HWY_INLINE auto integer_level(D, V level, int most) {
  const hn::Rebind<uint8_t, D> narrow;
  const hn::RebindToSigned<D> di;
  return hn::DemoteTo(narrow, hn::Min(hn::ConvertTo(di, level), hn::Set(di, most)));
}

/// The levels of a row of colours, plus `addend`, as integers of at most `most`.
inline HWY_NOINLINE void root_levels(const float* roots, size_t width, float addend, int most,
                                     uint8_t* levels) {
  const hn::ScalableTag<float> d;
  const hn::Rebind<uint8_t, decltype(d)> narrow;
  for (size_t x = 0; x < width; x += hn::Lanes(d)) {
    const auto level = hn::Add(level_of_root(d, hn::LoadU(d, roots + x)), hn::Set(d, addend));
    hn::StoreU(integer_level(d, level, most), narrow, levels + x);
  }
}
/// The same for a row with one channel.
template <class T>
HWY_NOINLINE void value_levels(const T* in, size_t width, float addend, int most, uint8_t* levels) {
  for_lanes<float>(width, [=](auto d, size_t x) HWY_ATTR {
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    const auto level = hn::Add(level_of_value(d, in + x), hn::Set(d, addend));
    hn::StoreU(integer_level(d, level, most), narrow, levels + x);
  });
}

template <class T>
void kernel(const LightnessLevels<T>& job) {
  ColorRows<T> row{job.in, 0, nullptr, 0, 1, job.width, job.channels};
  float* const roots = job.lights + 3 * lightness_room(job.width);
  uint8_t* levels = job.levels;
  for (size_t y = 0; y < job.row_count; ++y, row.in += job.in_stride, levels += job.levels_stride) {
    if (job.channels != 1) {
      row_lights(row, *job.tables, job.lights);
      row_roots(job.lights, job.width, *job.tables, 1, roots);
      root_levels(roots, job.width, 0.5f, 255, levels);
    } else if constexpr (sizeof(T) == 1) {
      std::memcpy(levels, row.in, job.width);
    } else {
      value_levels(row.in, job.width, 0.5f, 255, levels);
    }
  }
}

/// Looks up the level of each pixel in the tables of the four tiles around it, as four rows.
template <class T>
HWY_NOINLINE void look_up_tiles(const Relight<T>& job, const uint8_t* levels) {
  const size_t plane = lightness_room(job.rows.width);
  for (size_t cell = 0; cell <= job.tile_count; ++cell) {
    const size_t left = 256 * (cell > 0 ? cell - 1 : 0);
    const size_t right = 256 * (cell < job.tile_count ? cell : job.tile_count - 1);
    const uint8_t* const tables[4] = {job.above + left, job.above + right, job.below + left,
                                      job.below + right};
    const auto begin = static_cast<size_t>(job.cells[cell]), end = static_cast<size_t>(job.cells[cell + 1]);
    for (size_t k = 0; k < 4; ++k) {
      uint8_t* const to = job.bytes + k * plane;
#if VARY_VBMI
      const hn::Full512<uint8_t> d;
      const ByteTable<256> table(tables[k]);
      for (size_t x = begin; x < end; x += 64) {
        hn::StoreU(table(d, hn::LoadU(d, levels + x)), d, to + x);
      }
#else
      for (size_t x = begin; x < end; ++x) to[x] = tables[k][levels[x]];
#endif
    }
  }
}

/// Levels are interpolated in units of 2^-relit_bits.
inline constexpr int relit_bits = 6;

/// Interpolates between the levels of the four tiles.
template <class T>
HWY_NOINLINE void interpolate_tiles(const Relight<T>& job, int16_t down, int16_t* relit) {
  const hn::ScalableTag<int16_t> d;
  const hn::Rebind<uint8_t, decltype(d)> narrow;
  const size_t width = job.rows.width;
  const size_t plane = lightness_room(width);
  const uint8_t* const bytes = job.bytes;
  const int16_t* const right = job.right;
  const auto below = hn::Set(d, down);
  for (size_t x = 0; x < width; x += hn::Lanes(d)) {
    const auto byte = [=](size_t k) HWY_ATTR {
      return hn::ShiftLeft<relit_bits>(hn::PromoteTo(d, hn::LoadU(narrow, bytes + k * plane + x)));
    };
    const auto weight_right = hn::LoadU(d, right + x);
    const auto interpolate = [=](auto a, auto b, auto weight)
                                 HWY_ATTR { return hn::Add(a, hn::MulFixedPoint15(hn::Sub(b, a), weight)); };
    hn::StoreU(interpolate(interpolate(byte(0), byte(1), weight_right),
                           interpolate(byte(2), byte(3), weight_right), below),
               d, relit + x);
  }
}

/// The new level minus `level`. For 8 bits the change of the rounded level; for more bits the new level is
/// interpolated between those of the two adjacent integers.
template <class T, class D, class V = hn::Vec<D>>
HWY_INLINE V level_change(D d, V level, const uint8_t* levels, const int16_t* relit, size_t plane) {
  const V unit = hn::Set(d, 1.0f / (1 << relit_bits));
  const V from = load_float(d, levels);
  const V to = hn::Mul(load_float(d, relit), unit);
  if constexpr (sizeof(T) == 1) {
    return hn::Sub(to, from);
  } else {
    const V next = hn::Mul(load_float(d, relit + plane), unit);
    return hn::Sub(hn::Add(to, hn::Mul(hn::Sub(next, to), hn::Sub(level, from))), level);
  }
}

/// The inverse of f: from cube roots to X, Y or Z.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V cubed(D d, V root) {
  const V cube = hn::Mul(root, hn::Mul(root, root));
  const V line = hn::Mul(hn::Sub(root, hn::Set(d, 4.0f / 29)), hn::Set(d, 108.0f / 841));
  return hn::IfThenElse(hn::Gt(root, hn::Set(d, 6.0f / 29)), cube, line);
}

/// Changes the lightness: rows of roots become rows of X, Y and Z.
template <class T>
HWY_NOINLINE void relight_roots(float* roots, size_t width, const uint8_t* levels, const int16_t* relit) {
  const hn::ScalableTag<float> d;
  const size_t plane = lightness_room(width);
  for (size_t i = 0; i < width; i += hn::Lanes(d)) {
    const auto x = hn::LoadU(d, roots + i), y = hn::LoadU(d, roots + plane + i),
               z = hn::LoadU(d, roots + 2 * plane + i);
    const auto change = level_change<T>(d, level_of_root(d, y), levels + i, relit + i, plane);
    // L changes, a and b stay the same, so all three roots change by the same amount.
    const auto root_change = hn::Mul(change, hn::Set(d, static_cast<float>(1 / level_gain)));
    hn::StoreU(cubed(d, hn::Add(x, root_change)), d, roots + i);
    hn::StoreU(cubed(d, hn::Add(y, root_change)), d, roots + plane + i);
    hn::StoreU(cubed(d, hn::Add(z, root_change)), d, roots + 2 * plane + i);
  }
}

/// Stores three rows of colours and the alpha of row.in as pixels.
template <size_t channels, class T>
HWY_NOINLINE void join_colors(const ColorRows<T>& row, const T* colors) {
  const hn::ScalableTag<T> d;
  const size_t plane = lightness_room(row.width);
  for_color_blocks(row, channels, hn::Lanes(d), [&](const T* from, T* to, bool) HWY_ATTR {
    const size_t x = row.width < hn::Lanes(d) ? 0 : static_cast<size_t>(from - row.in) / channels;
    auto r = hn::Zero(d), g = r, b = r, a = r;
    if constexpr (channels == 4) load_colors<channels>(d, from, r, g, b, a);
    store_colors<channels>(d, hn::LoadU(d, colors + x), hn::LoadU(d, colors + plane + x),
                           hn::LoadU(d, colors + 2 * plane + x), a, to);
  });
}

template <class T>
HWY_NOINLINE void relight_values(const Relight<T>& job, const T* in, const uint8_t* levels, T* out) {
  const size_t plane = lightness_room(job.rows.width);
  const int16_t* const relit = job.relit;
  for_lanes<float>(job.rows.width, [=](auto d, size_t x) HWY_ATTR {
    const auto level = level_of_value(d, in + x);
    const auto change = level_change<T>(d, level, levels + x, relit + x, plane);
    constexpr float unit = static_cast<float>(white<T>) / 255;
    store_pixel(d, hn::Mul(hn::Add(level, change), hn::Set(d, unit)), out + x);
  });
}

/// The integers below and above the levels of a row, for types with more than 8 bits.
template <class T>
HWY_INLINE void row_levels(const ColorRows<T>& row, const float* roots, uint8_t* levels) {
  const size_t plane = lightness_room(row.width);
  if (row.channels == 1) {
    value_levels(row.in, row.width, 0.0f, 254, levels);
  } else {
    root_levels(roots + plane, row.width, 0.0f, 254, levels);
  }
  for (size_t x = 0; x < row.width; ++x) levels[plane + x] = static_cast<uint8_t>(levels[x] + 1);
}

template <class T>
void kernel(const Relight<T>& job) {
  ColorRows<T> row = job.rows;
  row.row_count = 1;
  const LabTables<T>& tables = *job.tables;
  const size_t width = row.width, plane = lightness_room(width);
  float* const roots = job.lights + 3 * plane;
  for (size_t y = 0; y < job.rows.row_count; ++y) {
    const uint8_t* levels = job.levels + static_cast<std::ptrdiff_t>(y) * job.levels_stride;
    if (row.channels != 1) {
      row_lights(row, tables, job.lights);
      for (size_t k = 0; k < 3; ++k) row_roots(job.lights, width, tables, k, roots + k * plane);
    }
    const double down = 32768 * (job.down + static_cast<double>(y) * job.down_step);
    const auto weight = static_cast<int16_t>(down < 32767 ? down : 32767);
    if constexpr (sizeof(T) > 1) {
      uint8_t* const between = job.bytes + 4 * plane;
      row_levels(row, roots, between);
      look_up_tiles(job, between + plane);
      interpolate_tiles(job, weight, job.relit + plane);
      levels = between;
    }
    look_up_tiles(job, levels);
    interpolate_tiles(job, weight, job.relit);
    if (row.channels == 1) {
      relight_values(job, row.in, levels, row.out);
    } else {
      relight_roots<T>(roots, width, levels, job.relit);
      T* const colors = reinterpret_cast<T*>(job.lights);
      for (size_t k = 0; k < 3; ++k) {
        transform_rows<true>(roots, width, tables.from + 3 * k, tables.pixel_raise, tables.pixel,
                             colors + k * plane);
      }
      row.channels == 3 ? join_colors<3>(row, colors) : join_colors<4>(row, colors);
    }
    row.in += row.in_stride;
    row.out += row.out_stride;
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
