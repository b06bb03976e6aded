// SPDX-License-Identifier: MIT
// Footprint: what a Warp reads for a pixel where four are not enough.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "vary/core/border.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/tile.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/interpolation.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// The shape of a window along one axis: a kernel, stretched where steps skip pixels.
struct FootprintShape {
  Interpolation interpolation;
  int phase_bits = 9;
  double stretch = 1;

  /// For an axis that is read in steps of so many pixels, of which 64 are covered. The stretch is a multiple
  /// of 2^-phase_bits, so that the corners of a triangle fall on rows of the table.
  static FootprintShape covering(Interpolation interpolation, double step) {
    FootprintShape shape{interpolation};
    const double most = step < 64 ? step : 64;
    if (!(math::round_half_up(most * 256) > 256)) return shape;
    shape.phase_bits = 8;
    for (double half = most; half >= 2; half *= 0.5) --shape.phase_bits;
    shape.stretch = math::round_half_up(std::ldexp(most, shape.phase_bits)) / shape.phases();
    return shape;
  }

  [[nodiscard]] int phases() const { return 1 << phase_bits; }
  [[nodiscard]] double reach() const { return kernel_radius(interpolation) * stretch; }
  [[nodiscard]] int taps() const { return static_cast<int>(std::ceil(2 * reach())); }
  [[nodiscard]] int stride() const { return (taps() + 3) / 4 * 4; }
  [[nodiscard]] std::size_t table_size() const {
    return static_cast<std::size_t>(phases() + 1) * static_cast<std::size_t>(stride());
  }
  /// The first pixel with weight is the one after position - reach.
  [[nodiscard]] std::int64_t shift() const { return static_cast<std::int64_t>(std::ldexp(1 - reach(), 32)); }

  void write_table(float* table) const {
    const int count = taps();
    for (int phase = 0; phase <= phases(); ++phase, table += stride()) {
      const double start = 1 - reach() - static_cast<double>(phase) / phases();
      double sum = 0;
      for (int k = 0; k < count; ++k) sum += kernel_weight(interpolation, (start + k) / stretch);
      for (int k = 0; k < stride(); ++k) {
        const double weight = k < count ? kernel_weight(interpolation, (start + k) / stretch) / sum : 0;
        table[k] = static_cast<float>(weight);
      }
    }
  }

  friend bool operator==(const FootprintShape&, const FootprintShape&) = default;
};

/// The table of a kernel that is not stretched, made once.
template <Interpolation interpolation>
const float* plain_table() {
  static const std::vector<float> table = [] {
    const FootprintShape shape{interpolation};
    std::vector<float> values(shape.table_size());
    shape.write_table(values.data());
    return values;
  }();
  return table.data();
}
inline const float* plain_table(Interpolation interpolation) {
  switch (interpolation) {
    case Interpolation::bicubic:
      return plain_table<Interpolation::bicubic>();
    case Interpolation::lanczos:
      return plain_table<Interpolation::lanczos>();
    default:
      return plain_table<Interpolation::bilinear>();
  }
}

/// The weights of a window along one axis.
class FootprintTable {
 public:
  explicit FootprintTable(const FootprintShape& shape)
      : shape_(shape), own_(shape.stretch == 1 ? 0 : shape.table_size()) {
    if (shape.stretch != 1) shape.write_table(own_.data());
  }
  [[nodiscard]] simd::FootprintAxis axis() const {
    return {shape_.stretch == 1 ? plain_table(shape_.interpolation) : own_.data(),
            static_cast<std::size_t>(shape_.taps()), static_cast<std::size_t>(shape_.stride()),
            shape_.phase_bits, shape_.shift()};
  }

 private:
  FootprintShape shape_;
  Scratch<float> own_;
};

/// The windows of both axes.
class FootprintTables {
 public:
  FootprintTables(const FootprintShape& across, const FootprintShape& down)
      : same_(down == across), across_(across), down_(same_ ? FootprintShape{across.interpolation} : down) {}
  [[nodiscard]] simd::FootprintAxis across() const { return across_.axis(); }
  [[nodiscard]] simd::FootprintAxis down() const { return same_ ? across_.axis() : down_.axis(); }

 private:
  bool same_;
  FootprintTable across_;
  FootprintTable down_;
};

/// out = in around the positions of a grid, with a window for each axis.
template <Pixel T>
void read_footprints(ImageView<const T> in, Border border, const T* constant, const simd::SampleGrid& grid,
                     const FootprintTables& tables, const Tile<T>& out) {
  const auto channels = static_cast<std::size_t>(in.channels());
  const simd::FootprintAxis x = tables.across(), y = tables.down();
  const std::size_t row = simd::footprint_row(x, channels);
  const std::size_t fitting = 8192 / row;  // what stays in the first-level cache
  const std::size_t chunk = fitting < 8 ? 8 : (fitting < simd::sample_chunk ? fitting : simd::sample_chunk);
  const Scratch<std::int64_t> places(2 * chunk);
  const Scratch<float> weights(chunk * (x.stride + y.stride));
  const Scratch<float> sums(chunk * row + simd::footprint_slack);
  const Scratch<float> line(chunk * channels);
  const Scratch<T> patch(y.taps * row + simd::footprint_slack);
  simd::run(simd::FootprintRows<T>{in.data(),
                                   in.stride(),
                                   in.width(),
                                   in.height(),
                                   channels,
                                   border,
                                   constant,
                                   grid,
                                   x,
                                   y,
                                   out.pixels.data(),
                                   out.pixels.stride(),
                                   static_cast<std::size_t>(out.pixels.width()),
                                   static_cast<std::size_t>(out.pixels.height()),
                                   chunk,
                                   places.data(),
                                   weights.data(),
                                   sums.data(),
                                   line.data(),
                                   patch.data(),
                                   out.x,
                                   out.y});
}

}  // namespace detail
VARY_NAMESPACE_END
