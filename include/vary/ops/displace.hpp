// SPDX-License-Identifier: MIT
// Displace: a field of shifts, sampled between the pixels.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "vary/core/border.hpp"
#include "vary/core/fill.hpp"
#include "vary/core/list.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/interpolation.hpp"
#include "vary/random/random.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out(x, y) = in(x + dx, y + dy), read between the pixels. Coordinates are continuous (the centre of pixel i
/// is i + 0.5), shifts are rounded to 256ths of a pixel. They are given at the nodes of a grid that starts at
/// the corner of the picture and reaches over it: a uniform cubic B-spline with the nodes as its control
/// points where `smooth`, which takes one ring of nodes more, and otherwise linear from node to node.
/// Without `nodes` they are drawn: of n nodes, row by row, node i is shifted by sigma times the normal
/// numbers i (dx) and n + i (dy) of the stream.
struct Displace {
  static constexpr const char* name = "Displace";
  static constexpr bool geometric = true;

  double spacing_x = 32;    ///< pixels from node to node, 1 or more
  double spacing_y = 32;    ///< the same down the picture
  bool smooth = true;       ///< false: linear
  List<float, 72> nodes{};  ///< dx of all, row by row, then dy of all, in pixels; empty: drawn
  float sigma = 0;          ///< the deviation of drawn nodes, in pixels
  Stream stream{};
  Interpolation interpolation = Interpolation::bilinear;  ///< or nearest
  Border border = Border::reflect;
  Fill fill{};

  /// The largest shift of a node in pixels.
  static constexpr double largest_shift = 0x1p20;

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
  void check(Shape in) const {
    for (const double spacing : {spacing_x, spacing_y}) {
      const char* field = spacing == spacing_x ? "spacing_x" : "spacing_y";
      if (!(spacing >= 1 && spacing < 0x1p30)) {
        refuse(name, field, spacing, " is no distance of nodes; give 1 or more pixels");
      }
    }
    const std::size_t needed = 2 * columns(in) * rows(in);
    if (!nodes.empty() && nodes.size() != needed) {
      refuse(name, "nodes", "has ", nodes.size(), " numbers; a picture of this size takes ", needed,
             ", or none to draw them");
    }
    for (const float shift : nodes) {
      if (!(std::fabs(shift) < largest_shift)) {
        refuse(name, "nodes", shift, " is no shift; stay below 1048576 pixels");
      }
    }
    if (!(sigma >= 0 && sigma < 0x1p16f)) {
      refuse(name, "sigma", sigma, " is no deviation; give 0 to 65535 pixels");
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
void apply(const Displace& op, ImageView<const T> in, ImageView<T> out) {
  const Shape shape = in.shape();
  const std::size_t reach = op.smooth ? 4 : 2;
  const std::size_t columns = op.columns(shape);
  const std::size_t rows = op.rows(shape);
  const std::size_t cells = columns - reach + 1;
  const auto width = static_cast<std::size_t>(shape.width);
  const auto channels = static_cast<std::size_t>(shape.channels);

  const bool given = !op.nodes.empty();
  const std::size_t count = given ? 0 : 2 * columns * rows;
  const Scratch<float> drawn(count);
  if (!given) simd::run(simd::FillNormal{op.stream.a, op.stream.b, 0, drawn.data(), count});

  const Scratch<float> places(width);
  const Scratch<std::uint32_t> begins(cells + 1);
  std::size_t next = 0;
  for (std::size_t x = 0; x < width; ++x) {
    const double place = (static_cast<double>(x) + 0.5) / op.spacing_x;
    const auto cell = static_cast<std::size_t>(place);
    places[x] = static_cast<float>(place - static_cast<double>(cell));
    if (cell == next) begins[next++] = static_cast<std::uint32_t>(x);
  }
  begins[cells] = static_cast<std::uint32_t>(width);

  const Scratch<T> constant(channels);
  op.fill.write(constant.data(), in.channels());
  const Scratch<float> curves(simd::shift_room(columns));
  const Scratch<T> taps(simd::displace_taps(channels));
  const Scratch<float> fractions(simd::displace_fractions(channels));
  simd::run(simd::DisplaceRows<T>{
      .in = in.data(),
      .in_stride = in.stride(),
      .width = shape.width,
      .height = shape.height,
      .channels = channels,
      .border = op.border,
      .constant = constant.data(),
      .field = {given ? op.nodes.data() : drawn.data(), columns, rows, reach,
                given ? 1.0 : static_cast<double>(op.sigma), op.spacing_y, begins.data(), places.data()},
      .nearest = op.interpolation == Interpolation::nearest,
      .out = out.data(),
      .out_stride = out.stride(),
      .curves = curves.data(),
      .taps = taps.data(),
      .fractions = fractions.data()});
}

}  // namespace ops
VARY_NAMESPACE_END
