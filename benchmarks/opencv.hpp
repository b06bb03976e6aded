// SPDX-License-Identifier: MIT
// The same transforms in OpenCV: one call where it has one, else the fewest calls that a careful user would
// write, with buffers kept between runs.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <type_traits>
#include <variant>
#include <vary/vary.hpp>
#include <vector>

namespace benchmarks::opencv {

/// Reads an image and writes another. Empty where OpenCV does not support the type.
using Call = std::function<void(const cv::Mat&, cv::Mat&)>;

/// The pixels of a view as a matrix, without a copy.
template <vary::Pixel T>
cv::Mat wrap(vary::ImageView<T> view) {
  return {view.height(), view.width(), CV_MAKETYPE(cv::DataType<T>::depth, view.channels()), view.data(),
          static_cast<std::size_t>(view.stride()) * sizeof(T)};
}

/// For floats only: OpenCV saturates integers itself.
template <vary::Pixel T>
void clamp(cv::Mat& image) {
  if constexpr (std::is_same_v<T, float>) {
    cv::min(image, 1.0, image);
    cv::max(image, 0.0, image);
  }
}

inline Call rotate(double degrees, int border) {
  return [=](const cv::Mat& in, cv::Mat& out) {
    const cv::Point2f centre(static_cast<float>(in.cols - 1) / 2, static_cast<float>(in.rows - 1) / 2);
    const cv::Mat matrix = cv::getRotationMatrix2D(centre, degrees, 1);
    cv::warpAffine(in, out, matrix, in.size(), cv::INTER_LINEAR, border);
  };
}

/// The matrix of a Warp, converted to OpenCV's coordinates, in which pixel centres are integers.
inline Call warp(const vary::Op& op_variant, int border = cv::BORDER_CONSTANT) {
  const auto& op = *op_variant.get_if<vary::ops::Warp>();
  const auto& m = op.matrix;
  const auto& p = op.perspective;
  const double w = 1 + 0.5 * (p[0] + p[1]);
  const cv::Mat map =
      (cv::Mat_<double>(3, 3) << m[0] - 0.5 * p[0], m[1] - 0.5 * p[1], m[2] + 0.5 * (m[0] + m[1]) - 0.5 * w,
       m[3] - 0.5 * p[0], m[4] - 0.5 * p[1], m[5] + 0.5 * (m[3] + m[4]) - 0.5 * w, p[0], p[1], w);
  const int flags = cv::INTER_LINEAR | cv::WARP_INVERSE_MAP;
  if (p[0] == 0 && p[1] == 0) {
    return [=](const cv::Mat& in, cv::Mat& out) {
      cv::warpAffine(in, out, map.rowRange(0, 2), in.size(), flags, border);
    };
  }
  return
      [=](const cv::Mat& in, cv::Mat& out) { cv::warpPerspective(in, out, map, in.size(), flags, border); };
}

inline Call resize(int width, int height, int interpolation) {
  return [=](const cv::Mat& in, cv::Mat& out) { cv::resize(in, out, {width, height}, 0, 0, interpolation); };
}

/// Normal offsets drawn for every call, `spacing` pixels apart, with cubic interpolation between them.
inline Call elastic(double alpha, int spacing) {
  return [=, random = cv::RNG(1), nodes = cv::Mat(), field = cv::Mat(), grid = cv::Mat()](
             const cv::Mat& in, cv::Mat& out) mutable {
    if (grid.size() != in.size()) {
      grid.create(in.size(), CV_32FC2);
      for (int y = 0; y < in.rows; ++y) {
        for (int x = 0; x < in.cols; ++x) {
          grid.at<cv::Vec2f>(y, x) = {static_cast<float>(x), static_cast<float>(y)};
        }
      }
    }
    nodes.create(in.rows / spacing + 1, in.cols / spacing + 1, CV_32FC2);
    random.fill(nodes, cv::RNG::NORMAL, 0, alpha);
    cv::resize(nodes, field, in.size(), 0, 0, cv::INTER_CUBIC);
    cv::add(field, grid, field);
    cv::remap(in, out, field, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_REFLECT_101);
  };
}

inline Call crop_and_resize(const cv::Rect& rect, int width, int height) {
  return [=](const cv::Mat& in, cv::Mat& out) { cv::resize(in(rect), out, {width, height}); };
}

inline Call downscale(int width, int height) {
  return [=, small = cv::Mat()](const cv::Mat& in, cv::Mat& out) mutable {
    cv::resize(in, small, {width, height}, 0, 0, cv::INTER_AREA);
    cv::resize(small, out, in.size());
  };
}

inline Call pad(int margin) {
  return [=](const cv::Mat& in, cv::Mat& out) {
    cv::copyMakeBorder(in, out, margin, margin, margin, margin, cv::BORDER_REFLECT_101);
  };
}

inline Call mirror_pad_half() {
  return [half = cv::Mat()](const cv::Mat& in, cv::Mat& out) mutable {
    cv::resize(in, half, {in.cols / 2, in.rows / 2});
    const int left = (in.cols - half.cols) / 2, top = (in.rows - half.rows) / 2;
    cv::copyMakeBorder(half, out, top, in.rows - half.rows - top, left, in.cols - half.cols - left,
                       cv::BORDER_REFLECT_101);
  };
}

inline Call box(int size) {
  return [=](const cv::Mat& in, cv::Mat& out) { cv::blur(in, out, {size, size}); };
}

/// sigma 0: the weights 1 2 1 for a window of three.
inline Call gauss(int size, double sigma) {
  return [=](const cv::Mat& in, cv::Mat& out) { cv::GaussianBlur(in, out, {size, size}, sigma); };
}

/// Equal weights along the rising diagonal of the window.
inline Call motion_blur(int size) {
  cv::Mat weights = cv::Mat::zeros(size, size, CV_32F);
  for (int i = 0; i < size; ++i) weights.at<float>(i, size - 1 - i) = 1.0f / static_cast<float>(size);
  return [=](const cv::Mat& in, cv::Mat& out) { cv::filter2D(in, out, -1, weights); };
}

/// The blend with the smoothed image as one filter; the outermost pixels are copied.
inline Call sharpen(double factor) {
  const auto side = static_cast<float>((1 - factor) / 13);
  cv::Mat weights(3, 3, CV_32F, cv::Scalar::all(static_cast<double>(side)));
  weights.at<float>(1, 1) = static_cast<float>(factor + (1 - factor) * 5 / 13);
  return [=](const cv::Mat& in, cv::Mat& out) {
    cv::filter2D(in, out, -1, weights);
    const cv::Rect edges[] = {
        {0, 0, in.cols, 1}, {0, in.rows - 1, in.cols, 1}, {0, 0, 1, in.rows}, {in.cols - 1, 0, 1, in.rows}};
    for (const cv::Rect& edge : edges) in(edge).copyTo(out(edge));
  };
}

inline Call dilate(int size, int shape = cv::MORPH_RECT) {
  return [window = cv::getStructuringElement(shape, {size, size})](const cv::Mat& in, cv::Mat& out) {
    cv::dilate(in, out, window);
  };
}

inline Call median(int size) {
  return [=](const cv::Mat& in, cv::Mat& out) { cv::medianBlur(in, out, size); };
}

template <vary::Pixel T>
Call invert(int channels) {
  if constexpr (std::is_same_v<T, float>) {
    if (channels == 4) return {};  // no call leaves alpha unchanged
    return [](const cv::Mat& in, cv::Mat& out) { cv::subtract(cv::Scalar::all(1), in, out); };
  } else {
    if (channels != 4) return [](const cv::Mat& in, cv::Mat& out) { cv::bitwise_not(in, out); };
    const cv::Scalar all_but_alpha(vary::white<T>, vary::white<T>, vary::white<T>, 0);
    return [=](const cv::Mat& in, cv::Mat& out) { cv::bitwise_xor(in, all_but_alpha, out); };
  }
}

/// A lookup table of 8 bits; `f` maps fractions of full scale.
template <class F>
Call table_of(const F& f, int channels) {
  // OpenCV takes one table per channel: the one for alpha is the identity.
  cv::Mat table(1, 256, CV_8UC(channels));
  for (int value = 0; value < 256; ++value) {
    for (int c = 0; c < channels; ++c) {
      const double result = c == 3 ? value : 255 * f(value / 255.0);
      table.ptr<std::uint8_t>()[value * channels + c] =
          cv::saturate_cast<std::uint8_t>(std::floor(result + 0.5));
    }
  }
  if (channels != 4) cv::extractChannel(table, table, 0);
  return [=](const cv::Mat& in, cv::Mat& out) { cv::LUT(in, table, out); };
}

template <vary::Pixel T>
Call gamma(double exponent, int channels) {
  if constexpr (std::is_same_v<T, std::uint8_t>) {
    return table_of([=](double x) { return std::pow(x, exponent); }, channels);
  } else {
    if (channels == 4 || !std::is_same_v<T, float>) return {};
    return [=](const cv::Mat& in, cv::Mat& out) { cv::pow(in, exponent, out); };
  }
}

template <vary::Pixel T>
Call gain_and_bias(double gain, double bias, int channels) {
  if (channels == 4) return {};  // no call leaves alpha unchanged
  return [=](const cv::Mat& in, cv::Mat& out) {
    in.convertTo(out, -1, gain, bias * static_cast<double>(vary::white<T>));
    clamp<T>(out);
  };
}

template <vary::Pixel T>
Call keep_bits(int bits, int channels) {
  if constexpr (std::is_same_v<T, float>) {
    return {};
  } else {
    constexpr int all = 8 * sizeof(T);
    const double mask = (vary::white<T> << (all - bits)) & vary::white<T>;
    const cv::Scalar masks(mask, mask, mask, channels == 4 ? double{vary::white<T>} : mask);
    return [=](const cv::Mat& in, cv::Mat& out) { cv::bitwise_and(in, masks, out); };
  }
}

template <vary::Pixel T>
Call solarize(int channels) {
  if (!std::is_same_v<T, std::uint8_t>) return {};
  return table_of([](double x) { return x < 0.5 ? x : 1 - x; }, channels);
}

/// Channel by channel.
template <vary::Pixel T>
Call equalize(int channels) {
  if (!std::is_same_v<T, std::uint8_t>) return {};
  return [=, planes = std::vector<cv::Mat>()](const cv::Mat& in, cv::Mat& out) mutable {
    if (channels == 1) return cv::equalizeHist(in, out);
    cv::split(in, planes);
    for (std::size_t c = 0; c < 3; ++c) cv::equalizeHist(planes[c], planes[c]);
    cv::merge(planes, out);
  };
}

/// Maps the range of each channel, darkest to lightest value, to full scale.
template <vary::Pixel T>
Call stretch(int channels) {
  return [=, planes = std::vector<cv::Mat>()](const cv::Mat& in, cv::Mat& out) mutable {
    cv::split(in, planes);
    for (int c = 0; c < channels && c < 3; ++c) {
      cv::Mat& plane = planes[static_cast<std::size_t>(c)];
      double least = 0, most = 0;
      cv::minMaxLoc(plane, &least, &most);
      const double gain = static_cast<double>(vary::white<T>) / (most - least);
      plane.convertTo(plane, -1, gain, -least * gain);
    }
    cv::merge(planes, out);
  };
}

inline Call gray(int channels) {
  const int code = channels == 4 ? cv::COLOR_RGBA2GRAY : cv::COLOR_RGB2GRAY;
  return [=](const cv::Mat& in, cv::Mat& out) { cv::cvtColor(in, out, code); };
}

inline Call gray_in_three(int channels) {
  if (channels == 4) return {};  // no call leaves alpha unchanged
  return [one = cv::Mat()](const cv::Mat& in, cv::Mat& out) mutable {
    cv::cvtColor(in, one, cv::COLOR_RGB2GRAY);
    cv::cvtColor(one, out, cv::COLOR_GRAY2RGB);
  };
}

inline Call swap_red_and_blue(int channels) {
  const int code = channels == 4 ? cv::COLOR_RGBA2BGRA : cv::COLOR_RGB2BGR;
  return [=](const cv::Mat& in, cv::Mat& out) { cv::cvtColor(in, out, code); };
}

template <vary::Pixel T>
Call saturate(double factor, int channels) {
  cv::Mat matrix = cv::Mat::eye(channels, channels, CV_32F);
  const double gray[] = {0.299, 0.587, 0.114};
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) {
      const double kept = row == column ? factor : 0;
      matrix.at<float>(row, column) = static_cast<float>(kept + (1 - factor) * gray[column]);
    }
  }
  return [=](const cv::Mat& in, cv::Mat& out) {
    cv::transform(in, out, matrix);
    clamp<T>(out);
  };
}

