// SPDX-License-Identifier: MIT
#include "vary/ops/statistics/clahe.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "support/reference.hpp"

using vary::ops::Clahe;

namespace {

using Three = std::array<double, 3>;

double light_of(double value) {
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}
double value_of(double light) {
  const double x = std::clamp(light, 0.0, 1.0);
  return x <= 0.0031308 ? 12.92 * x : 1.055 * std::pow(x, 1 / 2.4) - 0.055;
}
double root_of(double x) { return x > 216.0 / 24389 ? std::cbrt(x) : (24389.0 / 27 * x + 16) / 116; }
double cube_of(double f) { return f > 6.0 / 29 ? f * f * f : (116 * f - 16) * 27 / 24389; }

/// sRGB to XYZ under D65, by Lindbloom.
constexpr double to_xyz[3][3] = {
    {0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}};
double white_of(int row) { return to_xyz[row][0] + to_xyz[row][1] + to_xyz[row][2]; }

/// f(X), f(Y), f(Z) of a colour.
Three roots_of(const Three& color) {
  Three roots{};
  for (int row = 0; row < 3; ++row) {
    double sum = 0;
    for (int c = 0; c < 3; ++c) sum += to_xyz[row][c] * light_of(color[static_cast<std::size_t>(c)]);
    roots[static_cast<std::size_t>(row)] = root_of(sum / white_of(row));
  }
  return roots;
}

/// Back, by elimination.
Three color_of(const Three& roots) {
  double a[3][4];
  for (int row = 0; row < 3; ++row) {
    for (int c = 0; c < 3; ++c) a[row][c] = to_xyz[row][c] / white_of(row);
    a[row][3] = cube_of(roots[static_cast<std::size_t>(row)]);
  }
  for (int k = 0; k < 3; ++k) {
    for (int row = 0; row < 3; ++row) {
      if (row == k) continue;
      const double factor = a[row][k] / a[k][k];
      for (int c = 0; c < 4; ++c) a[row][c] -= factor * a[k][c];
    }
  }
  return {value_of(a[0][3] / a[0][0]), value_of(a[1][3] / a[1][1]), value_of(a[2][3] / a[2][2])};
}

template <class T>
Three pixel(vary::ImageView<const T> view, int x, int y) {
  Three color{};
  for (int c = 0; c < std::min(view.channels(), 3); ++c) {
    color[static_cast<std::size_t>(c)] =
        std::clamp(static_cast<double>(view.at(x, y, c)) / static_cast<double>(vary::white<T>), 0.0, 1.0);
  }
  return color;
}

/// From 0 to 255.
template <class T>
double level_of(vary::ImageView<const T> view, int x, int y) {
  const Three color = pixel(view, x, y);
  return view.channels() == 1 ? 255 * color[0] : (116 * roots_of(color)[1] - 16) * 2.55;
}

/// The same arithmetic, tile by tile and pixel by pixel.
template <class T>
class Reference {
 public:
  Reference(vary::ImageView<const T> view, const Clahe& op)
      : view_(view), columns_(std::min(op.columns, view.width())), rows_(std::min(op.rows, view.height())) {
    for (int j = 0; j < rows_; ++j) {
      for (int i = 0; i < columns_; ++i) tables_.push_back(table(i, j, static_cast<double>(op.clip_limit)));
    }
  }

  double operator()(int x, int y, int c) const {
    if (c == 3) return static_cast<double>(view_.at(x, y, 3));
    const double level = level_of(view_, x, y);
    double change = 0;
    if constexpr (sizeof(T) == 1) {
      const double whole = std::floor(level + 0.5);
      change = mixed(static_cast<int>(whole), x, y) - whole;
    } else {
      const int below = std::min(static_cast<int>(level), 254);
      const double part = level - below;
      change = (1 - part) * mixed(below, x, y) + part * mixed(below + 1, x, y) - level;
    }
    const auto unit = static_cast<double>(vary::white<T>);
    if (view_.channels() == 1) return (level + change) / 255 * unit;
    Three roots = roots_of(pixel(view_, x, y));
    for (double& root : roots) root += change / 2.55 / 116;
    return color_of(roots)[static_cast<std::size_t>(c)] * unit;
  }

 private:
  static int edge(int size, int tiles, int tile) { return size * tile / tiles; }

  std::vector<int> table(int i, int j, double clip_limit) const {
    std::vector<int> counts(256);
    int pixels = 0;
    for (int y = edge(view_.height(), rows_, j); y < edge(view_.height(), rows_, j + 1); ++y) {
      for (int x = edge(view_.width(), columns_, i); x < edge(view_.width(), columns_, i + 1); ++x) {
        ++counts[static_cast<std::size_t>(level_of(view_, x, y) + 0.5)];
        ++pixels;
      }
    }
    const int most = std::max(1, static_cast<int>(clip_limit * pixels / 256));
    int excess = 0;
    for (int& count : counts) {
      excess += std::max(0, count - most);
      count = std::min(count, most);
    }
    const int rest = excess % 256;
    std::vector<int> result;
    int sum = 0;
    for (int v = 0; v < 256; ++v) {
      const bool one_more = rest > 0 && v % (256 / rest) == 0 && v / (256 / rest) < rest;
      sum += counts[static_cast<std::size_t>(v)] + excess / 256 + (one_more ? 1 : 0);
      result.push_back(static_cast<int>(255.0 * sum / pixels + 0.5));
    }
    return result;
  }

