// SPDX-License-Identifier: MIT
// The reference for ops: plain arithmetic in double precision that shares no code with the library.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

#include "support/catch.hpp"
#include "support/images.hpp"
#include "support/targets.hpp"
#include "vary/core/border.hpp"
#include "vary/ops/interpolation.hpp"
#include "vary/random/philox.hpp"

namespace tests {

inline constexpr vary::Border all_borders[] = {vary::Border::constant, vary::Border::edge,
                                               vary::Border::reflect, vary::Border::symmetric,
                                               vary::Border::wrap};

/// Calls body(shape) for 1 to 5 channels and sizes near those of vectors, one pixel, one row and one column.
template <class Body>
void for_each_shape(const Body& body) {
  constexpr int sizes[][2] = {{1, 1}, {1, 6}, {5, 1}, {2, 2}, {7, 3}, {33, 18}, {70, 5}};
  for (const auto& [width, height] : sizes) {
    for (int channels = 1; channels <= 5; ++channels) {
      CAPTURE(width, height, channels);
      body(vary::Shape{width, height, channels});
    }
  }
}

/// One value for each channel, as fractions of full scale; some are out of range.
inline std::vector<float> colour(int channels) {
  constexpr float values[] = {0.3f, 1.0f, 0.0f, 1.5f, 0.7f};
  std::vector<float> list;
  for (int c = 0; c < channels; ++c) list.push_back(values[c % 5]);
  return list;
}

/// An op with that colour as its fill.
template <class AnOp>
AnOp coloured(AnOp op, int channels) {
  op.fill.values = {};
  for (const float value : colour(channels)) op.fill.values.push_back(value);
  return op;
}

/// border_index() by repeated folding: the index of the pixel at position i of an axis, or -1 for the fill.
inline int folded(vary::Border border, int i, int size) {
  while (i < 0 || i >= size) {
    switch (border) {
      case vary::Border::constant:
        return -1;
      case vary::Border::edge:
        i += i < 0 ? 1 : -1;
        break;
      case vary::Border::reflect:
        i = size == 1 ? 0 : (i < 0 ? -i : size - 1 - (i - (size - 1)));
        break;
      case vary::Border::symmetric:
        i = i < 0 ? -i - 1 : size - 1 - (i - size);
        break;
      case vary::Border::wrap:
        i += i < 0 ? size : -size;
        break;
    }
  }
  return i;
}

/// A real number in units of T, rounded half up and clamped; floats are unchanged.
template <class T>
T rounded(double value) {
  if constexpr (std::is_same_v<T, float>) {
    return static_cast<float>(value);
  } else {
    return static_cast<T>(std::fmin(std::fmax(std::floor(value + 0.5), 0), double{vary::white<T>}));
  }
}

/// An image that is extended beyond its edges by a border.
template <class T>
class Endless {
 public:
  Endless(const Guarded<T>& in, vary::Border border) : in_(in.view()), border_(border) {
    for (const float value : colour(in_.channels())) {
      fill_.push_back(rounded<T>(static_cast<double>(value) * static_cast<double>(vary::white<T>)));
    }
  }
  T operator()(int x, int y, int c) const {
    x = folded(border_, x, in_.width());
    y = folded(border_, y, in_.height());
    return x < 0 || y < 0 ? fill_[static_cast<std::size_t>(c)] : in_.at(x, y, c);
  }