/// Through HSV and back; with 8 bits, the hue uses all 256 values.
template <vary::Pixel T>
Call shift_hue(double turns, int channels) {
  if (channels != 3 || std::is_same_v<T, std::uint16_t>) return {};
  if constexpr (std::is_same_v<T, float>) {
    return [=, hsv = cv::Mat()](const cv::Mat& in, cv::Mat& out) mutable {
      cv::cvtColor(in, hsv, cv::COLOR_RGB2HSV);
      cv::add(hsv, cv::Scalar(360 * turns, 0, 0), hsv);
      cv::cvtColor(hsv, out, cv::COLOR_HSV2RGB);
    };
  } else {
    const int shift = static_cast<int>(std::lround(256 * turns));
    cv::Mat table(1, 256, CV_8U);
    for (int hue = 0; hue < 256; ++hue) {
      table.at<std::uint8_t>(hue) = static_cast<std::uint8_t>(hue + shift);  // wraps around
    }
    return [=, hsv = cv::Mat(), hue = cv::Mat()](const cv::Mat& in, cv::Mat& out) mutable {
      cv::cvtColor(in, hsv, cv::COLOR_RGB2HSV_FULL);
      cv::extractChannel(hsv, hue, 0);
      cv::LUT(hue, table, hue);
      cv::insertChannel(hue, hsv, 0);
      cv::cvtColor(hsv, out, cv::COLOR_HSV2RGB_FULL);
    };
  }
}

