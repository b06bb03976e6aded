// SPDX-License-Identifier: MIT
// Clahe: contrast that each part of an image asks for.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "vary/core/math.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/point/color_matrix.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// The best quadratics, nearly, for f(y) in each quarter of the eight octaves from 2^first on; the last two
/// quarters of the octave before take the places of the last two.
template <class Function>
void fill_pieces(int first, const Function& f, simd::OctavePieces& pieces) {
  for (int quarter = -2; quarter < 30; ++quarter) {
    const double octave = std::ldexp(1.0, first + (quarter + 4) / 4 - 1);
    const double middle = octave * (1.125 + (quarter + 4) % 4 * 0.25);
    const double reach = 0.10825317547305482 * octave;  // where Chebyshev's polynomial of degree 3 is 0
    const double low = f(middle - reach), high = f(middle + reach), at = f(middle);
    const double slope = (high - low) / (2 * reach);
    const double square = (high + low - 2 * at) / (2 * reach * reach);
    const auto i = static_cast<std::size_t>(quarter + 32) % simd::OctavePieces::count;
    pieces.square[i] = static_cast<float>(square);
    pieces.gain[i] = static_cast<float>(slope - 2 * square * middle);
    pieces.offset[i] = static_cast<float>(at - slope * middle + square * middle * middle);
  }
}

/// Between pixels of sRGB and CIE L*a*b* under D65.
template <Pixel T>
simd::LabTables<T> make_lab_tables() {
  simd::LabTables<T> tables{};
  constexpr double top = static_cast<double>(white<T>);
  constexpr double light_line = 0.04045, root_line = 216.0 / 24389, pixel_line = 0.0031308;
  const auto light = [](double x) {
    return x <= light_line ? x / 12.92 : math::pow((x + 0.055) / 1.055, 2.4);
  };
  if constexpr (sizeof(T) == 1) {
    for (std::size_t v = 0; v < 256; ++v) {
      const auto whole =
          static_cast<unsigned>(math::round_half_up(65535 * light(static_cast<double>(v) / 255)));
      tables.light_low[v] = static_cast<std::uint8_t>(whole % 256);
      tables.light_high[v] = static_cast<std::uint8_t>(whole / 256);
    }
  }
  // Lines end where pieces do: at 1.5 times 2^-5 of pixels, 2^-6 of X, Y and Z, 1.25 times 2^-7 of light.
  const int first = std::is_same_v<T, float> ? -7 : 9;
  const double scale = std::ldexp(1.0, first + 7);
  const double light_raise = 0.046875 * scale - light_line * top;
  const double root_raise = 0x1p-6 - root_line, pixel_raise = 1.25 * 0x1p-7 - pixel_line;
  tables.light_raise = static_cast<float>(light_raise);
  tables.root_raise = static_cast<float>(root_raise);
  tables.pixel_raise = static_cast<float>(pixel_raise);
  fill_pieces(
      first, [&](double y) { return light((y - light_raise) / top); }, tables.light);
  const auto root = [&](double y) {
    const double x = y - root_raise;
    return x <= root_line ? x * (841.0 / 108) + 4.0 / 29 : math::pow(x, 1.0 / 3);
  };
  fill_pieces(-7, root, tables.root);
  const auto pixel = [&](double y) {
    const double x = y - pixel_raise;
    const double value = x <= pixel_line ? 12.92 * x : 1.055 * math::pow(x, 1 / 2.4) - 0.055;
    return top * value;
  };
  fill_pieces(-7, pixel, tables.pixel);

  double to[9] = {0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522,
                  0.0721750, 0.0193339, 0.1191920, 0.9503041};
  for (std::size_t row = 0; row < 9; row += 3) {  // white, the sum of each row, becomes 1
    const double sum = to[row] + to[row + 1] + to[row + 2];
    for (std::size_t i = row; i < row + 3; ++i) to[i] /= sum;
  }
  // Back: each entry is what is left of the determinant without its row and column.
  double back[9];
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::size_t a = (k + 1) % 3 * 3, b = (k + 2) % 3 * 3, c = (i + 1) % 3, e = (i + 2) % 3;
      back[3 * i + k] = to[a + c] * to[b + e] - to[a + e] * to[b + c];
    }
  }
  const double determinant = to[0] * back[0] + to[1] * back[3] + to[2] * back[6];
  for (std::size_t i = 0; i < 9; ++i) {
    tables.to[i] = static_cast<float>(to[i] / (sizeof(T) == 1 ? 65535 : 1));
    tables.from[i] = static_cast<float>(back[i] / determinant);
  }
  return tables;
}