  /// The two tiles whose middles are nearest on either side, and the weight of the later.
  static void around(int size, int tiles, int x, int& before, int& after, double& weight) {
    const auto middle = [&](int tile) {
      return (edge(size, tiles, tile) + edge(size, tiles, tile + 1)) / 2.0;
    };
    int cell = 0;
    while (cell < tiles && middle(cell) <= x + 0.5) ++cell;
    before = std::max(cell - 1, 0);
    after = std::min(cell, tiles - 1);
    weight = before == after ? 0 : (x + 0.5 - middle(before)) / (middle(after) - middle(before));
  }

  double mixed(int level, int x, int y) const {
    int left = 0, right = 0, above = 0, below = 0;
    double across = 0, down = 0;
    around(view_.width(), columns_, x, left, right, across);
    around(view_.height(), rows_, y, above, below, down);
    const auto at = [&](int i, int j) {
      return tables_[static_cast<std::size_t>(j * columns_ + i)][static_cast<std::size_t>(level)];
    };
    return (1 - down) * ((1 - across) * at(left, above) + across * at(right, above)) +
           down * ((1 - across) * at(left, below) + across * at(right, below));
  }

  vary::ImageView<const T> view_;
  int columns_, rows_;
  std::vector<std::vector<int>> tables_;
};

/// Noise without a level that might be rounded either way.
template <class T>
tests::Guarded<T> clear_image(vary::Shape shape, int seed) {
  auto image = tests::noise_image<T>(shape, seed);
  const vary::ImageView<T> view = image.view();
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      if ((x + y) % 3 == 0) {  // some dark ones
        for (int c = 0; c < shape.channels; ++c) view.at(x, y, c) = static_cast<T>(view.at(x, y, c) / 12);
      }
      const auto vague = [&] {
        const double level = level_of<T>(view, x, y);
        return std::fabs(level - std::floor(level) - 0.5) < 0.02;
      };
      for (int other = 1; vague(); ++other) {
        view.at(x, y, 0) = static_cast<T>(static_cast<double>(vary::white<T>) * (37 * other % 101) / 101);
      }
    }
  }
  return image;
}

}  // namespace

TEMPLATE_TEST_CASE("CLAHE spreads lightness in tiles, and mixes between their middles", "[clahe]",
                   std::uint8_t, std::uint16_t, float) {
  int seed = 0;
  // Tables of tiles of few pixels are steep: between levels they make much of little, of a handful too much.
  const auto compare = [&](vary::Shape shape, const Clahe& op, double steep) {
    const auto in = clear_image<TestType>(shape, ++seed);
    const auto out = tests::applied<TestType>(op, in);
    if (sizeof(TestType) > 1 && shape.width * shape.height < 100) return;
    REQUIRE(tests::worst_error(out, Reference<TestType>(in.view(), op)) <
            tests::bound<TestType>(0.1, 16 * steep, 2.5e-4 * steep));
  };
  tests::for_each_shape([&](vary::Shape shape) {
    if (shape.channels == 2 || shape.channels == 5) return;
    compare(shape, Clahe{}, 20);
    compare(shape, Clahe{.clip_limit = 2.5f, .columns = 3, .rows = 2}, 20);
  });
  for (const int channels : {1, 3, 4}) {
    compare({97, 41, channels}, Clahe{.clip_limit = 40, .columns = 2, .rows = 1}, 4);
    compare({130, 67, channels}, Clahe{.clip_limit = 3}, 4);
  }
}

TEST_CASE("CLAHE makes a faint pattern strong, and no stronger than its limit", "[clahe]") {
  vary::Image<std::uint8_t> faint(64, 64, 1);
  for (int y = 0; y < 64; ++y) {
    for (int x = 0; x < 64; ++x) faint.at(x, y) = static_cast<std::uint8_t>(100 + (x + y) % 8);
  }
  const auto contrast = [&](float limit) {
    vary::Image<std::uint8_t> out(64, 64, 1);
    vary::ops::apply<std::uint8_t>(Clahe{.clip_limit = limit, .columns = 1, .rows = 1}, faint.view(),
                                   out.view());
    const auto [least, most] = std::minmax_element(out.data(), out.data() + 64 * 64);
    return *most - *least;
  };
  REQUIRE(contrast(1) <= 14);
  REQUIRE(contrast(4) >= 20);
  REQUIRE(contrast(4) <= 35);
  REQUIRE(contrast(256) > 200);
}

TEST_CASE("CLAHE tells what it does not take", "[clahe]") {
  const auto refused = [](const Clahe& op, int channels, const char* text) {
    REQUIRE_THROWS_WITH(op.check({8, 8, channels}), text);
  };
  refused({.clip_limit = 0.5f}, 3, "Clahe.clip_limit: 0.5 is below 1; give 1 (little change) or more");
  refused({.columns = 0}, 1, "Clahe.columns: 0 is not between 1 and 1024; 8 is usual");
  refused({.rows = 1025}, 1, "Clahe.rows: 1025 is not between 1 and 1024; 8 is usual");
  refused({}, 2,
          "Clahe: needs red, green and blue, with or without alpha; the image of 8x8x2 has 2 channels");
}