/// For colour images: the lightness of L*a*b* in 8 bits.
template <vary::Pixel T>
Call clahe(double clip_limit, int channels) {
  if (sizeof(T) > 1 || (channels != 1 && channels != 3)) return {};
  const cv::Ptr<cv::CLAHE> tiles = cv::createCLAHE(clip_limit, {8, 8});
  if (channels == 1) return [=](const cv::Mat& in, cv::Mat& out) { tiles->apply(in, out); };
  return [=, lab = cv::Mat(), lightness = cv::Mat()](const cv::Mat& in, cv::Mat& out) mutable {
    cv::cvtColor(in, lab, cv::COLOR_RGB2Lab);
    cv::extractChannel(lab, lightness, 0);
    tiles->apply(lightness, lightness);
    cv::insertChannel(lightness, lab, 0);
    cv::cvtColor(lab, out, cv::COLOR_Lab2RGB);
  };
}

/// Brightness, contrast, saturation and hue, in this order.
template <vary::Pixel T>
Call jitter(double brightness, double contrast, double saturation, double turns, int channels) {
  const Call hue = shift_hue<T>(turns, channels);
  if (!hue) return {};
  return [=, color = saturate<T>(saturation, channels), first = cv::Mat(), second = cv::Mat()](
             const cv::Mat& in, cv::Mat& out) mutable {
    in.convertTo(first, -1, brightness);
    clamp<T>(first);
    const cv::Scalar mean = cv::mean(first);
    const double gray = 0.299 * mean[0] + 0.587 * mean[1] + 0.114 * mean[2];
    first.convertTo(second, -1, contrast, (1 - contrast) * gray);
    clamp<T>(second);
    color(second, first);
    hue(first, out);
  };
}

