// SPDX-License-Identifier: MIT
// legibility(): how much of an image is still visible in a copy. find_culprit(): the op that made a copy
// illegible.
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

/// Writes the luminance of all pixels as fractions of full scale, row by row, without alpha.
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

/// The variances and the covariance of two images in a window.
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

/// The fraction of the contrast of `reference` that is still visible in `copy`, in [0, 1]. For each window it
/// is the squared correlation of the copy and the reference, independent of brightness, contrast and sign: an
/// inverted image scores 1. Windows are weighted by their variance in the reference; windows without contrast
/// are ignored, and an image with no others scores 1. Throws Error for images of different sizes.
template <Pixel T>
double legibility(ImageView<const T> reference, ImageView<const T> copy) {
  const int width = reference.width();
  const int height = reference.height();
  if (copy.width() != width || copy.height() != height) {
    refuse("legibility", "copy", "is ", detail::spell(copy.shape()), ", the reference is ",
           detail::spell(reference.shape()), "; give images of the same size");
  }
  constexpr double faintest = 0.02 * 0.02;  // windows of the reference with a smaller variance are ignored
  constexpr double fading = 0.1 * 0.1;      // a copy with this fraction of the variance scores about a half
  const auto stride = static_cast<std::size_t>(width);
  const Scratch<float> a(stride * static_cast<std::size_t>(height));
  const Scratch<float> b(stride * static_cast<std::size_t>(height));
  detail::write_luminance(reference, a.data());
  detail::write_luminance(copy, b.data());

  const int step = std::min(width, height) < 128 ? 8 : 16;
  double all = 0;
  double visible = 0;
  for (int y = 0; y < height; y += step) {
    for (int x = 0; x < width; x += step) {
      // The last window of a row or column overlaps its predecessor, so that all have the same size.
      const int left = std::max(0, std::min(x, width - step));
      const int top = std::max(0, std::min(y, height - step));
      const std::size_t offset = static_cast<std::size_t>(top) * stride + static_cast<std::size_t>(left);
      const auto contrast = detail::window_contrast(a.data() + offset, b.data() + offset, stride,
                                                    std::min(step, width), std::min(step, height));
      if (contrast.reference < faintest) continue;
      all += contrast.reference;
      visible += contrast.common * contrast.common / (contrast.copy + fading * contrast.reference);
    }
  }
  return all == 0 ? 1.0 : std::min(1.0, visible / all * (1 + fading));
}

/// A copy with a legibility below this is illegible: a person would not recognise what it shows.
inline constexpr double lost_below = 0.25;

/// The op that made a copy illegible.
struct Culprit {
  std::size_t op = 0;  ///< its index in the recipe
  std::string field;   ///< the field of the transform that sets its strength: GaussianNoise.sigma
  double value = 0;    ///< the value drawn for the field; NaN if there is no such field
};

namespace detail {

/// The recipe of the ops for which keep(i) is true.
template <class Keep>
Recipe filtered(const Recipe& recipe, const Keep& keep) {
  Recipe part(recipe.input());
  for (std::size_t i = 0; i < recipe.ops().size(); ++i) {
    if (keep(i)) part.add(recipe.ops()[i]);
  }
  return part;
}

/// True for ops that are also applied to the reference image: geometric ops, and those that change the number
/// of channels, which later ops depend on.
inline bool in_reference(const Op& op) {
  const Shape color{1, 1, 3};
  return op.geometric() || op.output(color).channels != color.channels;
}

}  // namespace detail

/// Finds the op that made `copy`, the result of the recipe for `image`, illegible; nullopt if the copy is
/// legible. The reference is the result of the geometric ops alone (and of a change in the number of
/// channels). The culprit is the op without which the legibility is highest.
template <Pixel T>
std::optional<Culprit> find_culprit(const Recipe& recipe, ImageView<const T> image, ImageView<const T> copy) {
  const auto is_kept = [&](std::size_t i) { return detail::in_reference(recipe.ops()[i]); };
  const Recipe geometry = detail::filtered(recipe, is_kept);
  if (geometry.ops().size() == recipe.ops().size()) return std::nullopt;
  const Image<T> reference = replay<T>(geometry, image);
  if (!(legibility<T>(reference.view(), copy) < lost_below)) return std::nullopt;

  std::size_t culprit = 0;
  double most = -1;
  for (std::size_t i = 0; i < recipe.ops().size(); ++i) {
    if (is_kept(i)) continue;
    const Image<T> without =
        replay<T>(detail::filtered(recipe, [&](std::size_t j) { return j != i; }), image);
    const double visible = legibility<T>(reference.view(), without.view());
    if (visible > most) {
      most = visible;
      culprit = i;
    }
  }
  if (most < lost_below) {
    // Several ops are each too strong: the culprit is the one that alone gives the lowest legibility.
    double least = 2;
    for (std::size_t i = 0; i < recipe.ops().size(); ++i) {
      if (is_kept(i)) continue;
      const Image<T> alone =
          replay<T>(detail::filtered(recipe, [&](std::size_t j) { return j == i || is_kept(j); }), image);
      const double visible = legibility<T>(reference.view(), alone.view());
      if (visible < least) {
        least = visible;
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

/// The same for the copy that the recipe gives.
template <Pixel T>
std::optional<Culprit> find_culprit(const Recipe& recipe, ImageView<const T> image) {
  const Image<T> copy = replay<T>(recipe, image);
  return find_culprit<T>(recipe, image, copy.view());
}

VARY_NAMESPACE_END
