// SPDX-License-Identifier: MIT
// Warp: an affine or projective map, sampled between the pixels.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "vary/core/border.hpp"
#include "vary/core/fill.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/bound.hpp"
#include "vary/ops/interpolation.hpp"
#include "vary/ops/sample/footprint.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out(x, y) = in(x', y'), read between the pixels. Output coordinates are continuous (the centre of pixel i
/// is i + 0.5), and so are those in the source: with w = 1 + p[0] x + p[1] y of `perspective`,
/// x' = (m[0] x + m[1] y + m[2]) / w, y' = (m[3] x + m[4] y + m[5]) / w. The entries of `matrix` are
/// multiples of 2^-32, below 2^20; without a perspective positions are then exact, and weights have 24 bits.
struct Warp {
  static constexpr const char* name = "Warp";
  static constexpr const char* header = "vary/ops/sample/warp.hpp";
  static constexpr bool geometric = true;

  std::array<double, 6> matrix{1, 0, 0, 0, 1, 0};
  std::array<double, 2> perspective{0, 0};
  int width = 1;
  int height = 1;
  Interpolation interpolation = Interpolation::bilinear;
  bool antialias = true;
  Border border = Border::reflect;
  Fill fill{};

  /// The nearest number that an entry of the matrix may be.
  static double quantised(double entry) { return math::round_half_up(entry * 0x1p32) * 0x1p-32; }

  [[nodiscard]] Shape output(Shape in) const { return {width, height, in.channels}; }
  [[nodiscard]] bool identity(Shape in) const {
    return width == in.width && height == in.height && matrix == std::array<double, 6>{1, 0, 0, 0, 1, 0} &&
           perspective == std::array<double, 2>{0, 0};
  }
  [[nodiscard]] Access access(Shape) const { return Access::gather; }
  void check(Shape in) const {
    detail::extent(width, name, "width");
    detail::extent(height, name, "height");
    fill.check(name, "fill", in.channels);
    for (const double entry : matrix) {
      if (!(std::fabs(entry) < 0x1p20)) {
        refuse(name, "matrix", entry, " is out of range; stay below 1048576");
      }
    }
    const double least = least_depth();
    if (!(least > 0)) {
      refuse(name, "perspective", "1 + p[0] x + p[1] y falls to ", least,
             " within the output; keep it above 0 (the horizon)");
    }
    for (const std::size_t row : {0u, 3u}) {  // the farthest position must fit 32.32 bits
      const double farthest = (std::fabs(matrix[row]) * width + std::fabs(matrix[row + 1]) * height +
                               std::fabs(matrix[row + 2])) /
                              least;
      if (!(farthest < 0x1p30)) {
        refuse(name, "matrix", "reaches ", farthest, " pixels far; stay below 1073741824");
      }
    }
    if (interpolation == Interpolation::area) {
      refuse(name, "interpolation", "area is for Resize; give nearest, bilinear, bicubic or lanczos");
    }
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("matrix", self.matrix);
    visit("perspective", self.perspective);
    visit("width", self.width);
    visit("height", self.height);
    visit("interpolation", self.interpolation);
    visit("antialias", self.antialias);
    visit("border", self.border);
    visit("fill", self.fill);
  }
  friend bool operator==(const Warp&, const Warp&) = default;

 private:
  /// The least w of the output: at one of its corners.
  [[nodiscard]] double least_depth() const {
    const double across = perspective[0] * width, down = perspective[1] * height;
    return 1 + (across < 0 ? across : 0) + (down < 0 ? down : 0) + 0 * (across + down);  // or not a number
  }
};

/// How many pixels of the source one step in the output skips, along the rows and down the columns of the
/// source: the lengths of the gradients of x' and y' at the centre of the output.
inline std::array<double, 2> steps(const Warp& op) {
  const auto& m = op.matrix;
  const double p0 = op.perspective[0], p1 = op.perspective[1];
  const double x = 0.5 * op.width, y = 0.5 * op.height;
  const double depth = 1 + p0 * x + p1 * y;
  const auto length = [&](double a, double b, double c) {
    const double place = (a * x + b * y + c) / depth;
    const double right = (a - place * p0) / depth, down = (b - place * p1) / depth;
    return std::sqrt(right * right + down * down);
  };
  return {length(m[0], m[1], m[2]), length(m[3], m[4], m[5])};
}

/// The positions that the pixels of the output read.
inline simd::SampleGrid sample_grid(const Warp& op) {
  const auto fixed = [](double entry) {
    return static_cast<std::int64_t>(math::round_half_up(entry * 0x1p32));
  };
  const std::int64_t half = std::int64_t{1} << 31;
  const auto& m = op.matrix;
  const auto& p = op.perspective;
  const std::int64_t m0 = fixed(m[0]), m1 = fixed(m[1]), m3 = fixed(m[3]), m4 = fixed(m[4]);
  // From the centre of the first pixel, to where whole numbers are centres.
  simd::SampleGrid grid{(m0 + m1) / 2 + fixed(m[2]) - half, m0, m1,
                        (m3 + m4) / 2 + fixed(m[5]) - half, m3, m4};
  grid.projective = p[0] != 0 || p[1] != 0;
  grid.map = {m[0], m[1], m[2], m[3], m[4], m[5], p[0], p[1]};
  return grid;
}

template <Pixel T>
class Bound<T, Warp> {
 public:
  Bound(const Warp& op, const Tile<const T>& in, const Rect&)
      : op_(op),
        step_(op.antialias && op.interpolation != Interpolation::nearest ? steps(op)
                                                                         : std::array<double, 2>{1, 1}),
        across_(detail::FootprintShape::covering(op.interpolation, step_[0])),
        down_(detail::FootprintShape::covering(op.interpolation, step_[1])),
        tables_(across_, down_),
        grid_(sample_grid(op)),
        constant_(static_cast<std::size_t>(in.whole.channels)) {
    op.fill.write(constant_.data(), in.whole.channels);
  }

  void operator()(const Tile<const T>& part, const Tile<T>& out) const {
    const ImageView<const T> in = part.cut(Rect::of(part.whole));
    const bool nearest = op_.interpolation == Interpolation::nearest;
    const bool four =
        op_.interpolation == Interpolation::bilinear && across_.stretch <= 1 && down_.stretch <= 1;
    if (!nearest && !four) {
      return detail::read_footprints<T>(in, op_.border, constant_.data(), grid_, tables_, out);
    }
    const auto channels = static_cast<std::size_t>(in.channels());
    const Scratch<T> taps(simd::sample_scratch(channels));
    const Scratch<float> fractions(simd::sample_fractions(channels));
    simd::run(simd::SampleRows<T>{
        in.data(), in.stride(), in.width(), in.height(), channels, op_.border, constant_.data(), grid_,
        nearest, out.pixels.data(), out.pixels.stride(), static_cast<std::size_t>(out.pixels.width()),
        static_cast<std::size_t>(out.pixels.height()), taps.data(), fractions.data(), nullptr, out.x, out.y});
  }

 private:
  const Warp& op_;
  std::array<double, 2> step_;
  detail::FootprintShape across_;
  detail::FootprintShape down_;
  detail::FootprintTables tables_;
  simd::SampleGrid grid_;
  Scratch<T> constant_;
};

}  // namespace ops

VARY_NAMESPACE_END

#include "vary/ops/sample/fuse_warps.hpp"

VARY_NAMESPACE_BEGIN
VARY_COMPILE_OP(ops::Warp)
VARY_NAMESPACE_END