/// The noise is drawn as one channel, which OpenCV does faster than three.
template <vary::Pixel T>
Call add_noise(double sigma) {
  return [=, noise = cv::Mat()](const cv::Mat& in, cv::Mat& out) mutable {
    noise.create(in.size(), CV_MAKETYPE(CV_32F, in.channels()));
    cv::Mat flat = noise.reshape(1);
    cv::randn(flat, 0, sigma * static_cast<double>(vary::white<T>));
    cv::add(in, noise, out, cv::noArray(), in.depth());
    clamp<T>(out);
  };
}

/// A fraction `amount` of the pixels: half of them black, half white.
template <vary::Pixel T>
Call salt_and_pepper(double amount) {
  const double threshold = 65536 * amount / 2;
  const cv::Scalar white = cv::Scalar::all(static_cast<double>(vary::white<T>));
  return [=, random = cv::Mat(), hit = cv::Mat()](const cv::Mat& in, cv::Mat& out) mutable {
    random.create(in.size(), CV_16U);
    cv::randu(random, 0, 65536);
    in.copyTo(out);
    cv::compare(random, threshold, hit, cv::CMP_LT);
    out.setTo(cv::Scalar::all(0), hit);
    cv::compare(random, 65535 - threshold, hit, cv::CMP_GT);
    out.setTo(white, hit);
  };
}

/// Encodes and decodes in memory. Red and blue are swapped before and after: vary compresses RGB, OpenCV BGR.
template <vary::Pixel T>
Call jpeg(int quality, int channels) {
  if (!std::is_same_v<T, std::uint8_t> || channels == 4) return {};
  return [=, file = std::vector<std::uint8_t>(), bgr = cv::Mat()](const cv::Mat& in, cv::Mat& out) mutable {
    if (channels == 3) cv::cvtColor(in, bgr, cv::COLOR_RGB2BGR);
    cv::imencode(".jpg", channels == 3 ? bgr : in, file, {cv::IMWRITE_JPEG_QUALITY, quality});
    cv::imdecode(file, channels == 3 ? cv::IMREAD_COLOR : cv::IMREAD_GRAYSCALE, &bgr);
    if (channels == 3) return cv::cvtColor(bgr, out, cv::COLOR_BGR2RGB);
    bgr.copyTo(out);
  };
}

inline Call fill_rectangles(const std::vector<cv::Rect>& rectangles) {
  return [=](const cv::Mat& in, cv::Mat& out) {
    in.copyTo(out);
    for (const cv::Rect& rectangle : rectangles) out(rectangle).setTo(cv::Scalar::all(0));
  };
}

template <vary::Pixel T>
Call mix(const vary::Image<T>& second, double weight) {
  return [=](const cv::Mat& in, cv::Mat& out) {
    const cv::Mat other(in.rows, in.cols, in.type(), const_cast<T*>(second.data()));
    cv::addWeighted(in, weight, other, 1 - weight, 0, out);
  };
}
}  // namespace benchmarks::opencv
