// SPDX-License-Identifier: MIT
// legibility() and find_culprit(): whether a copy still shows what its image shows, and which op has lost
// it.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "vary/pipeline/run.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// Brightness in fractions of full scale, row by row. Alpha is no part of it.
template <Pixel T>
void write_luminance(ImageView<const T> image, float* out) {
  const int channels = image.channels();
  const bool rgb = channels == 3 || channels == 4;
  constexpr std::array<float, 3> weights{0.299f, 0.587f, 0.114f};
  for (int y = 0; y < image.height(); ++y) {
    const T* pixel = image.row(y);
    for (int x = 0; x < image.width(); ++x, pixel += channels) {
      float sum = static_cast<float>(pixel[0]);
      if (rgb) {
        sum = 0;
        for (std::size_t c = 0; c < 3; ++c) sum += weights[c] * static_cast<float>(pixel[c]);
      } else if (channels > 4) {
        for (int c = 1; c < channels; ++c) sum += static_cast<float>(pixel[c]);
        sum /= static_cast<float>(channels);
      }
      *out++ = sum / static_cast<float>(white<T>);
    }
  }
}

/// Contrast in a window of two images, as sums of squares and products about the means.
struct WindowContrast {
  double reference = 0, copy = 0, common = 0;
};

inline WindowContrast window_contrast(const float* reference, const float* copy, std::size_t stride,
                                      int width, int height) {
  double r = 0, c = 0, rr = 0, cc = 0, rc = 0;
  for (int y = 0; y < height; ++y, reference += stride, copy += stride) {
    for (int x = 0; x < width; ++x) {
      const auto a = static_cast<double>(reference[x]);
      const auto b = static_cast<double>(copy[x]);
      r += a;
      c += b;
      rr += a * a;
      cc += b * b;
      rc += a * b;
    }
  }
  const double count = static_cast<double>(width) * height;
  return {std::max(0.0, rr / count - r / count * (r / count)),
          std::max(0.0, cc / count - c / count * (c / count)), rc / count - r / count * (c / count)};
}

}  // namespace detail

/// How much of the contrast of `reference` can still be seen in `copy`: 1 all of it, 0 none. Both are cut
/// into windows; in each one the copy accounts for the square of its correlation with the reference, whatever
/// its brightness, contrast and sign: an inverted image scores 1. Windows without contrast in the reference
/// do not count; an image that has nothing else scores 1. Throws Error for images of different sizes.
template <Pixel T>
double legibility(ImageView<const T> reference, ImageView<const T> copy) {
  const int width = reference.width();
  const int height = reference.height();
  if (copy.width() != width || copy.height() != height) {
    refuse("legibility", "copy", "is ", detail::spell(copy.shape()), ", the reference ",
           detail::spell(reference.shape()), "; give images of one size");
  }
  constexpr double faintest = 0.02 * 0.02;  // variance below which there is nothing to see in the reference
  constexpr double fading = 0.1 * 0.1;      // share of the reference's variance at which a copy fades away
  const auto stride = static_cast<std::size_t>(width);
  const Scratch<float> a(stride * static_cast<std::size_t>(height));
  const Scratch<float> b(stride * static_cast<std::size_t>(height));
  detail::write_luminance(reference, a.data());
  detail::write_luminance(copy, b.data());

  const int step = std::min(width, height) < 128 ? 8 : 16;
  double all = 0;
  double seen = 0;
  for (int y = 0; y < height; y += step) {
    for (int x = 0; x < width; x += step) {
      // The last window of a row or column reaches back, so that all have the same size.
      const int left = std::max(0, std::min(x, width - step));
      const int top = std::max(0, std::min(y, height - step));
      const std::size_t offset = static_cast<std::size_t>(top) * stride + static_cast<std::size_t>(left);
      const auto contrast = detail::window_contrast(a.data() + offset, b.data() + offset, stride,
                                                    std::min(step, width), std::min(step, height));
      if (contrast.reference < faintest) continue;
      all += contrast.reference;
      seen += contrast.common * contrast.common / (contrast.copy + fading * contrast.reference);
    }
  }
  return all == 0 ? 1.0 : std::min(1.0, seen / all * (1 + fading));
}

/// The legibility below which a copy counts as lost: a person would not tell what it shows.
inline constexpr double lost_below = 0.25;

/// What has made an image illegible.
struct Culprit {
  std::size_t op = 0;  ///< its place in the recipe
  std::string field;   ///< the field of the transform that says how strong it was: GaussianNoise.sigma
  double value = 0;    ///< the value drawn for it; not a number where no field says it
};

namespace detail {

/// The ops of a recipe for which keep(i) is true.
template <class Keep>
Recipe filtered(const Recipe& recipe, const Keep& keep) {
  Recipe part(recipe.input());
  for (std::size_t i = 0; i < recipe.ops().size(); ++i) {
    if (keep(i)) part.add(recipe.ops()[i]);
  }
  return part;
}

/// True for ops that stay in the image that a copy is compared with: what they do is wanted in any case, or
/// the ops behind them would meet another number of channels.
inline bool stays(const Op& op) {
  const Shape color{1, 1, 3};
  return op.geometric() || op.output(color).channels != color.channels;
}

}  // namespace detail

/// Whether `copy`, which the recipe made of `photo`, is lost, and which op has done it. The copy is compared
/// with what the geometric ops of the recipe alone (and a change to one channel) make of the photo. The
/// culprit is the op without which most can be seen.
template <Pixel T>
std::optional<Culprit> find_culprit(const Recipe& recipe, ImageView<const T> photo, ImageView<const T> copy) {
  const auto is_kept = [&](std::size_t i) { return detail::stays(recipe.ops()[i]); };
  const Recipe geometry = detail::filtered(recipe, is_kept);
  if (geometry.ops().size() == recipe.ops().size()) return std::nullopt;
  const Image<T> reference = replay<T>(geometry, photo);
  if (!(legibility<T>(reference.view(), copy) < lost_below)) return std::nullopt;

  std::size_t culprit = 0;
  double most = -1;
  for (std::size_t i = 0; i < recipe.ops().size(); ++i) {
    if (is_kept(i)) continue;
    const Image<T> without =
        replay<T>(detail::filtered(recipe, [&](std::size_t j) { return j != i; }), photo);
    const double seen = legibility<T>(reference.view(), without.view());
    if (seen > most) {
      most = seen;
      culprit = i;
    }
  }
  if (most < lost_below) {
    // Several are each too much: then the one that by itself leaves least.
    double least = 2;
    for (std::size_t i = 0; i < recipe.ops().size(); ++i) {
      if (is_kept(i)) continue;
      const Image<T> alone =
          replay<T>(detail::filtered(recipe, [&](std::size_t j) { return j == i || is_kept(j); }), photo);
      const double seen = legibility<T>(reference.view(), alone.view());
      if (seen < least) {
        least = seen;
        culprit = i;
      }
    }
  }
  const Op& op = recipe.ops()[culprit];
  const Strength& strength = recipe.strength(culprit);
  Culprit found{.op = culprit, .field = std::string(recipe.origin(culprit)), .value = strength.value};
  if (found.field.empty()) found.field = op.name();
  if (*strength.field != '\0') found.field.append(".").append(strength.field);
  return found;
}

/// The same for the copy that the recipe makes.
template <Pixel T>
std::optional<Culprit> find_culprit(const Recipe& recipe, ImageView<const T> photo) {
  const Image<T> copy = replay<T>(recipe, photo);
  return find_culprit<T>(recipe, photo, copy.view());
}

VARY_NAMESPACE_END
