// SPDX-License-Identifier: MIT
// Displace: a field of shifts, sampled between the pixels.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "vary/core/border.hpp"
#include "vary/core/fill.hpp"
#include "vary/core/list.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/bound.hpp"
#include "vary/ops/interpolation.hpp"
#include "vary/random/random.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out(x, y) = in(x + dx, y + dy), read between the pixels. Coordinates are continuous (the centre of pixel i
/// is i + 0.5), shifts are rounded to 256ths of a pixel. They are given at the nodes of a grid that starts at
/// the corner of the image and reaches over it: a uniform cubic B-spline with the nodes as its control
/// points where `smooth`, which takes one ring of nodes more, and otherwise linear from node to node.
/// Without `nodes` they are drawn: of n nodes, row by row, node i is shifted by sigma times the normal
/// numbers i (dx) and n + i (dy) of the stream.
struct Displace {
  static constexpr const char* name = "Displace";
  static constexpr const char* header = "vary/ops/sample/displace.hpp";
  static constexpr bool geometric = true;

  double spacing_x = 32;    ///< pixels from node to node, 1 or more
  double spacing_y = 32;    ///< the same down the image
  bool smooth = true;       ///< false: linear
  List<float, 72> nodes{};  ///< dx of all, row by row, then dy of all, in pixels; empty: drawn
  float sigma = 0;          ///< the deviation of drawn nodes, in pixels
  Stream stream{};
  Interpolation interpolation = Interpolation::bilinear;  ///< or nearest
  Border border = Border::reflect;
  Fill fill{};

  /// What the shift of a node stays below, in pixels. Normal numbers stay below 6.7.
  static constexpr double largest_shift = 16383;

  /// Nodes along an axis of so many pixels.
  [[nodiscard]] static std::size_t node_count(int extent, double spacing, bool smooth) {
    return static_cast<std::size_t>((extent - 0.5) / spacing) + (smooth ? 4 : 2);
  }
  [[nodiscard]] std::size_t columns(Shape in) const { return node_count(in.width, spacing_x, smooth); }
  [[nodiscard]] std::size_t rows(Shape in) const { return node_count(in.height, spacing_y, smooth); }

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] bool identity(Shape) const {
    for (const float shift : nodes) {
      if (shift != 0) return false;
    }
    return !nodes.empty() || sigma == 0;
  }
  [[nodiscard]] Access access(Shape) const { return Access::gather; }
  void check(Shape in) const {
    const auto check_spacing = [](const char* field, double spacing) {
      if (spacing >= 1 && spacing < 0x1p30) return;
      refuse(name, field, spacing, " is no distance of nodes; give 1 or more pixels");
    };
    check_spacing("spacing_x", spacing_x);
    check_spacing("spacing_y", spacing_y);
    const std::size_t needed = 2 * columns(in) * rows(in);
    if (!nodes.empty() && nodes.size() != needed) {
      refuse(name, "nodes", "has ", nodes.size(), " numbers; an image of this size takes ", needed,
             ", or none to draw them");
    }
    for (const float shift : nodes) {
      if (!(std::fabs(shift) < largest_shift)) {
        refuse(name, "nodes", shift, " is too far; stay below ", largest_shift, " pixels");
      }
    }
    if (!(sigma >= 0 && sigma <= 2400)) {
      refuse(name, "sigma", sigma, " is no deviation; give 0 to 2400 pixels");
    }
    fill.check(name, "fill", in.channels);
    if (interpolation != Interpolation::nearest && interpolation != Interpolation::bilinear) {
      refuse(name, "interpolation", "is for Resize only; give nearest or bilinear");
    }
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("spacing_x", self.spacing_x);
    visit("spacing_y", self.spacing_y);
    visit("smooth", self.smooth);
    visit("nodes", self.nodes);
    visit("sigma", self.sigma);
    visit("stream", self.stream);
    visit("interpolation", self.interpolation);
    visit("border", self.border);
    visit("fill", self.fill);
  }
  friend bool operator==(const Displace&, const Displace&) = default;
};

template <Pixel T>
class Bound<T, Displace> {
 public:
  Bound(const Displace& op, const Tile<const T>& in, const Rect&)
      : op_(op),
        columns_(op.columns(in.whole)),
        rows_(op.rows(in.whole)),
        nodes_(2 * columns_ * rows_ + simd::shift_lanes),
        places_(static_cast<std::size_t>(in.whole.width) + simd::shift_lanes),
        cells_(static_cast<std::size_t>(in.whole.width) + simd::shift_lanes),
        curves_(simd::shift_scratch(columns_)),
        constant_(static_cast<std::size_t>(in.whole.channels)) {
    place_nodes();
    place_columns(static_cast<std::size_t>(in.whole.width));
    std::fill_n(curves_.data(), simd::shift_scratch(columns_), 0.0f);
    op.fill.write(constant_.data(), in.whole.channels);
  }

  void operator()(const Tile<const T>& part, const Tile<T>& out) const {
    const ImageView<const T> in = part.cut(Rect::of(part.whole));
    const simd::ShiftField field{nodes_.data(),
                                 columns_,
                                 rows_,
                                 op_.smooth ? 4u : 2u,
                                 op_.nodes.empty() ? static_cast<double>(op_.sigma) : 1.0,
                                 op_.spacing_y,
                                 cells_.data(),
                                 places_.data(),
                                 curves_.data()};
    const auto channels = static_cast<std::size_t>(in.channels());
    const Scratch<T> taps(simd::sample_scratch(channels));
    const Scratch<float> fractions(simd::sample_fractions(channels));
    simd::run(simd::SampleRows<T>{
        in.data(), in.stride(), in.width(), in.height(), channels, op_.border, constant_.data(),
        simd::SampleGrid{}, op_.interpolation == Interpolation::nearest, out.pixels.data(),
        out.pixels.stride(), static_cast<std::size_t>(out.pixels.width()),
        static_cast<std::size_t>(out.pixels.height()), taps.data(), fractions.data(), &field, out.x, out.y});
  }

 private:
  void place_nodes() {
    const std::size_t count = 2 * columns_ * rows_;
    if (op_.nodes.empty()) {
      simd::run(simd::FillNormal{op_.stream.a, op_.stream.b, 0, nodes_.data(), count});
    } else {
      std::copy(op_.nodes.begin(), op_.nodes.end(), nodes_.data());
    }
    std::fill_n(nodes_.data() + count, simd::shift_lanes, 0.0f);
  }
  void place_columns(std::size_t width) {
    for (std::size_t x = 0; x < width; ++x) {
      const double place = (static_cast<double>(x) + 0.5) / op_.spacing_x;
      cells_[x] = static_cast<std::int32_t>(place);
      places_[x] = static_cast<float>(place - cells_[x]);
    }
    std::fill_n(places_.data() + width, simd::shift_lanes, 0.0f);
    std::fill_n(cells_.data() + width, simd::shift_lanes, cells_[width - 1]);
  }

  const Displace& op_;
  std::size_t columns_;
  std::size_t rows_;
  Scratch<float> nodes_;
  Scratch<float> places_;
  Scratch<std::int32_t> cells_;
  Scratch<float> curves_;
  Scratch<T> constant_;
};

}  // namespace ops

VARY_COMPILE_OP(ops::Displace)

VARY_NAMESPACE_END
