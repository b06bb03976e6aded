// SPDX-License-Identifier: MIT
// Chains of transforms in OpenCV: the calls of opencv.hpp one after the other, as its users write them.
#pragma once

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "opencv.hpp"

namespace benchmarks::opencv {

/// Calls one after the other, with two buffers that are kept between runs. Calls other than the last must
/// keep the shape, so that the buffers are not reallocated. Empty if one of the calls is.
inline Call chain(std::vector<Call> calls) {
  for (const Call& call : calls) {
    if (!call) return {};
  }
  return [calls = std::move(calls), buffers = std::array<cv::Mat, 2>()](const cv::Mat& in,
                                                                        cv::Mat& out) mutable {
    const cv::Mat* from = &in;
    for (std::size_t i = 0; i < calls.size(); ++i) {
      cv::Mat& to = i + 1 < calls.size() ? buffers[i % 2] : out;
      calls[i](*from, to);
      from = &to;
    }
  };
}

/// A call on a rect of the image, without a copy.
inline Call inside(const cv::Rect& rect, Call call) {
  if (!call) return {};
  return [=](const cv::Mat& in, cv::Mat& out) { call(in(rect), out); };
}

inline Call flip(int code) {
  return [=](const cv::Mat& in, cv::Mat& out) { cv::flip(in, out, code); };
}

/// The warps of a recipe that has no other ops, with a mirrored border.
inline Call warps(const vary::Recipe& recipe) {
  std::vector<Call> calls;
  for (const vary::Op& op : recipe.ops()) calls.push_back(warp(op, cv::BORDER_REFLECT_101));
  return chain(std::move(calls));
}

/// (value - mean) / deviation for each channel, in fractions of full scale, as planes one below the other in
/// one matrix. split and three times convertTo take less than half the time of cv::dnn::blobFromImage, which
/// also has only one deviation for all channels.
inline Call normalized_planes(const std::vector<double>& mean, const std::vector<double>& deviation,
                              double white) {
  return [=, planes = std::vector<cv::Mat>()](const cv::Mat& in, cv::Mat& out) mutable {
    cv::split(in, planes);
    out.create(in.rows * in.channels(), in.cols, CV_32F);
    for (int c = 0; c < in.channels(); ++c) {
      const auto i = static_cast<std::size_t>(c);
      cv::Mat plane = out.rowRange(c * in.rows, (c + 1) * in.rows);
      planes[i].convertTo(plane, CV_32F, 1 / (white * deviation[i]), -mean[i] / deviation[i]);
    }
  };
}

/// The same as interleaved pixels. convertTo has one gain and one bias for all channels, so this takes two
/// calls that have one for each.
inline Call normalized_pixels(const std::vector<double>& mean, const std::vector<double>& deviation,
                              double white) {
  cv::Scalar gain, bias;
  for (int c = 0; c < static_cast<int>(mean.size()); ++c) {
    const auto i = static_cast<std::size_t>(c);
    gain[c] = 1 / (white * deviation[i]);
    bias[c] = -mean[i] / deviation[i];
  }
  return [=](const cv::Mat& in, cv::Mat& out) {
    cv::multiply(in, gain, out, 1, CV_32F);
    cv::add(out, bias, out);
  };
}

/// Crop, resize, horizontal flip, then normalised planes.
inline Call crop_resize_flip_normalize(const cv::Rect& rect, int width, int height,
                                       const std::vector<double>& mean, const std::vector<double>& deviation,
                                       double white) {
  const Call normalize = normalized_planes(mean, deviation, white);
  return [=, resized = cv::Mat(), flipped = cv::Mat()](const cv::Mat& in, cv::Mat& out) mutable {
    cv::resize(in(rect), resized, {width, height});
    cv::flip(resized, flipped, 1);
    normalize(flipped, out);
  };
}

}  // namespace benchmarks::opencv