template <Pixel T>
const simd::LabTables<T>& lab_tables() {
  static const simd::LabTables<T> tables = make_lab_tables<T>();
  return tables;
}

/// One axis of an image cut into tiles of nearly the same size.
struct TileAxis {
  int size;
  int count;

  TileAxis(int extent, int tiles) : size(extent), count(tiles < extent ? tiles : extent) {}
  [[nodiscard]] int begin(int tile) const {
    return static_cast<int>(static_cast<std::int64_t>(size) * tile / count);
  }
  [[nodiscard]] double middle(int tile) const { return 0.5 * (begin(tile) + begin(tile + 1)); }
  /// The first pixel of a cell: cell i lies between the middles of tiles i - 1 and i.
  [[nodiscard]] int cell_begin(int cell) const {
    if (cell == 0) return 0;
    return cell > count ? size : static_cast<int>(std::ceil(middle(cell - 1) - 0.5));
  }
  /// What one pixel adds to the weight of the later of the two tiles of a cell.
  [[nodiscard]] double step(int cell) const {
    return cell == 0 || cell == count ? 0 : 1 / (middle(cell) - middle(cell - 1));
  }
  [[nodiscard]] double weight(int cell, int x) const {
    return step(cell) == 0 ? 0 : (x + 0.5 - middle(cell - 1)) * step(cell);
  }
};

/// The table that spreads the levels of a tile evenly, none counted more than `most` times: what is above is
/// given to all alike.
inline void fill_tile_table(std::uint32_t* counts, std::uint32_t pixels, std::uint32_t most,
                            std::uint8_t* table) {
  std::uint32_t excess = 0;
  for (std::size_t v = 0; v < 256; ++v) {
    const std::uint32_t kept = counts[v] < most ? counts[v] : most;
    excess += counts[v] - kept;
    counts[v] = kept;
  }
  const std::uint32_t each = excess / 256, rest = excess % 256;
  for (std::size_t v = 0; v < 256; ++v) counts[v] += each;
  if (rest > 0) {
    const std::size_t apart = 256 / rest;
    for (std::size_t v = 0, left = rest; left > 0; v += apart, --left) ++counts[v];
  }
  const double unit = 255.0 / pixels;
  std::uint32_t sum = 0;
  for (std::size_t v = 0; v < 256; ++v) {
    sum += counts[v];
    table[v] = static_cast<std::uint8_t>(sum * unit + 0.5);
  }
}

/// The tables of all tiles, row by row, of the levels of an image.
inline void fill_tile_tables(const std::uint8_t* levels, const TileAxis& across, const TileAxis& down,
                             double clip_limit, std::uint8_t* tables) {
  std::uint32_t counts[256];
  for (int j = 0; j < down.count; ++j) {
    const auto height = static_cast<std::size_t>(down.begin(j + 1) - down.begin(j));
    const std::uint8_t* row = levels + static_cast<std::ptrdiff_t>(down.begin(j)) * across.size;
    for (int i = 0; i < across.count; ++i, tables += 256) {
      const auto width = static_cast<std::size_t>(across.begin(i + 1) - across.begin(i));
      const auto pixels = static_cast<std::uint32_t>(width * height);
      std::memset(counts, 0, sizeof counts);
      simd::run(
          simd::CountValues<std::uint8_t>{row + across.begin(i), across.size, height, width, 1, counts});
      const double limit = std::floor(clip_limit * pixels / 256);
      const auto most = limit < 1 ? 1 : limit < pixels ? static_cast<std::uint32_t>(limit) : pixels;
      fill_tile_table(counts, pixels, most, tables);
    }
  }
}

}  // namespace detail