 private:
  vary::ImageView<const T> in_;
  vary::Border border_;
  std::vector<T> fill_;
};

/// The output of an op. Requires that all targets give the same bits, write only pixels, and leave the input
/// unchanged.
template <class T, class AnOp>
Guarded<T> applied(const AnOp& op, const Guarded<T>& in) {
  const Guarded<T> before = in;
  op.check(in.view().shape());
  const vary::Shape shape = op.output(in.view().shape());
  std::vector<Guarded<T>> outputs;
  on_every_target([&] {
    Guarded<T> out(shape, 3);
    apply<T>(op, in.view(), out.view());
    REQUIRE(out.intact());
    REQUIRE(same_bits(in.view(), before.view()));
    if (outputs.empty()) outputs.push_back(out);
    REQUIRE(same_bits<T>(out.view(), outputs.front().view()));
  });
  return outputs.front();
}

/// The largest difference of a pixel from the real value exact(x, y, c), in units of T; for integers less
/// 0.5, the error of correct rounding. So 0.001 allows a wrong rounding only within 0.001 of a half.
template <class T, class Exact>
double worst_error(const Guarded<T>& out, const Exact& exact) {
  const vary::ImageView<const T> view = out.view();
  double worst = 0;
  for (int y = 0; y < view.height(); ++y) {
    for (int x = 0; x < view.width(); ++x) {
      for (int c = 0; c < view.channels(); ++c) {
        double value = exact(x, y, c);
        double free = 0;
        if constexpr (!std::is_same_v<T, float>) {
          value = std::fmin(std::fmax(value, 0), double{vary::white<T>});
          free = 0.5;
        }
        const double error = std::fabs(static_cast<double>(view.at(x, y, c)) - value) - free;
        worst = larger(worst, error);
      }
    }
  }
  return worst;
}

/// True if every pixel equals expected(x, y, c).
template <class T, class Expected>
bool equals(const Guarded<T>& out, const Expected& expected) {
  const vary::ImageView<const T> view = out.view();
  Guarded<T> wanted(view.shape());
  for (int y = 0; y < view.height(); ++y) {
    for (int x = 0; x < view.width(); ++x) {
      for (int c = 0; c < view.channels(); ++c) wanted.view().at(x, y, c) = expected(x, y, c);
    }
  }
  return same_bits<T>(view, wanted.view());
}

/// An image with a constant value in each channel.
template <class T>
Guarded<T> flat_image(vary::Shape shape) {
  Guarded<T> image(shape);
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      for (int c = 0; c < shape.channels; ++c) {
        image.view().at(x, y, c) = static_cast<T>(static_cast<double>(vary::white<T>) * (1 - 0.237 * c));
      }
    }
  }
  return image;
}

/// The bound for pixel type T.
template <class T>
double bound(double bits8, double bits16, double real) {
  return std::is_same_v<T, float> ? real : (sizeof(T) == 1 ? bits8 : bits16);
}

/// The weight of an interpolation filter at a distance in pixels, by its textbook formula.
inline double filter(vary::Interpolation interpolation, double distance) {
  const double x = std::fabs(distance);
  const auto sinc = [](double t) {
    return t == 0 ? 1 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t);
  };
  switch (interpolation) {
    case vary::Interpolation::bilinear:
      return std::fmax(0, 1 - x);
    case vary::Interpolation::bicubic: {
      constexpr double a = -0.5;
      if (x >= 2) return 0;
      return x < 1 ? (a + 2) * x * x * x - (a + 3) * x * x + 1
                   : a * x * x * x - 5 * a * x * x + 8 * a * x - 4 * a;
    }
    case vary::Interpolation::lanczos:
      return x < 3 ? sinc(x) * sinc(x / 3) : 0;
    default:
      return NAN;  // the others have no weights by distance
  }
}

/// Number i of the standard normal sequence {a, b} (Box-Muller).
inline double normal_number(std::uint64_t a, std::uint64_t b, std::uint64_t i) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
  const std::uint64_t n = i / 4;
  const vary::PhiloxBlock w = vary::philox({low(n), high(n), low(b), high(b)}, {low(a), high(a)});
  const std::size_t pair = i % 4 < 2 ? 0 : 2;
  const double u = (static_cast<double>(w[pair] >> 1) + 0.5) * 0x1p-31;
  const double angle = 2 * std::numbers::pi * (w[pair + 1] * 0x1p-32 - 0.125);
  return std::sqrt(-2 * std::log(u)) * (i % 2 == 0 ? std::cos(angle) : std::sin(angle));
}

}  // namespace tests
