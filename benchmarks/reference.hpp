// SPDX-License-Identifier: MIT
// Reference results in double precision, written without code of vary or OpenCV.
#pragma once

#include <cmath>
#include <cstddef>
#include <functional>
#include <numbers>
#include <utility>
#include <vary/core/view.hpp>
#include <vector>

namespace benchmarks::reference {

/// Unrounded values, interleaved by pixel.
using Values = std::vector<double>;

/// For each output position of an axis: input positions and their weights.
using Axis = std::vector<std::vector<std::pair<int, double>>>;

/// The position in [0, size) for one outside, mirrored without repeating the edge.
inline int mirrored(int i, int size) {
  while (i < 0 || i >= size) i = i < 0 ? -i : 2 * (size - 1) - i;
  return i;
}

/// Linear interpolation: `out` positions over the `size` input positions from `first` on.
inline Axis linear(int size, int out, int first = 0) {
  Axis axis;
  for (int i = 0; i < out; ++i) {
    const double at = std::fmin(std::fmax((i + 0.5) * size / out - 0.5, 0), size - 1);
    const int left = static_cast<int>(at);
    const int right = left + 1 < size ? left + 1 : left;
    axis.push_back({{first + left, 1 - (at - left)}, {first + right, at - left}});
  }
  return axis;
}

/// The mean over the interval that each output position covers.
inline Axis area(int size, int out) {
  Axis axis(static_cast<std::size_t>(out));
  const double step = static_cast<double>(size) / out;
  for (int i = 0; i < out; ++i) {
    for (int p = 0; p < size; ++p) {
      const double covered = std::fmin((i + 1) * step, p + 1) - std::fmax(i * step, p);
      if (covered > 0) axis[static_cast<std::size_t>(i)].emplace_back(p, covered / step);
    }
  }
  return axis;
}

/// A filter with normalised weights, mirrored at the edges.
inline Axis window(int size, const std::vector<double>& weights) {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  Axis axis(static_cast<std::size_t>(size));
  const int middle = static_cast<int>(weights.size()) / 2;
  for (int i = 0; i < size; ++i) {
    for (int k = 0; k < static_cast<int>(weights.size()); ++k) {
      axis[static_cast<std::size_t>(i)].emplace_back(mirrored(i + k - middle, size),
                                                     weights[static_cast<std::size_t>(k)] / sum);
    }
  }
  return axis;
}

inline std::vector<double> box(int size) { return std::vector<double>(static_cast<std::size_t>(size), 1.0); }

inline std::vector<double> gauss(int size, double sigma) {
  std::vector<double> weights;
  for (int i = 0; i < size; ++i) {
    const double x = (i - size / 2) / sigma;
    weights.push_back(std::exp(-0.5 * x * x));
  }
  return weights;
}

/// An axis mirrored on both sides to `size` positions.
inline Axis mirror_padded(const Axis& axis, int size) {
  const int inner = static_cast<int>(axis.size());
  Axis padded;
  for (int i = 0; i < size; ++i) {
    padded.push_back(axis[static_cast<std::size_t>(mirrored(i - (size - inner) / 2, inner))]);
  }
  return padded;
}

/// Weighted sums: vertical weights in `down`, horizontal ones in `across`.
template <class T>
Values separable(vary::ImageView<const T> in, const Axis& down, const Axis& across) {
  Values values;
  for (const auto& rows : down) {
    for (const auto& columns : across) {
      for (int c = 0; c < in.channels(); ++c) {
        double sum = 0;
        for (const auto& [y, high] : rows) {
          for (const auto& [x, wide] : columns) sum += high * wide * static_cast<double>(in.at(x, y, c));
        }
        values.push_back(sum);
      }
    }
  }
  return values;
}

/// Bilinear samples at source(x, y), with (x, y) the centre of each output pixel. Outside the image is
/// mirrored, or black.
template <class T, class Source>
Values warp(vary::ImageView<const T> in, int width, int height, bool mirror, const Source& source) {
  const auto pixel = [&](int x, int y, int c) {
    const bool inside = x >= 0 && y >= 0 && x < in.width() && y < in.height();
    if (!inside && !mirror) return 0.0;
    return static_cast<double>(in.at(mirrored(x, in.width()), mirrored(y, in.height()), c));
  };
  Values values;
  for (int j = 0; j < height; ++j) {
    for (int i = 0; i < width; ++i) {
      const auto [x, y] = source(i + 0.5, j + 0.5);
      const int left = static_cast<int>(std::floor(x - 0.5)), top = static_cast<int>(std::floor(y - 0.5));
      const double a = x - 0.5 - left, b = y - 0.5 - top;
      for (int c = 0; c < in.channels(); ++c) {
        values.push_back((1 - b) * ((1 - a) * pixel(left, top, c) + a * pixel(left + 1, top, c)) +
                         b * ((1 - a) * pixel(left, top + 1, c) + a * pixel(left + 1, top + 1, c)));
      }
    }
  }
  return values;
}

/// The source position of an output position, for a counter-clockwise rotation about the middle.
inline auto turned(int width, int height, double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  return [=, cosine = std::cos(angle), sine = std::sin(angle)](double x, double y) {
    const double dx = x - width / 2.0, dy = y - height / 2.0;
    return std::pair(width / 2.0 + cosine * dx - sine * dy, height / 2.0 + sine * dx + cosine * dy);
  };
}

/// The source position of an output position, for a Warp.
inline auto mapped(const vary::ops::Warp& op) {
  return [m = op.matrix, p = op.perspective](double x, double y) {
    const double w = 1 + p[0] * x + p[1] * y;
    return std::pair((m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w);
  };
}

/// Computes the unrounded values of a row's result.
template <class T>
struct ReferenceRow {
  const char* row;
  std::function<Values(vary::ImageView<const T>)> values;
};

}  // namespace benchmarks::reference