namespace ops {

/// The lightness of colours (CIE L*, sRGB under D65; a and b stay), or the values of an image of one
/// channel, evenly spread in each of `columns` x `rows` tiles, and between the middles of tiles mixed of
/// four. No level counts more than `clip_limit` times what it would in an even spread: contrast grows no
/// further (Zuiderveld, Contrast limited adaptive histogram equalization, 1994; OpenCV's). There are 256
/// levels; pixels of more than 8 bits may lie between them. Alpha stays; floats are clamped to [0, 1]; 1e-4
/// of full scale is the largest error.
struct Clahe {
  static constexpr const char* name = "Clahe";
  static constexpr const char* header = "vary/ops/statistics/clahe.hpp";
  static constexpr int most_tiles = 1024;

  float clip_limit = 4;
  int columns = 8;
  int rows = 8;

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape) const { return Access::global; }
  [[nodiscard]] bool identity(Shape) const { return false; }
  void check(Shape in) const {
    if (!(clip_limit >= 1)) {
      refuse(name, "clip_limit", clip_limit, " is below 1; give 1 (little change) or more");
    }
    check_tiles(columns, "columns");
    check_tiles(rows, "rows");
    if (in.channels != 1) detail::check_color(name, in);
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("clip_limit", self.clip_limit);
    visit("columns", self.columns);
    visit("rows", self.rows);
  }
  friend bool operator==(const Clahe&, const Clahe&) = default;

 private:
  static void check_tiles(int tiles, const char* field) {
    if (tiles < 1 || tiles > most_tiles) {
      refuse(name, field, tiles, " is not between 1 and ", most_tiles, "; 8 is usual");
    }
  }
};

template <Pixel T>
void apply(const Clahe& op, ImageView<const T> in, ImageView<T> out) {
  const detail::TileAxis across(in.width(), op.columns), down(in.height(), op.rows);
  const auto tile_count = static_cast<std::size_t>(across.count);
  const auto width = static_cast<std::size_t>(in.width()), height = static_cast<std::size_t>(in.height());
  const auto channels = static_cast<std::size_t>(in.channels());
  const std::size_t room = simd::lightness_room(width);
  const simd::LabTables<T>& lab = detail::lab_tables<T>();
  const Scratch<float> lights(channels == 1 ? 1 : 6 * room);

  const Scratch<std::uint8_t> plane(width * height);
  simd::run(simd::LightnessLevels<T>{in.data(), in.stride(), height, width, channels, &lab, lights.data(),
                                     plane.data(), static_cast<std::ptrdiff_t>(width)});
  const Scratch<std::uint8_t> tables(256 * tile_count * static_cast<std::size_t>(down.count));
  detail::fill_tile_tables(plane.data(), across, down, static_cast<double>(op.clip_limit), tables.data());

  const Scratch<int> cells(tile_count + 2);
  const Scratch<std::int16_t> right(room);
  for (int cell = 0; cell <= across.count + 1; ++cell) {
    cells[static_cast<std::size_t>(cell)] = across.cell_begin(cell);
    for (int x = across.cell_begin(cell); cell <= across.count && x < across.cell_begin(cell + 1); ++x) {
      const double weight = 32768 * across.weight(cell, x);
      right[static_cast<std::size_t>(x)] = static_cast<std::int16_t>(weight < 32767 ? weight : 32767);
    }
  }
  const Scratch<std::uint8_t> bytes(6 * room);
  const Scratch<std::int16_t> relit(2 * room);
  for (int cell = 0; cell <= down.count; ++cell) {
    const int begin = down.cell_begin(cell), end = down.cell_begin(cell + 1);
    if (begin == end) continue;
    simd::ColorRows<T> rows = detail::color_rows(in, out);
    rows.in = in.row(begin);
    rows.out = out.row(begin);
    rows.row_count = static_cast<std::size_t>(end - begin);
    const auto table = [&](int tile) {
      return tables.data() + 256 * tile_count * static_cast<std::size_t>(tile);
    };
    simd::run(simd::Relight<T>{rows, &lab, plane.data() + static_cast<std::size_t>(begin) * width,
                               static_cast<std::ptrdiff_t>(width), table(cell > 0 ? cell - 1 : 0),
                               table(cell < down.count ? cell : down.count - 1), tile_count, cells.data(),
                               right.data(), down.weight(cell, begin), down.step(cell), lights.data(),
                               bytes.data(), relit.data()});
  }
}

}  // namespace ops

VARY_COMPILE_OP(ops::Clahe)

VARY_NAMESPACE_END
